"""Which updates are answered, in the database."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import StoreError
from knowledge.store.inbox import KEPT, Inbox
from knowledge.store.tables import answered_updates

if TYPE_CHECKING:
    import sqlalchemy as sa

_NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
_HIGH = 2**40


def test_what_is_answered_is_known(engine: sa.Engine) -> None:
    """An update is answered once, however often that is said, and for every process."""
    inbox = Inbox(engine)
    assert inbox.unanswered([1, 2, _HIGH]) == {1, 2, _HIGH}
    inbox.answer([2], _NOW)
    inbox.answer({2, _HIGH}, _NOW)
    assert Inbox(engine).unanswered([1, 2, _HIGH]) == {1}
    assert inbox.unanswered([]) == set()


def test_what_nobody_sends_again_is_forgotten(engine: sa.Engine) -> None:
    """Numbers are kept for two days and no longer."""
    inbox = Inbox(engine)
    inbox.answer([1], _NOW)
    inbox.answer([2], _NOW + dt.timedelta(seconds=1))
    assert inbox.prune(_NOW + KEPT) == 0
    assert inbox.prune(_NOW + KEPT + dt.timedelta(seconds=1)) == 1
    assert inbox.unanswered([1, 2]) == {1}


def test_a_database_that_cannot_be_asked_is_told(engine: sa.Engine) -> None:
    """Every way of asking says the same."""
    answered_updates.drop(engine)
    inbox = Inbox(engine)
    for ask in (
        lambda: inbox.unanswered([1]),
        lambda: inbox.answer([1], _NOW),
        lambda: inbox.prune(_NOW),
    ):
        with pytest.raises(StoreError):
            ask()
