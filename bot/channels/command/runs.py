"""Files that keep a run: what was answered to labelled questions, and by what."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.channels.command.questions import read_bytes, to_question
from bot.errors import InputError
from retrieval.evaluation.questions import Given, Judged
from retrieval.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from bot.assistant import Assistant
    from bot.settings import Settings

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Run:
    """What was answered, and the fingerprints of all that answers follow from, by name."""

    fingerprints: dict[str, str]
    judged: tuple[Judged, ...]


def fingerprints(
    assistant: Assistant, settings: Settings, questions: Sequence[Path]
) -> dict[str, str]:
    """Return digests of the questions, the documents, the thesaurus, the code and the settings."""
    documents = [f"{one.name} {one.sha256}" for one in assistant.documents]
    return {
        "questions": _digest(read_bytes(path) for path in questions),
        "documents": _digest(line.encode() for line in documents),
        "thesaurus": _digest(_data("retrieval", ".toml")),
        "program": _digest(part for name in ("retrieval", "bot") for part in _data(name, ".py")),
        "settings": settings.retrieval.model_dump_json(),
    }


def file_digest(path: Path) -> str:
    """Return the digest of a file, or of all files of a folder with their names."""
    if path.is_dir():
        inside = sorted(one for one in path.rglob("*") if one.is_file())
        named = (one.relative_to(path).as_posix().encode() for one in inside)
        return _digest(
            part
            for one, name in zip(inside, named, strict=True)
            for part in (name, read_bytes(one))
        )
    return _digest([read_bytes(path)])


def write_run(path: Path, run: Run) -> None:
    """Write a run as one JSON object, a question a line; raises InputError."""
    head = json.dumps({"format": _FORMAT, "fingerprints": run.fingerprints}, ensure_ascii=False)
    rows = ",\n".join(json.dumps(asdict(one), ensure_ascii=False) for one in run.judged)
    write_text(path, f'{head[:-1]}, "questions": [\n{rows}\n]}}\n')


def read_run(path: Path) -> Run:
    """Read a run; raises InputError naming what is wrong."""
    data = read_bytes(path)
    try:
        read = json.loads(data)
        _check_format(read["format"])
        judged = tuple(
            Judged(to_question(row["question"]), _to_given(row["given"]))
            for row in read["questions"]
        )
        return Run({str(name): str(one) for name, one in read["fingerprints"].items()}, judged)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        cause = f"{type(error).__name__} {error}"
        raise InputError("bad-run", path=path, cause=cause) from error


def write_text(path: Path, words: str) -> None:
    """Write a file; raises InputError where that cannot be done."""
    try:
        # A lone surrogate has no UTF-8; it is shown as a question mark.
        path.write_text(words, encoding="utf-8", errors="replace")
    except (OSError, ValueError) as error:
        raise InputError("unwritable-file", path=path, cause=error) from error


def _check_format(found: object) -> None:
    if found != _FORMAT:
        msg = f"format {found!r}, not {_FORMAT}"
        raise ValueError(msg)


def _to_given(row: dict[str, Any]) -> Given:
    lists = ("numbers", "ranked", "nearest", "words")
    return Given(
        outcome=Outcome(row["outcome"]),
        quote=row["quote"],
        confidence=float(row["confidence"]),
        title=row["title"],
        facts=dict(row["facts"]),
        **{name: tuple(row[name]) for name in lists},
    )


def _digest(parts: Iterable[bytes]) -> str:
    whole = sha256()
    for part in parts:
        whole.update(f"{len(part)}\n".encode())
        whole.update(part)
    return whole.hexdigest()


def _data(package: str, suffix: str) -> Iterator[bytes]:
    """Yield the files of a package with that suffix, with their names."""
    for name, entry in sorted(_entries(files(package), ""), key=lambda found: found[0]):
        if name.endswith(suffix):
            yield name.encode()
            yield entry.read_bytes()


def _entries(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{above}/{entry.name}"
        if entry.is_dir():
            yield from _entries(entry, name)
        else:
            yield name, entry
