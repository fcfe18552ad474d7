"""The remembered questions in the database: added, taken back, and never deleted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from knowledge.errors import NoteError, StoreError, UnknownDocumentError
from knowledge.memory import Memory, MemoryKind, Note, Place, TakenBack, check_author
from knowledge.store.database import cause_of, writing
from knowledge.store.queries import utc
from knowledge.store.tables import HIGHEST_ID, documents, memories, memory_events

if TYPE_CHECKING:
    from collections.abc import Sequence

SHIPPER = "wence@"
_ADDED, _TAKEN_BACK = "added", "taken_back"
# What makes two notes say the same: when it was said does not count.
_Said = tuple[Place | None, str, MemoryKind, str, str | None]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding did: the numbers of new entries, how many were there, how many taken back."""

    new: tuple[int, ...] = ()
    known: int = 0
    taken_back: int = 0


class MemoryStore:
    """Keeps questions that are tied to items of documents, with who said so and when.

    Each change adds an event, so that DocumentStore.version grows and every process sees it at
    its next question.
    """

    def __init__(self, engine: sa.Engine) -> None:
        """Work on ``engine``, as ``open_database`` returns it."""
        self._engine = engine

    def add(self, note: Note) -> tuple[int, bool]:
        """Remember a question; return its number and whether it is new.

        The same by the same author is kept once while it is active; what was taken back is
        remembered anew. Raises UnknownDocumentError, naming the documents that are stored.
        """
        try:
            with writing(self._engine) as connection:
                document_id = _document(connection, note.document)
                for memory in _said(connection, note.document)[_what(note)]:
                    if memory.active:
                        return memory.id, False
                return _insert_all(connection, document_id, [note])[0], True
        except SQLAlchemyError as error:
            raise StoreError("memory-write", cause=cause_of(error)) from error

    def add_all(self, notes: Sequence[Note]) -> Added:
        """Remember all that is not known yet, in one transaction or not at all.

        What was taken back stays so: a file that is read again must not undo a person's decision.
        Raises UnknownDocumentError, naming the documents that are stored.
        """
        by_document: defaultdict[str, list[Note]] = defaultdict(list)
        for note in notes:
            by_document[note.document].append(note)
        new: list[int] = []
        known = taken_back = 0
        try:
            with writing(self._engine) as connection:
                for name, group in by_document.items():
                    document_id = _document(connection, name)
                    said = {
                        what: any(one.active for one in memories)
                        for what, memories in _said(connection, name).items()
                    }
                    unknown = {}
                    for note in group:
                        active = True if _what(note) in unknown else said.get(_what(note))
                        known += active is True
                        taken_back += active is False
                        if active is None:
                            unknown[_what(note)] = note
                    new += _insert_all(connection, document_id, list(unknown.values()))
        except SQLAlchemyError as error:
            raise StoreError("memory-write", cause=cause_of(error)) from error
        return Added(tuple(new), known, taken_back)

    def take_back(self, number: int, author: str) -> bool:
        """Take a question back; tell whether it was active. The entry stays, with who and when.

        Raises NoteError for a number that no entry has, and for an author that cannot be kept.
        """
        check_author(author)
        try:
            with writing(self._engine) as connection:
                this = memory_events.c.memory_id == number
                kinds = sa.select(memory_events.c.kind).where(this)
                found = set(connection.scalars(kinds)) if 0 < number <= HIGHEST_ID else set()
                if not found:
                    raise NoteError("unknown-note", number=number)
                if _TAKEN_BACK in found:
                    return False
                _add_event(connection, number, _TAKEN_BACK, author, dt.datetime.now(dt.UTC))
        except SQLAlchemyError as error:
            raise StoreError("memory-write", cause=cause_of(error)) from error
        return True

    def all(self, document: str | None = None) -> tuple[Memory, ...]:
        """Return every entry, or those of one document, in the order of their numbers."""
        try:
            with self._engine.connect() as connection:
                return _read(connection, document)
        except SQLAlchemyError as error:
            raise StoreError("database-read", cause=cause_of(error)) from error

    def for_document(self, name: str) -> tuple[Memory, ...]:
        """Return the active entries of a document, as ``knowledge.memory.memory_of`` takes them."""
        return tuple(memory for memory in self.all(name) if memory.active)

    def fingerprint(self, document: str) -> str:
        """Return what the active entries of a document are, told without reading them all.

        Entries never change: their number and the last one of each author say it.
        """
        back = sa.select(memory_events.c.memory_id).where(memory_events.c.kind == _TAKEN_BACK)
        query = (
            sa.select(
                memory_events.c.author, sa.func.count(), sa.func.max(memory_events.c.memory_id)
            )
            .join(memories, memories.c.id == memory_events.c.memory_id)
            .join(documents, documents.c.id == memories.c.document_id)
            .where(documents.c.name == document, memory_events.c.kind == _ADDED)
            .where(memories.c.id.not_in(back))
            .group_by(memory_events.c.author)
            .order_by(memory_events.c.author)
        )
        try:
            with self._engine.connect() as connection:
                rows = [tuple(row) for row in connection.execute(query)]
        except SQLAlchemyError as error:
            raise StoreError("database-read", cause=cause_of(error)) from error
        if all(author.startswith(SHIPPER) for author, _, _ in rows):
            return " ".join(f"{author} {count}" for author, count, _ in rows)
        return f"{self._engine.url.render_as_string()} {rows}"

    def knows_author(self, document: str, author: str) -> bool:
        """Tell whether an author ever added or took back an entry of that document."""
        query = (
            sa.select(memory_events.c.id)
            .join(memories, memories.c.id == memory_events.c.memory_id)
            .join(documents, documents.c.id == memories.c.document_id)
            .where(documents.c.name == document, memory_events.c.author == author)
            .limit(1)
        )
        try:
            with self._engine.connect() as connection:
                return connection.execute(query).first() is not None
        except SQLAlchemyError as error:
            raise StoreError("database-read", cause=cause_of(error)) from error


