"""Adding, importing and taking back in any order, against a plain model of the memory."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from knowledge.errors import NoteError
from knowledge.memory import ItemPlaces, MemoryKind, Note, Place, Remembered, memory_of
from knowledge.memory_lines import read_lines, to_json, to_note
from knowledge.readers.source import Source
from knowledge.store.database import open_database, sqlite_url
from knowledge.store.documents import DocumentStore
from knowledge.store.memories import MemoryStore

_REVISIONS = {
    "both": "一、总则\n1.甲。做好甲。\n2.乙。做好乙。\n",
    "turned": "一、总则\n1.乙。做好乙。\n2.甲。做好甲。\n",
    "one": "一、总则\n1.丙。做好丙。\n2.乙。做好乙。\n",
}
_AT = dt.datetime(2022, 9, 1, tzinfo=dt.UTC)
_NOTES = st.builds(
    Note,
    document=st.just("plan"),
    place=st.sampled_from([None, Place("一1", "甲"), Place("一2", "乙")]),
    text=st.sampled_from(["子", "丑"]),
    kind=st.sampled_from(MemoryKind),
    author=st.sampled_from(["王", "李"]),
    at=st.just(_AT),
)


class AnyMemory(RuleBasedStateMachine):
    """The memory beside a list that does the same."""

    def __init__(self) -> None:
        """Open a store with a plan."""
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.engine = open_database(sqlite_url(Path(self.folder.name)))
        self.store = DocumentStore(self.engine)
        self.memory = MemoryStore(self.engine)
        # Each entry with who took it back.
        self.entries: list[tuple[Note, str | None]] = []
        self.events = 0
        self.versions: dict[int, int] = {}
        self.import_("both")

    def teardown(self) -> None:
        """Close the store."""
        self.engine.dispose()
        self.folder.cleanup()

    @rule(revision=st.sampled_from(sorted(_REVISIONS)))
    def import_(self, revision: str) -> None:
        """Put a revision in force, in which items have gone or changed places."""
        text = _REVISIONS[revision]
        self.events += self.store.add("plan", Source(text.encode(), text)).changed
        self.titles = [item.title for item in self.store.get("plan").items]

    @rule(note=_NOTES)
    def add(self, note: Note) -> None:
        """Add one: it is new unless the same is active."""
        known = [n for n, one in enumerate(self.entries, start=1) if one == (note, None)]
        assert self.memory.add(note) == (known[0] if known else len(self.entries) + 1, not known)
        if not known:
            self.entries.append((note, None))
            self.events += 1

    @rule(notes=st.lists(_NOTES, max_size=4))
    def add_all(self, notes: list[Note]) -> None:
        """Add several: new is what was never there."""
        fresh = list(dict.fromkeys(n for n in notes if n not in [one for one, _ in self.entries]))
        new = self.memory.add_all(notes).new
        assert len(new) == len(fresh)
        self.entries += [(note, None) for note in fresh]
        self.events += len(fresh)

    @rule(number=st.integers(0, 8), author=st.sampled_from(["王", "李"]))
    def take_back(self, number: int, author: str) -> None:
        """Take one back, there or not, active or not."""
        if not 0 < number <= len(self.entries):
            with pytest.raises(NoteError):
                self.memory.take_back(number, author)
            return
        note, back = self.entries[number - 1]
        assert self.memory.take_back(number, author) is (back is None)
        if back is None:
            self.entries[number - 1] = (note, author)
            self.events += 1

    @rule()
    def export_and_import(self) -> None:
        """Read what is written: nothing is new, and a new database remembers the same."""
        path = Path(self.folder.name) / "memory.jsonl"
        active = [one for one in self.memory.all() if one.active]
        path.write_text("\n".join(json.dumps(to_json(one)) for one in active), encoding="utf-8")
        document = self.store.get("plan")
        default = Note("plan", None, "-", MemoryKind.STAFF, "-", _AT)
        places = ItemPlaces(document)
        notes = [to_note(line, "plan", places, default) for line in read_lines(path)]
        assert notes == [one.note for one in active]
        assert self.memory.add_all(notes).new == ()

    @invariant()
    def everything_is_kept(self) -> None:
        """Each entry is there with who took it back, and each change has made a version."""
        kept = [(one.note, one.taken_back and one.taken_back.author) for one in self.memory.all()]
        assert kept == self.entries
        assert self.versions.setdefault(self.events, self.store.version()) == self.store.version()
        assert sorted(self.versions.values()) == [self.versions[at] for at in sorted(self.versions)]
        assert len(set(self.versions.values())) == len(self.versions)

    @invariant()
    def what_is_active_is_remembered_where_its_item_is(self) -> None:
        """Find items by their titles wherever they stand; without its item, nothing is there."""
        document = self.store.get("plan")
        found = memory_of(document, self.memory.for_document("plan"))
        expected: dict[int | None, list[Remembered]] = {}
        for note, back in self.entries:
            title = note.place and note.place.title
            if back is None and (title is None or title in self.titles):
                at = None if title is None else self.titles.index(title)
                position = None if at is None else document.items[at].node.position
                key = None if at is None else f"一{at + 1}"
                expected.setdefault(position, []).append(Remembered(key, note.text, note.kind))
        assert found == {
            position: tuple(dict.fromkeys(several)) for position, several in expected.items()
        }


AnyMemory.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestAnyMemory = AnyMemory.TestCase
