"""Contexts of conversations in the database."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from knowledge.errors import StoreError
from knowledge.store.conversations import KEPT, ConversationStore
from knowledge.store.tables import conversations

_NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
_SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def store(engine: sa.Engine) -> ConversationStore:
    """Return the store of conversations."""
    return ConversationStore(engine)


def test_the_last_context_is_kept_for_ten_minutes(
    store: ConversationStore, engine: sa.Engine
) -> None:
    """Each conversation has its own; the last one holds, and what is old is deleted."""
    last = {"words": "丙", "item": ["p", 1]}
    store.keep({"one": {"words": "甲"}, "two": {"words": "乙"}}, _NOW)
    assert store.read({"one", "two"}, _NOW) == {"one": {"words": "甲"}, "two": {"words": "乙"}}
    store.keep({"one": last}, _NOW + _SECOND)
    assert store.read(["one", "two", "three"], _NOW + KEPT) == {"one": last}
    assert store.read([], _NOW) == {}
    store.keep({"one": last, "three": {}}, _NOW + KEPT + _SECOND)
    with engine.connect() as connection:
        kept = connection.scalars(sa.select(conversations.c.conversation_hash)).all()
    assert sorted(kept) == ["one", "three"]


def test_a_context_can_be_forgotten(store: ConversationStore) -> None:
    """It is gone at once; what is not there is told."""
    store.keep({"one": {"words": "甲"}}, _NOW)
    assert store.forget("one")
    assert store.read(["one"], _NOW) == {}
    assert not store.forget("one")


def test_a_database_that_cannot_be_asked_is_told(
    store: ConversationStore, engine: sa.Engine
) -> None:
    """Every way of asking says the same."""
    conversations.drop(engine)
    for ask in (
        lambda: store.read(["one"], _NOW),
        lambda: store.keep({"one": {}}, _NOW),
        lambda: store.forget("one"),
    ):
        with pytest.raises(StoreError):
            ask()
