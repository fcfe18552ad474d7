"""A database of the first version, with content, is brought up to date."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.util import CommandError

from knowledge.journal import Feedback, Recorded, Vote
from knowledge.memory import MemoryKind, Note, place_of
from knowledge.readers.source import Source
from knowledge.store.database import open_database, writing
from knowledge.store.documents import DocumentStore
from knowledge.store.history import EventKind
from knowledge.store.journal import JournalStore
from knowledge.store.memories import MemoryStore
from knowledge.store.tables import metadata
from tests.conftest import PROJECT

_FIRST = "一、总则\n1.甲。做好甲。\n"
_SECOND = "一、总则\n1.乙。做好乙。\n"
# Document, bytes, text; the first document went back to its first text.
_STORED = [
    (1, _FIRST.encode("gb18030"), _FIRST),
    (2, _SECOND.encode(), _SECOND),
    (1, _SECOND.encode(), _SECOND),
    (1, _FIRST.encode("gb18030"), _FIRST),
]


def _migrate(engine: sa.Engine, target: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "knowledge/store/migrations"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        step = command.downgrade if target in ("base", "0001", "0002") else command.upgrade
        step(config, target)


@pytest.fixture
def engine(engine: sa.Engine) -> sa.Engine:
    """Return an engine over a database of version 0001: two documents, four revisions."""
    _migrate(engine, "0001")
    with writing(engine) as connection:
        connection.execute(sa.text("INSERT INTO documents (name) VALUES ('one'), ('two')"))
        for day, (document, data, text) in enumerate(_STORED, start=1):
            connection.execute(
                sa.text(
                    "INSERT INTO revisions (document_id, sha256, source, text, imported_at)"
                    " VALUES (:document, :sha, :data, :text, :at)"
                ).bindparams(sa.bindparam("at", type_=sa.DateTime(timezone=True))),
                {
                    "document": document,
                    "sha": sha256(data).hexdigest(),
                    "data": data,
                    "text": text,
                    "at": dt.datetime(2022, 3, day, 12, tzinfo=dt.UTC),
                },
            )
    return engine


def test_nothing_is_lost_on_the_way_up(engine: sa.Engine, database_url: str) -> None:
    """Every import is an event, every content is there once, the same texts are in force."""
    engine.dispose()
    opened = open_database(database_url)
    store = DocumentStore(opened)
    assert {one.name: store.read(one).text for one in store.in_force()} == {
        "one": _FIRST,
        "two": _SECOND,
    }
    assert [(one.kind, one.at) for one in store.history("one")] == [
        (EventKind.IMPORTED, dt.datetime(2022, 3, day, 12, tzinfo=dt.UTC)) for day in (1, 3, 4)
    ]
    shas = [sha256(data).hexdigest() for document, data, _ in _STORED if document == 1]
    assert [one.sha256 for one in store.history("one")] == shas
    for document, data, text in _STORED:
        name = ["one", "two"][document - 1]
        assert store.get(f"{name}@{sha256(data).hexdigest()[:8]}").text == text
    assert [one.revisions for one in store.standings()] == [2, 1]
    with opened.connect() as connection:
        rows = connection.execute(sa.text("SELECT document_id, source FROM revisions")).all()
        assert sorted(map(tuple, rows)) == sorted({(number, data) for number, data, _ in _STORED})
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    opened.dispose()


def test_what_is_in_force_stays_so_on_the_way_down(engine: sa.Engine) -> None:
    """After a downgrade the newest revision, which version 0001 reads, is the one in force."""
    _migrate(engine, "head")
    store = DocumentStore(engine)
    store.add("two", Source(_FIRST.encode(), _FIRST))
    store.add("two", Source(_SECOND.encode(), _SECOND))
    _migrate(engine, "0001")
    newest = sa.text("SELECT text FROM revisions WHERE document_id = :id ORDER BY id DESC LIMIT 1")
    with engine.connect() as connection:
        assert connection.scalar(newest, {"id": 1}) == _FIRST
        assert connection.scalar(newest, {"id": 2}) == _SECOND
    _migrate(engine, "head")
    assert store.get("one").text == _FIRST
    assert store.get("two").text == _SECOND
    assert store.add("two", Source(_SECOND.encode(), _SECOND)).changed is False


def test_a_retracted_document_is_not_brought_back_by_a_downgrade(engine: sa.Engine) -> None:
    """Version 0001 would answer from it, so the downgrade is refused with the document's name."""
    _migrate(engine, "head")
    DocumentStore(engine).retract("two")
    with pytest.raises(CommandError, match="two"):
        _migrate(engine, "0001")
    assert [one.in_force for one in DocumentStore(engine).standings()] == [True, False]


def test_memory_and_journal_come_and_go_beside_the_documents(engine: sa.Engine) -> None:
    """0003 adds tables and takes them away with what they hold; documents stay as they are."""
    _migrate(engine, "head")
    store, memory, journal = DocumentStore(engine), MemoryStore(engine), JournalStore(engine)
    before = [store.history(name) for name in ("one", "two")]
    place = place_of(store.get("one").items[0])
    at = dt.datetime(2022, 9, 1, tzinfo=dt.UTC)
    number, _ = memory.add(Note("one", place, "甲怎么做", MemoryKind.STAFF, "王", at))
    memory.take_back(number, "李")
    (answer,) = journal.record([Recorded("甲?", "answer", (), 0.5, 1.0, "t", None, "u", at)])
    journal.give_feedback(answer, Feedback("u", Vote.UP, None, at))
    with_memory = store.version()
    _migrate(engine, "0002")
    tables = set(sa.inspect(engine).get_table_names())
    assert tables == {"alembic_version", "documents", "revisions", "events"}
    _migrate(engine, "head")
    assert [store.history(name) for name in ("one", "two")] == before
    assert (memory.all(), journal.figures().answers) == ((), 0)
    assert store.version() < with_memory
    assert memory.add(Note("one", place, "甲怎么做", MemoryKind.STAFF, "王", at)) == (1, True)
    _migrate(engine, "0001")
    _migrate(engine, "head")
    assert (memory.all(), store.get("one").text) == ((), _FIRST)