def _read(connection: sa.Connection, document: str | None) -> tuple[Memory, ...]:
    added, back = memory_events.alias("added"), memory_events.alias("back")
    query = (
        sa.select(
            memories,
            documents.c.name,
            *(added.c.author, added.c.at),
            *(back.c.author.label("back_author"), back.c.at.label("back_at")),
        )
        .join(documents, documents.c.id == memories.c.document_id)
        .join(added, sa.and_(added.c.memory_id == memories.c.id, added.c.kind == _ADDED))
        .outerjoin(back, sa.and_(back.c.memory_id == memories.c.id, back.c.kind == _TAKEN_BACK))
        .order_by(memories.c.id)
    )
    if document is not None:
        query = query.where(documents.c.name == document)
    return tuple(_to_memory(row) for row in connection.execute(query))


def _to_memory(row: sa.Row[Any]) -> Memory:
    place = None if row.item_key is None else Place(row.item_key, row.item_title)
    kind, at = MemoryKind(row.kind), utc(row.at)
    note = Note(row.name, place, row.text, kind, row.author, at, row.sentence)
    back = None if row.back_at is None else TakenBack(row.back_author, utc(row.back_at))
    return Memory(row.id, note, back)


def _what(note: Note) -> _Said:
    return note.place, note.text, note.kind, note.author, note.sentence


def _said(connection: sa.Connection, document: str) -> defaultdict[_Said, list[Memory]]:
    """Return the entries of a document by what they say."""
    found: defaultdict[_Said, list[Memory]] = defaultdict(list)
    for memory in _read(connection, document):
        found[_what(memory.note)].append(memory)
    return found


def _document(connection: sa.Connection, name: str) -> int:
    """Return the id of a document."""
    query = sa.select(documents.c.id).where(documents.c.name == name)
    found: int | None = connection.scalar(query)
    if found is None:
        known = connection.scalars(sa.select(documents.c.name).order_by(documents.c.id))
        raise UnknownDocumentError("unknown-document", name=name, known="、".join(known))
    return found


def _insert_all(connection: sa.Connection, document_id: int, notes: Sequence[Note]) -> list[int]:
    """Insert notes with their events; return their numbers in the order of ``notes``."""
    if not notes:
        return []
    rows = [
        {
            "document_id": document_id,
            "item_key": note.place and note.place.key,
            "item_title": note.place and note.place.title,
            "text": note.text,
            "kind": note.kind,
            "sentence": note.sentence,
        }
        for note in notes
    ]
    insert = memories.insert().returning(memories.c.id, sort_by_parameter_order=True)
    numbers = list(connection.scalars(insert, rows))
    events = [
        {"memory_id": number, "kind": _ADDED, "author": note.author, "at": utc(note.at)}
        for number, note in zip(numbers, notes, strict=True)
    ]
    connection.execute(memory_events.insert(), events)
    return numbers


def _add_event(
    connection: sa.Connection, number: int, kind: str, author: str, at: dt.datetime
) -> None:
    values = {"memory_id": number, "kind": kind, "author": author, "at": utc(at)}
    connection.execute(memory_events.insert().values(values))
