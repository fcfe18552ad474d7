"""How the database is opened, and what is said where it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledge.errors import StoreError
from knowledge.readers.source import Source
from knowledge.store.database import open_database, public_url, sqlite_url, writing
from knowledge.store.documents import DocumentStore

if TYPE_CHECKING:
    from pathlib import Path

_PLAN = "一、总则\n1.甲。做好甲。\n"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "database-url-unknown"),
        ("wence.db", "database-url-unknown"),
        ("oracle9://user:secret@host/db", "database-url-unknown"),
        ("sqlite+nodriver:///wence.db", "database-url-unknown"),
        ("postgresql://user:secret@host:port/db", "database-url-unknown"),
        ("mysql+pymysql://user:secret@host/db", "database-url-unknown"),
        ("postgresql+pg8000://user:secret@host/db", "database-driver-missing"),
    ],
)
def test_a_url_that_cannot_serve_is_refused(url: str, reason: str) -> None:
    """An unknown kind and a missing driver are told apart, and no password is repeated."""
    with pytest.raises(StoreError) as refused:
        open_database(url)
    assert refused.value.reason == reason
    assert "secret" not in str(refused.value)


def test_a_missing_driver_is_named() -> None:
    """The error names the package that would have to be installed."""
    with pytest.raises(StoreError) as refused:
        open_database("postgresql+pg8000://host/db")
    assert refused.value.found["driver"] == "pg8000"


@pytest.mark.parametrize("data", [b"no", b"This is a letter, not a database. " * 100, b"\0" * 5000])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, data: bytes) -> None:
    """A file of another kind is refused and not overwritten."""
    path = tmp_path / "wence.db"
    path.write_bytes(data)
    with pytest.raises(StoreError, match="database-unusable"):
        open_database(sqlite_url(tmp_path))
    assert path.read_bytes() == data


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    """A folder in the place of the file, and a file in the place of the folder, are refused."""
    (tmp_path / "wence.db").mkdir()
    with pytest.raises(StoreError, match="database-unusable"):
        open_database(sqlite_url(tmp_path))
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="database-folder"):
        open_database(sqlite_url(tmp_path / "file"))


@pytest.mark.parametrize("folder", ["要点 2022", "50%", "a?b#c", "a%20b"])
def test_any_folder_name_serves(tmp_path: Path, folder: str) -> None:
    """Spaces, Chinese and signs that mean something in a URL may stand in the folder's name."""
    engine = open_database(sqlite_url(tmp_path / folder))
    assert DocumentStore(engine).is_empty()
    engine.dispose()
    assert (tmp_path / folder / "wence.db").is_file()


def test_a_database_that_is_opened_again_is_as_it_was(engine: sa.Engine, database_url: str) -> None:
    """What was stored is there when it is opened anew."""
    DocumentStore(engine).add("plan", Source(_PLAN.encode(), _PLAN))
    engine.dispose()
    again = open_database(database_url)
    assert DocumentStore(again).get("plan").text == _PLAN
    again.dispose()


def test_every_connection_is_in_wal_mode_with_foreign_keys(tmp_path: Path) -> None:
    """Two connections to SQLite at a time have the same settings, one that writes among them."""
    engine = open_database(sqlite_url(tmp_path))
    with engine.connect() as reader, writing(engine) as writer:
        for connection in (reader, writer):
            assert connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"
            assert connection.scalar(sa.text("PRAGMA foreign_keys")) == 1
            assert int(connection.scalar(sa.text("PRAGMA busy_timeout")) or 0) >= 1000
    engine.dispose()


def test_a_revision_of_no_document_is_refused(engine: sa.Engine) -> None:
    """Foreign keys are not only declared but held."""
    insert = sa.text(
        "INSERT INTO revisions (document_id, sha256, source, text, imported_at, text_sha256)"
        " VALUES (7, '', '', '', '2022-03-29', '')"
    )
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert)


def test_who_reads_does_not_wait_for_who_writes(engine: sa.Engine) -> None:
    """While a transaction writes, the documents in force can be read."""
    store = DocumentStore(engine)
    store.add("plan", Source(_PLAN.encode(), _PLAN))
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE revisions SET text = 'gone'"))
        assert store.get("plan").text == _PLAN
        connection.rollback()
    assert store.get("plan").text == _PLAN


@pytest.mark.parametrize(
    "action",
    ["all", "get", "add", "is_empty", "version", "retract", "restore", "history", "standings"],
)
def test_a_database_without_its_tables_is_unusable(engine: sa.Engine, action: str) -> None:
    """Whatever is asked of a damaged database ends in a StoreError."""
    with writing(engine) as connection:
        for table in ("memory_events", "memories", "events", "revisions", "documents"):
            connection.execute(sa.text(f"DROP TABLE {table}"))
    store = DocumentStore(engine)
    actions = {
        "all": store.all,
        "get": lambda: store.get("plan"),
        "add": lambda: store.add("plan", Source(_PLAN.encode(), _PLAN)),
        "is_empty": store.is_empty,
        "version": store.version,
        "retract": lambda: store.retract("plan"),
        "restore": lambda: store.restore("plan"),
        "history": lambda: store.history("plan"),
        "standings": store.standings,
    }
    with pytest.raises(StoreError):
        actions[action]()


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("postgresql://user:secret@host/db", "postgresql://user:***@host/db"),
        ("sqlite:////srv/wence.db", "sqlite:////srv/wence.db"),
        ("no url", "no url"),
        ("odd:secret", "odd:…"),
    ],
)
def test_passwords_are_not_shown(url: str, public: str) -> None:
    """A URL is shown without its password, and what is no URL by its scheme at most."""
    assert public_url(url) == public


def test_an_unreachable_server_is_told_without_the_password() -> None:
    """A server that does not answer, or whose driver is missing, ends in a StoreError."""
    with pytest.raises(StoreError) as refused:
        open_database("postgresql+psycopg://user:secret@127.0.0.1:1/db")
    assert "secret" not in str(refused.value)


def test_whoever_hangs_at_writing_stops_no_others_for_good(
    engine: sa.Engine, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits for their turn is told after a while, and whoever reads does not wait at all."""
    monkeypatch.setattr("knowledge.store.database._BUSY_TIMEOUT_MS", 50)
    store = DocumentStore(engine)
    store.add("plan", Source(_PLAN.encode(), _PLAN))
    engine.dispose()
    # Not opened by the program, as if another process of it hung.
    other = sa.create_engine(database_url)
    with other.connect() as hanging:
        if engine.dialect.name == "sqlite":
            hanging.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            hanging.exec_driver_sql(f"SELECT pg_advisory_xact_lock({int.from_bytes(b'wence')})")
        with pytest.raises(StoreError):
            store.retract("plan")
        assert store.get("plan").text == _PLAN
    other.dispose()
    assert store.retract("plan")
