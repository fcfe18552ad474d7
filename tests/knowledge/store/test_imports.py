"""Imports from files, and by several processes at once."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from knowledge.errors import NotAPlanError, SourceError, WenceError
from knowledge.readers.source import Source, read_source
from knowledge.store.database import open_database
from knowledge.store.documents import DocumentStore
from knowledge.store.tables import documents, revisions
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

_SHIPPED = PROJECT / "knowledge" / "plans" / "licheng-2022.txt"
_PROCESSES = 4
_PLAN = "一、总则\n1.甲。做好甲。\n"


@pytest.fixture
def store(engine: sa.Engine) -> DocumentStore:
    """Return an empty store."""
    return DocumentStore(engine)


def _count(engine: sa.Engine, table: sa.Table) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _import_shipped(url: str) -> bool:
    opened = open_database(url)
    try:
        return DocumentStore(opened).add("licheng-2022", read_source(_SHIPPED)).new
    finally:
        opened.dispose()


def test_processes_that_start_at_once_store_one_document(database_url: str) -> None:
    """Of several processes that fill an empty store together one stores the plan, all succeed."""
    spawning = multiprocessing.get_context("spawn")
    together = spawning.Barrier(_PROCESSES)
    with ProcessPoolExecutor(
        _PROCESSES, mp_context=spawning, initializer=together.wait, initargs=(60,)
    ) as pool:
        new = list(pool.map(_import_shipped, [database_url] * _PROCESSES))
    assert sorted(new) == [False] * (_PROCESSES - 1) + [True]
    opened = open_database(database_url)
    assert (_count(opened, documents), _count(opened, revisions)) == (1, 1)
    (document,) = DocumentStore(opened).all()
    opened.dispose()
    assert document.text.encode() == _SHIPPED.read_bytes()
    assert len(document.items) == 28


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (None, SourceError, "missing-file"),
        (b"\xff\xd8\xff\xe0", SourceError, "not-a-document"),
        (_PLAN.encode() + b"\0", SourceError, "not-text"),
        ("亲爱的家长:您好!".encode(), NotAPlanError, "no-outline"),
        (b"", NotAPlanError, "no-outline"),
        (b"\xef\xbb\xbf", NotAPlanError, "no-outline"),
    ],
)
def test_what_cannot_be_imported_leaves_nothing_behind(
    engine: sa.Engine, tmp_path: Path, data: bytes | None, kind: type[WenceError], reason: str
) -> None:
    """Missing files, other bytes than text and texts that are no plan are refused, unstored."""
    path = tmp_path / "plan.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(kind, match=reason):
        DocumentStore(engine).add("plan", read_source(path))
    assert (_count(engine, documents), _count(engine, revisions)) == (0, 0)


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "a/b", "../a", "a\n", "a\0", "a" * 101, "a,b", "\ud800", "a:b"]
)
def test_a_name_that_cannot_serve_is_refused(store: DocumentStore, name: str) -> None:
    """Empty and overlong names and those with spaces or path signs are refused, unstored."""
    with pytest.raises(SourceError, match="bad-name"):
        store.add(name, Source(_PLAN.encode(), _PLAN))
    assert store.is_empty()


@pytest.mark.parametrize("name", ["licheng-2022", "工作要点_2022.修订", "a", "a" * 100, "甲—乙"])
def test_a_plain_name_serves(store: DocumentStore, name: str) -> None:
    """Letters, Chinese characters, digits, dots and dashes make a name."""
    store.add(name, Source(_PLAN.encode(), _PLAN))
    assert store.get(name).name == name


def test_a_refused_text_leaves_the_one_in_force(engine: sa.Engine, store: DocumentStore) -> None:
    """Importing a text that is no plan under a name in use changes nothing."""
    store.add("plan", Source(_PLAN.encode(), _PLAN))
    with pytest.raises(NotAPlanError):
        store.add("plan", Source(b"letter", "letter"))
    assert store.get("plan").text == _PLAN
    assert _count(engine, revisions) == 1


def test_the_text_comes_back_as_it_was(store: DocumentStore) -> None:
    """Line ends, white space and characters beyond the first plane survive the database."""
    text = f"{_PLAN}\r\n\u3000\u00a0𠮷😀\t2.乙。做好乙。\r"
    store.add("plan", Source(text.encode(), text))
    document = store.get("plan")
    assert document.text == text
    assert document.sha256 == Source(text.encode(), text).sha256
