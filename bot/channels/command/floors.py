"""The file of floors: for each set of labelled data what its figures must not fall below."""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bootstrap import build_assistant, build_search
from bot.channels.command.collections import evaluate_collection, read_collection
from bot.channels.command.questions import evaluate_file, read_bytes
from bot.channels.command.runs import file_digest, write_text
from bot.errors import InputError
from knowledge.store.database import sqlite_url
from retrieval.evaluation.bootstrap import NO_RESAMPLES
from retrieval.evaluation.figures import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.settings import Settings
    from retrieval.evaluation.bootstrap import Estimate

_HEAD = """\
# What the figures must not fall below (for false refusals, false answers and aurc: not rise above).
# `make floors` raises them to what is measured; only `wence eval gate --lower SET.MEASURE` lowers
# one. A set whose data is not there is passed over. sha256 is that of the data they are pinned for.
"""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class PinnedSet:
    """A set of labelled data with its floors; ``path`` is a file of questions or a BEIR folder.

    Without ``memory`` it is measured as if the plan had no remembered questions.
    """

    name: str
    data: str
    path: Path
    sha256: str
    floors: Mapping[Measure, float]
    memory: bool = True

    @property
    def present(self) -> bool:
        """Whether the data is there."""
        return self.path.exists()

    @property
    def same_data(self) -> bool:
        """Whether the data is what the floors were pinned for."""
        return file_digest(self.path) == self.sha256


def read_floors(path: Path) -> list[PinnedSet]:
    """Read the sets of a file of floors; raises InputError naming what is wrong."""
    words = read_bytes(path)
    try:
        tables = tomllib.loads(words.decode())
        return [_to_set(path.parent, name, dict(table)) for name, table in tables.items()]
    except (ValueError, TypeError, KeyError) as error:
        cause = f"{type(error).__name__} {error}"
        raise InputError("bad-floors", path=path, cause=cause) from error


def write_floors(path: Path, sets: Sequence[PinnedSet]) -> None:
    """Write all sets, each with its floors in the order of the measures."""
    tables = []
    for one in sets:
        pinned = [
            f"{measure} = {one.floors[measure]:.3f}" for measure in Measure if measure in one.floors
        ]
        named = one.name if _BARE.fullmatch(one.name) else _string(one.name)
        head = [f"[{named}]", f"data = {_string(one.data)}", f'sha256 = "{one.sha256}"']
        if not one.memory:
            head.append("memory = false")
        tables.append("\n".join([*head, *pinned]) + "\n")
    write_text(path, "\n".join([_HEAD, *tables]))


def measure_set(settings: Settings, one: PinnedSet) -> Mapping[Measure, Estimate]:
    """Measure a set today: passages by the search alone, questions by the shipped plan alone."""
    if one.path.is_dir():
        collection = read_collection(one.path)
        return evaluate_collection(build_search(settings), collection, resamples=NO_RESAMPLES)
    with _shipped_only(settings) as fresh:
        assistant = build_assistant(fresh, remembering=one.memory)
        return evaluate_file(assistant, one.path, NO_RESAMPLES).estimates


@contextmanager
def _shipped_only(settings: Settings) -> Iterator[Settings]:
    """Yield settings with a database of their own, which holds the shipped plan and no other."""
    with tempfile.TemporaryDirectory() as folder:
        yield settings.with_database(sqlite_url(Path(folder)))


def _to_set(folder: Path, name: str, table: dict[str, str | float | bool]) -> PinnedSet:
    data, digest, memory = table.pop("data"), table.pop("sha256", ""), table.pop("memory", True)
    floors = {Measure(key): _share(value) for key, value in table.items()}
    return PinnedSet(name, str(data), folder / str(data), str(digest), floors, bool(memory))


def _share(value: str | float) -> float:
    share = float(value)
    if not 0 <= share <= 1:
        msg = f"{value!r} is not between 0 and 1"
        raise ValueError(msg)
    return share


def _string(words: str) -> str:
    """Return words as a string of TOML: one of JSON, but for a sign that only TOML escapes."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
