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
# Made once: making a statement takes longer than carrying it out.
_THIS = conversations.c.conversation_hash == sa.bindparam("this")
_READ = sa.select(conversations.c.context).where(_THIS, conversations.c.at > sa.bindparam("since"))
_UPDATE = (
    conversations.update().where(_THIS).values(context=sa.bindparam("said"), at=sa.bindparam("now"))
)
_PRUNE = conversations.delete().where(conversations.c.at <= sa.bindparam("since"))
_DELETE = conversations.delete().where(_THIS)


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
        with telling():
            with self._engine.connect() as connection:
                context: dict[str, Any] | None = connection.scalar(
                    _READ, {"this": conversation, "since": utc(now) - KEPT}
                )
            return context

    def keep(self, conversation: str, context: Mapping[str, object], now: dt.datetime) -> None:
        """Put a context in the place of the last one.

        With that of a new conversation, those that are too old are deleted.
        """
        said, at = dict(context), utc(now)
        with telling(), writing(self._engine) as connection:
            row = {"this": conversation, "said": said, "now": at}
            if not connection.execute(_UPDATE, row).rowcount:
                connection.execute(_PRUNE, {"since": at - KEPT})
                new = {"conversation_hash": conversation, "context": said, "at": at}
                connection.execute(conversations.insert(), new)

    def forget(self, conversation: str) -> bool:
        """Delete the context of a conversation; False where there was none."""
        with telling(), writing(self._engine) as connection:
            return bool(connection.execute(_DELETE, {"this": conversation}).rowcount)
