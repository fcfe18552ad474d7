"""Conversations in the database: what the last answer of each was about, for ten minutes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from knowledge.store.database import telling, writing
from knowledge.store.queries import utc
from knowledge.store.tables import conversations

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# After a pause, 那幼儿园呢 is a question of its own.
KEPT = dt.timedelta(minutes=10)
# Made once: making a statement takes longer than carrying it out.
_READ = sa.select(conversations.c.conversation_hash, conversations.c.context).where(
    conversations.c.conversation_hash.in_(sa.bindparam("these", expanding=True)),
    conversations.c.at > sa.bindparam("since"),
)
_DELETE = conversations.delete().where(conversations.c.conversation_hash == sa.bindparam("this"))
_INSERT = conversations.insert()
_PRUNE = conversations.delete().where(conversations.c.at <= sa.bindparam("since"))


class ConversationStore:
    """Keeps one context for each conversation; conversations appear as keyed hashes only.

    A context is what the channel's answers give it as an object for JSON. Every method raises
    StoreError where the database cannot be asked.
    """

    def __init__(self, engine: sa.Engine) -> None:
        """Work on ``engine``, as ``open_database`` returns it."""
        self._engine = engine

    def read(self, these: Collection[str], now: dt.datetime) -> dict[str, dict[str, Any]]:
        """Return the contexts of those of ``these`` conversations that have one, not too old."""
        asked = {"these": [*these], "since": utc(now) - KEPT}
        with telling(), self._engine.connect() as connection:
            return {row.conversation_hash: row.context for row in connection.execute(_READ, asked)}

    def keep(self, contexts: Mapping[str, Mapping[str, object]], now: dt.datetime) -> None:
        """Put the contexts of conversations, of one at least, in the place of their last ones.

        With that of a new conversation, those that are too old are deleted.
        """
        at = utc(now)
        rows = [
            {"conversation_hash": one, "context": dict(context), "at": at}
            for one, context in contexts.items()
        ]
        with telling(), writing(self._engine) as connection:
            known = connection.execute(_DELETE, [{"this": one} for one in contexts]).rowcount
            if known < len(rows):
                connection.execute(_PRUNE, {"since": at - KEPT})
            connection.execute(_INSERT, rows)

    def forget(self, conversation: str) -> bool:
        """Delete the context of a conversation; False where there was none."""
        with telling(), writing(self._engine) as connection:
            return bool(connection.execute(_DELETE, {"this": conversation}).rowcount)
