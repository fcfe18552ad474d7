"""Remembered questions as JSON Lines, one a line (the format is told in docs/memory.md)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.errors import NoteError, SourceError
from knowledge.memory import MemoryKind, Note, Place, place_of
from knowledge.readers.source import read_bytes
from knowledge.readers.text import encoding_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge.memory import ItemPlaces, Memory


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: a question and its item; None where the line leaves it open.

    An ``item`` of None says that the document does not speak of it; ``title`` is the item's title
    at the time when the line was written by a program.
    """

    path: Path
    number: int
    text: str
    item: str | None
    title: str | None = None
    document: str | None = None
    kind: MemoryKind | None = None
    author: str | None = None
    at: dt.datetime | None = None
    sentence: str | None = None


def read_lines(path: Path) -> tuple[Line, ...]:
    """Read a file of remembered questions; empty lines are passed over.

    Raises SourceError, naming the file, for one that cannot be read, and naming the line, too,
    for one that is no object or has a value that cannot serve.
    """
    data = read_bytes(path)
    try:
        # Not as a document: a question may hold signs that are line ends or tags there.
        lines = data.decode(encoding_of(data)).split("\n")
    except UnicodeDecodeError as error:
        raise SourceError("not-decodable", path=path, offset=error.start) from error
    return tuple(
        _line(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()
    )


def to_note(line: Line, document: str, places: ItemPlaces, default: Note) -> Note:
    """Make a line a note on ``document``; what it leaves open is as in ``default``.

    A line with a title names the item of another time and is kept as it is where the document
    has that item no longer. Raises SourceError, naming the line, for an item that the document
    does not have and for a text or author that cannot be kept.
    """
    try:
        return Note(
            document,
            _place(line, document, places),
            line.text.strip(),
            line.kind or default.kind,
            (line.author or default.author).strip(),
            line.at or default.at,
            line.sentence,
        )
    except NoteError as error:
        field = "text" if error.reason == "bad-note-text" else "author"
        value = error.found[field]
        raise SourceError(
            "memory-line-field", path=line.path, line=line.number, field=field, value=value
        ) from error


def to_json(memory: Memory) -> dict[str, object]:
    """Return a remembered question as the object of a line, which ``read_lines`` reads again."""
    note = memory.note
    row: dict[str, object] = {
        "text": note.text,
        "item": note.place and note.place.key,
        "title": note.place and note.place.title,
        "document": note.document,
        "kind": note.kind.value,
        "author": note.author,
        "at": note.at.isoformat(),
    }
    if note.sentence:
        row["sentence"] = note.sentence
    return row


def _place(line: Line, document: str, places: ItemPlaces) -> Place | None:
    if line.item is None:
        return None
    item = places.named(line.item)
    if line.title is not None and (item is None or item.title != line.title):
        return Place(line.item, line.title)
    if item is None:
        raise SourceError(
            "memory-line-item",
            path=line.path,
            line=line.number,
            document=document,
            item=line.item,
        )
    return place_of(item)


def _line(path: Path, number: int, words: str) -> Line:
    try:
        row = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise SourceError("memory-line-broken", path=path, line=number, found=words[:40]) from error
    if not isinstance(row, dict):
        raise SourceError("memory-line-broken", path=path, line=number, found=words[:40])

    def read(field: str, convert: Callable[[Any], Any]) -> Any:
        try:
            value = row.get(field)
            return None if value is None else convert(value)
        except (ValueError, TypeError, OverflowError) as error:
            raise SourceError(
                "memory-line-field", path=path, line=number, field=field, value=row[field]
            ) from error

    for needed in ("text", "item"):
        # Without the word null, a forgotten item must not say that the plan is silent.
        if needed not in row or row["text"] is None:
            raise SourceError("memory-line-missing", path=path, line=number, field=needed)
    return Line(
        path,
        number,
        text=read("text", _text),
        item=read("item", _item),
        title=read("title", _text),
        document=read("document", _text),
        sentence=read("sentence", _text),
        kind=read("kind", MemoryKind),
        author=read("author", _text),
        at=read("at", _time),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _item(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    return str(value)


def _time(value: object) -> dt.datetime:
    at = dt.datetime.fromisoformat(_text(value))
    return at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
