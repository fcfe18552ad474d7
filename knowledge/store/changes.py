"""The changes to a document, each within one transaction and each with its event."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlalchemy as sa

from knowledge.store.history import EventKind
from knowledge.store.queries import last_events
from knowledge.store.tables import documents, events, revisions

if TYPE_CHECKING:
    from knowledge.readers.source import Source


def import_revision(
    connection: sa.Connection, name: str, source: Source, items_at: str | None
) -> tuple[bool, bool]:
    """Put ``source`` in force under ``name``; tell whether it is stored newly, and in force newly.

    What is stored already is not stored twice; the level of its items is that of the last import.
    """
    document_id = _document(connection, name) or _insert(
        connection, documents.insert().values(name=name)
    )
    text_sha256 = sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    found = connection.execute(
        sa.select(revisions.c.id, revisions.c.items_at).where(
            revisions.c.document_id == document_id,
            revisions.c.sha256 == source.sha256,
            revisions.c.text_sha256 == text_sha256,
        )
    ).one_or_none()
    now = dt.datetime.now(dt.UTC)
    if found is None:
        revision_id = _insert(
            connection,
            revisions.insert().values(
                document_id=document_id,
                sha256=source.sha256,
                source=source.data,
                text=source.text,
                imported_at=now,
                text_sha256=text_sha256,
                items_at=items_at,
            ),
        )
        _add_event(connection, document_id, EventKind.IMPORTED, revision_id, now)
        return True, True
    if _last(connection, document_id) == (True, found.id) and found.items_at == items_at:
        return False, False
    this = revisions.c.id == found.id
    connection.execute(revisions.update().where(this).values(items_at=items_at))
    _add_event(connection, document_id, EventKind.IMPORTED, found.id, now)
    return False, True


def set_in_force(connection: sa.Connection, name: str, *, in_force: bool) -> bool:
    """Retract or restore a document that is stored; tell whether that changed anything."""
    document_id = _document(connection, name)
    was, revision_id = _last(connection, document_id) if document_id else (in_force, 0)
    if was == in_force or document_id is None:
        return False
    kind = EventKind.RESTORED if in_force else EventKind.RETRACTED
    _add_event(connection, document_id, kind, revision_id, dt.datetime.now(dt.UTC))
    return True


def _document(connection: sa.Connection, name: str) -> int | None:
    found: int | None = connection.scalar(sa.select(documents.c.id).where(documents.c.name == name))
    return found


def _insert(connection: sa.Connection, row: sa.Insert) -> int:
    """Insert a row and return its id."""
    key = tuple(connection.execute(row).inserted_primary_key or ())
    return int(key[0])


def _last(connection: sa.Connection, document_id: int) -> tuple[bool, int]:
    """Return whether the document is in force, and its last revision; (False, 0) without any."""
    row = connection.execute(
        sa.select(events.c.kind, events.c.revision_id).where(
            events.c.document_id == document_id, events.c.id.in_(last_events())
        )
    ).one_or_none()
    return (False, 0) if row is None else (row.kind != EventKind.RETRACTED, row.revision_id)


def _add_event(
    connection: sa.Connection, document_id: int, kind: EventKind, revision_id: int, at: dt.datetime
) -> None:
    connection.execute(
        events.insert().values(document_id=document_id, kind=kind, revision_id=revision_id, at=at)
    )
