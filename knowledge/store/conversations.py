"""Conversations in the database: what the last answer of each was about, for ten minutes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from knowledge.store.database import telling, writing
from knowledge.store.queries import utc
from knowledge.store.tables import conversations

if TYPE_CHECKING:
    from collections.abc import Mapping

# After a pause, 那幼儿园呢 is a question of its own.
KEPT = dt.timedelta(minutes=10)


class ConversationStore:
    """Keeps one context for each conversation; conversations appear as keyed hashes only.

    A context is what the channel's answers give it as an object for JSON. Every method raises
    StoreError where the database cannot be asked.
    """

    def __init__(self, engine: sa.Engine) -> None:
        """Work on ``engine``, as ``open_database`` returns it."""
        self._engine = engine

    def read(self, conversation: str, now: dt.datetime) -> dict[str, Any] | None:
        """Return the context of a conversation, or None where there is none, or no longer."""
        query = sa.select(conversations.c.context).where(
            conversations.c.conversation_hash == conversation, conversations.c.at > utc(now) - KEPT
        )
        with telling():
            with self._engine.connect() as connection:
                context: dict[str, Any] | None = connection.scalar(query)
            return context

    def keep(self, conversation: str, context: Mapping[str, object], now: dt.datetime) -> None:
        """Put a context in the place of the last one; contexts that are too old are deleted."""
        this = conversations.c.conversation_hash == conversation
        row = {"conversation_hash": conversation, "context": dict(context), "at": utc(now)}
        with telling(), writing(self._engine).begin() as connection:
            old = conversations.c.at <= utc(now) - KEPT
            connection.execute(conversations.delete().where(sa.or_(this, old)))
            connection.execute(conversations.insert().values(row))

    def forget(self, conversation: str) -> bool:
        """Delete the context of a conversation; False where there was none."""
        this = conversations.c.conversation_hash == conversation
        with telling(), writing(self._engine).begin() as connection:
            return bool(connection.execute(conversations.delete().where(this)).rowcount)
