"""The remembered questions in the database, and those that are shipped with a plan."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledge.errors import NoteError, SourceError, StoreError, UnknownDocumentError
from knowledge.memory import MemoryKind, Note, Place, memory_of
from knowledge.plans import questions_file
from knowledge.readers.source import Source, read_source
from knowledge.store.database import open_database, writing
from knowledge.store.documents import DocumentStore
from knowledge.store.memories import Added, MemoryStore
from knowledge.store.shipping import ship_questions

if TYPE_CHECKING:
    from pathlib import Path

_AT = dt.datetime(2022, 9, 1, 8, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_TEXT = "一、总则\n1.食堂。管好食堂。\n2.校车。管好校车。\n"
_CANTEEN = Place("一1", "食堂")


def _note(
    text: str = "饭卡丢了",
    place: Place | None = _CANTEEN,
    author: str = "王",
    document: str = "plan",
) -> Note:
    return Note(document, place, text, MemoryKind.STAFF, author, _AT)


@pytest.fixture
def store(engine: sa.Engine) -> DocumentStore:
    """Return a store that holds a plan."""
    opened = DocumentStore(engine)
    opened.add("plan", Source(_TEXT.encode(), _TEXT))
    return opened


@pytest.fixture
def memory(store: DocumentStore) -> MemoryStore:
    """Return the memory beside the documents."""
    return MemoryStore(store.engine)


def test_what_is_added_comes_back_as_it_was(store: DocumentStore, memory: MemoryStore) -> None:
    """Document, place, text, kind and author are kept; the time is told in UTC."""
    text = "𠮷😀\r\n饭卡\u3000“丢”了'; --"
    notes = [_note(text), _note("校服多少钱", None)]
    numbers = [memory.add(note) for note in notes]
    assert numbers == [(1, True), (2, True)]
    kept = memory.all()
    assert [one.note for one in kept] == notes
    assert [one.note.at.tzinfo for one in kept] == [dt.UTC, dt.UTC]
    assert memory.for_document("plan") == kept
    assert memory.for_document("other") == ()
    document = store.get("plan")
    found = memory_of(document, memory.for_document("plan"))
    assert {position: [one.text for one in several] for position, several in found.items()} == {
        document.items[0].node.position: [text],
        None: ["校服多少钱"],
    }


def test_taking_back_keeps_the_entry(memory: MemoryStore) -> None:
    """Who took an entry back and when is told; it is done once; adding again is a new entry."""
    memory.add(_note())
    before = dt.datetime.now(dt.UTC)
    assert memory.take_back(1, "李") is True
    assert memory.take_back(1, "赵") is False
    (kept,) = memory.all()
    assert kept.taken_back is not None
    assert kept.taken_back.author == "李"
    assert before <= kept.taken_back.at <= dt.datetime.now(dt.UTC)
    assert memory.for_document("plan") == ()
    assert memory.add(_note()) == (2, True)
    assert [one.active for one in memory.all()] == [False, True]


def test_every_change_is_seen_by_other_processes(
    store: DocumentStore, memory: MemoryStore, database_url: str
) -> None:
    """The version that a process asks for before each question grows with each change alone."""
    other = open_database(database_url)
    versions = [DocumentStore(other).version()]
    for change in (
        lambda: memory.add(_note()),
        lambda: memory.add(_note()),
        lambda: memory.take_back(1, "李"),
        lambda: memory.take_back(1, "李"),
        lambda: memory.add_all([_note("甲"), _note("乙"), _note("甲")]),
    ):
        change()
        versions.append(DocumentStore(other).version())
    # One number for each state, and a higher one after each change.
    assert versions == sorted(versions)
    assert [versions.index(version) for version in versions] == [0, 1, 1, 3, 3, 5]
    assert [len(store.history("plan")), len(store.standings())] == [1, 1]
    other.dispose()


def test_who_says_the_same_at_once_says_it_once(memory: MemoryStore, database_url: str) -> None:
    """Of several connections that add and take back together, one of each does so."""

    def act(_: int) -> tuple[bool, bool]:
        engine = open_database(database_url)
        own = MemoryStore(engine)
        new = own.add(_note())[1]
        ready.wait()
        back = own.take_back(1, "李")
        engine.dispose()
        return new, back

    ready = threading.Barrier(6)
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(act, range(6)))
    assert [sum(one) for one in zip(*done, strict=True)] == [1, 1]
    assert [one.active for one in memory.all()] == [False]


def test_a_file_that_is_read_again_changes_nothing(memory: MemoryStore) -> None:
    """All of it is known then; what was taken back in between stays so."""
    notes = [_note("甲"), _note("乙"), _note("甲", author="李"), _note("甲", None), _note("甲")]
    assert memory.add_all(notes) == Added((1, 2, 3, 4), known=1)
    assert memory.add_all(notes) == Added((), known=5)
    memory.take_back(2, "李")
    assert memory.add_all(notes) == Added((), known=4, taken_back=1)
    assert [one.id for one in memory.all() if one.active] == [1, 3, 4]


def test_all_is_added_or_nothing(memory: MemoryStore) -> None:
    """A document that is not stored is named, and nothing of the rest is kept."""
    with pytest.raises(UnknownDocumentError) as refused:
        memory.add_all([_note(), _note(document="plam")])
    assert refused.value.found == {"name": "plam", "known": "plan"}
    with pytest.raises(UnknownDocumentError):
        memory.add(_note(document="plam"))
    assert memory.all() == ()


@pytest.mark.parametrize("number", [0, -1, 7, 2**31, 2**70])
def test_a_number_that_no_entry_has_is_told(memory: MemoryStore, number: int) -> None:
    """Taking back what is not there is refused."""
    memory.add(_note())
    with pytest.raises(NoteError, match="unknown-note"):
        memory.take_back(number, "李")
    with pytest.raises(NoteError, match="bad-note-author"):
        memory.take_back(1, " ")
    assert memory.all()[0].active


def test_an_entry_cannot_be_taken_back_twice(store: DocumentStore, memory: MemoryStore) -> None:
    """Where two processes do so at once, the database itself lets one of them through."""
    memory.add(_note())
    memory.take_back(1, "李")
    event = sa.text(
        "INSERT INTO memory_events (memory_id, kind, author, at)"
        " VALUES (1, 'taken_back', '赵', '2022-09-01')"
    )
    with pytest.raises(IntegrityError), writing(store.engine) as connection:
        connection.execute(event)


@pytest.mark.parametrize(
    "action", ["add", "add_all", "take_back", "all", "knows_author", "version"]
)
def test_a_damaged_database_is_told(store: DocumentStore, memory: MemoryStore, action: str) -> None:
    """Whatever is asked of it ends in a StoreError."""
    with writing(store.engine) as connection:
        connection.execute(sa.text("DROP TABLE memory_events"))
    actions = {
        "add": lambda: memory.add(_note()),
        "add_all": lambda: memory.add_all([_note()]),
        "take_back": lambda: memory.take_back(1, "李"),
        "all": memory.all,
        "knows_author": lambda: memory.knows_author("plan", "李"),
        "version": store.version,
    }
    with pytest.raises(StoreError):
        actions[action]()


def _ship(store: DocumentStore, plan: Path, *lines: str) -> list[tuple[str, str | None, bool]]:
    """Put lines beside the plan, ship them, and tell what is remembered then."""
    questions_file(plan).write_text("\n".join(lines), encoding="utf-8")
    memory = MemoryStore(store.engine)
    ship_questions(store, memory, "plan", plan)
    return [
        (one.note.text, one.note.place.key if one.note.place else None, one.active)
        for one in memory.all()
    ]


def test_shipped_questions_follow_their_file(
    store: DocumentStore, memory: MemoryStore, tmp_path: Path
) -> None:
    """They come in once; a newer file adds and takes back; what people took back stays so."""
    plan = tmp_path / "plan.txt"
    plan.write_text(_TEXT, encoding="utf-8")
    ship_questions(store, memory, "plan", plan)
    assert memory.all() == ()
    first = (
        '{"item": 1, "text": "甲"}',
        '{"item": null, "text": "乙"}',
        '{"item": 2, "text": "丙"}',
    )
    known: list[tuple[str, str | None, bool]] = [
        ("甲", "一1", True),
        ("乙", None, True),
        ("丙", "一2", True),
    ]
    assert _ship(store, plan, *first) == known
    assert {one.note.kind for one in memory.all()} == {MemoryKind.SIMULATED}
    version = store.version()
    assert _ship(store, plan, *first) == known
    assert store.version() == version
    memory.take_back(3, "李")
    known[2] = ("丙", "一2", False)
    assert _ship(store, plan, *first) == known
    assert store.version() > version
    known[1] = ("乙", None, False)
    second = (first[0], '{"item": 2, "text": "丁"}', first[2])
    assert _ship(store, plan, *second) == [*known, ("丁", "一2", True)]
    assert _ship(store, plan, *second) == [*known, ("丁", "一2", True)]


def test_numbers_in_the_file_are_those_of_the_shipped_plan(
    store: DocumentStore, tmp_path: Path
) -> None:
    """A revision in force with other numbers does not lend them to the file's questions."""
    plan = tmp_path / "plan.txt"
    plan.write_text(_TEXT, encoding="utf-8")
    new = "一、总则\n1.校车。管好校车。\n"
    store.add("plan", Source(new.encode(), new))
    assert _ship(store, plan, '{"item": 2, "text": "校车几点"}') == [("校车几点", "一2", True)]
    memory = MemoryStore(store.engine)
    ((remembered,),) = memory_of(store.get("plan"), memory.all()).values()
    assert remembered.item_key == "一1"


def test_another_plan_of_that_name_gets_no_questions(store: DocumentStore, tmp_path: Path) -> None:
    """Where the shipped text was never stored under the name, its questions are not either."""
    plan = tmp_path / "plan.txt"
    plan.write_text(_TEXT + "3.托管。办好托管。\n", encoding="utf-8")
    assert store.has("plan", read_source(plan)) is False
    assert _ship(store, plan, '{"item": 3, "text": "谁接孩子"}') == []


def test_a_bad_shipped_line_stores_nothing(
    store: DocumentStore, memory: MemoryStore, tmp_path: Path
) -> None:
    """The error names the line."""
    plan = tmp_path / "plan.txt"
    plan.write_text(_TEXT, encoding="utf-8")
    with pytest.raises(SourceError, match="memory-line-item"):
        _ship(store, plan, '{"item": 1, "text": "甲"}', '{"item": 9, "text": "乙"}')
    assert memory.all() == ()
