"""What is asked of the tables."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from knowledge.store.history import Event, EventKind, Revision
from knowledge.store.tables import documents, events, memory_events, revisions

if TYPE_CHECKING:
    from collections.abc import Sequence

# There may be many thousands of them, so only the last are counted: an event that a server commits
# behind one with a higher id is among these.
_WINDOW = 500
_NEWEST_NOTE = sa.select(sa.func.coalesce(sa.func.max(memory_events.c.id), 0)).scalar_subquery()
_RECENT_NOTES = (
    sa.select(sa.func.count(memory_events.c.id))
    .where(memory_events.c.id > _NEWEST_NOTE - _WINDOW)
    .scalar_subquery()
)
# Neither the bytes nor the text: where a document is only named, they need not be loaded.
_REVISION = (
    revisions.c.id,
    documents.c.name,
    revisions.c.sha256,
    revisions.c.text_sha256,
    revisions.c.items_at,
)
# Whatever changes the answers adds an event of one kind or the other, and none is ever deleted.
STATE_VERSION = sa.select(
    sa.select(sa.func.count(events.c.id)).scalar_subquery()
    + _NEWEST_NOTE * _WINDOW * 2
    + _RECENT_NOTES
)


def last_events() -> sa.Select[Any]:
    """Select the id of the last event of each document."""
    return sa.select(sa.func.max(events.c.id)).group_by(events.c.document_id)


def standings() -> sa.Select[Any]:
    """Select the documents in the order of their first import, each with its last event."""
    counted = (
        sa.select(sa.func.count(revisions.c.id))
        .where(revisions.c.document_id == documents.c.id)
        .correlate(documents)
        .scalar_subquery()
    )
    return (
        sa.select(*_REVISION, events.c.kind, counted.label("revisions"))
        .select_from(events)
        .join(documents, documents.c.id == events.c.document_id)
        .join(revisions, revisions.c.id == events.c.revision_id)
        .where(events.c.id.in_(last_events()))
        .order_by(documents.c.id)
    )


def revisions_of(name: str) -> sa.Select[Any]:
    """Select the revisions of a document, in the order in which they were stored."""
    return (
        sa.select(*_REVISION)
        .select_from(revisions)
        .join(documents, documents.c.id == revisions.c.document_id)
        .where(documents.c.name == name)
        .order_by(revisions.c.id)
    )


def history_of(name: str) -> sa.Select[Any]:
    """Select what happened to a document, the oldest event first."""
    return (
        sa.select(events.c.kind, revisions.c.sha256, events.c.at)
        .select_from(events)
        .join(documents, documents.c.id == events.c.document_id)
        .join(revisions, revisions.c.id == events.c.revision_id)
        .where(documents.c.name == name)
        .order_by(events.c.id)
    )


def text_of(revision: Revision) -> sa.Select[Any]:
    """Select the text of a revision."""
    return sa.select(revisions.c.text).where(revisions.c.id == revision.id)


def to_revision(row: sa.Row[Any]) -> Revision:
    """Return the revision that a row holds."""
    return Revision(row.id, row.name, row.sha256, row.text_sha256, row.items_at)


def to_events(rows: Sequence[sa.Row[Any]]) -> tuple[Event, ...]:
    """Return the events that rows hold; a database without time zones keeps UTC."""
    return tuple(Event(EventKind(row.kind), row.sha256, utc(row.at)) for row in rows)


def utc(at: dt.datetime) -> dt.datetime:
    """Return a time in UTC, as it is stored; one without a zone is in UTC already."""
    return at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
