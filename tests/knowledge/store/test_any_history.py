"""Imports, retractions and restorations in any order, against a plain model of the store."""

from __future__ import annotations

import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from knowledge.errors import UnknownDocumentError
from knowledge.readers.source import Source
from knowledge.store.database import open_database, sqlite_url
from knowledge.store.documents import DocumentStore

_NAMES = st.sampled_from(["甲", "乙"])
_TEXTS = st.sampled_from([f"一、总则\n1.{word}。做好{word}。\n" for word in "子丑寅"])
_LEVELS = st.sampled_from([None, "1.", "一、"])
_ENCODINGS = st.sampled_from(["utf-8", "gb18030"])


class AnyHistory(RuleBasedStateMachine):
    """The store beside a dictionary that does the same."""

    def __init__(self) -> None:
        """Open an empty store."""
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.engine = open_database(sqlite_url(Path(self.folder.name)))
        self.store = DocumentStore(self.engine)
        # By name: every content that was ever stored, with its text and level; by sha256.
        self.contents: dict[str, dict[str, tuple[str, str | None]]] = {}
        self.latest: dict[str, str] = {}
        self.retracted: set[str] = set()
        self.events: dict[str, list[tuple[str, str]]] = {}

    def teardown(self) -> None:
        """Close the store."""
        self.engine.dispose()
        self.folder.cleanup()

    @rule(name=_NAMES, text=_TEXTS, level=_LEVELS, encoding=_ENCODINGS)
    def import_(self, name: str, text: str, level: str | None, encoding: str) -> None:
        """Import a content, known or not."""
        data = text.encode(encoding)
        digest = sha256(data).hexdigest()
        known = self.contents.setdefault(name, {})
        new = digest not in known
        same = not new and known[digest] == (text, level)
        changed = not (same and self.latest[name] == digest and name not in self.retracted)
        done = self.store.add(name, Source(data, text, encoding), level)
        assert (done.new, done.changed) == (new, changed)
        known[digest] = (text, level)
        self.latest[name] = digest
        self.retracted.discard(name)
        if changed:
            self.events.setdefault(name, []).append(("imported", digest))

    @rule(name=_NAMES, back=st.booleans())
    def retract_or_restore(self, name: str, *, back: bool) -> None:
        """Retract or restore a document, known or not."""
        act = self.store.restore if back else self.store.retract
        if name not in self.contents:
            with pytest.raises(UnknownDocumentError):
                act(name)
            return
        changed = (name in self.retracted) == back
        assert act(name) is changed
        if changed:
            self.events[name].append(("restored" if back else "retracted", self.latest[name]))
            self.retracted ^= {name}

    @invariant()
    def what_is_in_force_is_read(self) -> None:
        """Read the latest contents that are not retracted, at their levels."""
        expected = {
            name: (*self.contents[name][digest], digest)
            for name, digest in self.latest.items()
            if name not in self.retracted
        }
        read = {one.name: (one.text, one.items_at, one.sha256) for one in self.store.all()}
        assert read == {
            name: (text, level or "1.", digest) for name, (text, level, digest) in expected.items()
        }
        assert self.store.version() == sum(map(len, self.events.values()))

    @invariant()
    def every_event_is_told(self) -> None:
        """Tell the history of each document in the order in which things happened."""
        for name, events in self.events.items():
            told = self.store.history(name)
            assert [(event.kind.value, event.sha256) for event in told] == events
            assert [event.at for event in told] == sorted(event.at for event in told)

    @precondition(lambda self: self.contents)
    @rule(data=st.data())
    def old_revisions_stay_readable(self, data: st.DataObject) -> None:
        """Any content that was ever stored is found by eight or more digits."""
        name = data.draw(st.sampled_from(sorted(self.contents)))
        digest = data.draw(st.sampled_from(sorted(self.contents[name])))
        digits = digest[: data.draw(st.integers(8, 64))]
        assert self.store.get(f"{name}@{digits}").text == self.contents[name][digest][0]


AnyHistory.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestAnyHistory = AnyHistory.TestCase
