"""Opening the database: the engine with its settings, and the schema brought up to date."""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from contextlib import contextmanager, suppress
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from knowledge.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

# The newest revision in migrations/versions. Kept here too, so that a process which finds its
# schema up to date need not load Alembic; a test holds the two together.
SCHEMA_HEAD = "0005"
_BUSY_TIMEOUT_MS = 10_000
# The kinds of databases, with what their engines are made with. At a higher level PostgreSQL would
# read as of the moment in which a writer began to wait for its turn.
_OPTIONS: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "READ COMMITTED"},
}
# What writers of a PostgreSQL database wait for each other at; any number that others do not take.
_WRITERS = int.from_bytes(b"wence")
# Whose turn it is to write into a database, by its URL, and what is known of each engine.
_turns_at: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
_turns: WeakKeyDictionary[sa.Engine, threading.Lock] = WeakKeyDictionary()


def sqlite_url(folder: Path) -> str:
    """Return the URL of the SQLite database in ``folder``."""
    return sa.URL.create("sqlite", database=str(folder / "wence.db")).render_as_string()


def open_database(url: str) -> sa.Engine:
    """Connect to the database at ``url`` and bring its schema up to date.

    It is of SQLite or PostgreSQL. SQLite files are created with their folder, in WAL mode with
    foreign keys on. Raises StoreError for a URL of another kind, a missing driver, or a database
    that does not answer or is none.
    """
    engine = _engine(url)
    try:
        _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that writes; one at a time does, of whatever thread or process.

    What it reads stays true until it has written. SQLite takes its write lock at the start: a
    transaction that reads first and writes later would fail at once where another process has
    written in between, without waiting for the busy timeout. PostgreSQL, which lets many write,
    takes an advisory lock (https://www.postgresql.org/docs/current/explicit-locking.html). Threads
    of one process wait for each other here: SQLite would have them sleep and try again, and for
    PostgreSQL each would hold a connection.
    """
    turn = _turns.get(engine)
    if turn is None:
        turn = _turns[engine] = _turns_at[str(engine.url)]
    with turn, engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def telling() -> Iterator[None]:
    """Raise StoreError in the place of what the library raises where a database cannot be asked."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError("database-read", cause=cause_of(error)) from error


def _engine(url: str) -> sa.Engine:
    try:
        parsed = sa.make_url(url)
        options = _OPTIONS[parsed.get_backend_name()]
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            _make_folder(parsed)
        # What people asked must not get into a log by way of an error's text.
        engine = sa.create_engine(parsed, hide_parameters=True, **options)
    except (ArgumentError, NoSuchModuleError, KeyError, ValueError) as error:
        raise StoreError("database-url-unknown", url=_scheme(url)) from error
    except ModuleNotFoundError as error:
        raise StoreError("database-driver-missing", url=_scheme(url), driver=error.name) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _configure_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


def _bring_up_to_date(engine: sa.Engine) -> None:
    try:
        if _schema_version(engine) != SCHEMA_HEAD:
            _migrate(engine)
    except SQLAlchemyError as error:
        raise StoreError(
            "database-unusable", url=engine.url.render_as_string(), cause=cause_of(error)
        ) from error


def _make_folder(url: sa.URL) -> None:
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("database-folder", folder=folder, cause=error.strerror) from error


def _configure_sqlite(connection: Any, _record: object) -> None:
    # The driver would open transactions by itself, and not before DDL; _begin_sqlite does.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    # The mode stays with the file. Where several processes start on a new one, all but the first
    # are told that it is locked, at once and whatever the timeout; the first one has set it then.
    with suppress(sqlite3.OperationalError):
        cursor.execute("PRAGMA journal_mode = WAL")
    # With the write-ahead log this outlives the end of the process; only where the power fails may
    # the last answers be missing from the journal (https://sqlite.org/pragma.html#pragma_synchronous).
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        # Whoever hangs while it is their turn must not stop all others.
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_BUSY_TIMEOUT_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


def _schema_version(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return version


def _migrate(engine: sa.Engine) -> None:
    # Slow to load and seldom needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    with as_file(files("knowledge.store") / "migrations") as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise StoreError(
                    "database-newer", url=engine.url.render_as_string(), cause=error
                ) from error


def public_url(url: str) -> str:
    """Return the URL with its password hidden, and only its scheme if it is no URL at all."""
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return _scheme(url)


def _scheme(url: str) -> str:
    return url.split(":", 1)[0][:40] + (":…" if ":" in url else "")


def cause_of(error: SQLAlchemyError) -> str:
    """Return what the database said, in one line, without the statement."""
    return str(getattr(error, "orig", None) or error).split("\n", 1)[0]
