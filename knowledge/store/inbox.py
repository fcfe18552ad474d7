"""The inbox in the database: which updates are answered, by their numbers alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledge.store.database import telling, writing
from knowledge.store.queries import utc
from knowledge.store.tables import answered_updates as answered

if TYPE_CHECKING:
    from collections.abc import Collection

# Telegram keeps updates that were not fetched for a day
# (https://core.telegram.org/bots/api#getting-updates).
KEPT = dt.timedelta(days=2)
# Made once: making a statement takes longer than carrying it out.
_INSERT = answered.insert()
_DELETE = answered.delete().where(answered.c.update_id == sa.bindparam("this"))


class Inbox:
    """Remembers which updates are answered; nothing of what they say is kept.

    Every method raises StoreError where the database cannot be asked.
    """

    def __init__(self, engine: sa.Engine) -> None:
        """Work on ``engine``, as ``open_database`` returns it."""
        self._engine = engine

    def unanswered(self, updates: Collection[int]) -> set[int]:
        """Return those of the updates that are not answered yet."""
        query = sa.select(answered.c.update_id).where(answered.c.update_id.in_(updates))
        with telling(), self._engine.connect() as connection:
            return {*updates} - {*connection.scalars(query)}

    def answer(self, updates: Collection[int], now: dt.datetime) -> None:
        """Remember that updates are answered; saying so again changes nothing."""
        rows = [{"update_id": update, "at": utc(now)} for update in updates]
        with telling():
            try:
                with writing(self._engine) as connection:
                    connection.execute(_INSERT, rows)
            except IntegrityError:
                with writing(self._engine) as connection:
                    connection.execute(_DELETE, [{"this": update} for update in updates])
                    connection.execute(_INSERT, rows)

    def prune(self, now: dt.datetime) -> int:
        """Forget the updates that nobody sends again; count them."""
        with telling(), writing(self._engine) as connection:
            return connection.execute(
                answered.delete().where(answered.c.at < utc(now) - KEPT)
            ).rowcount
