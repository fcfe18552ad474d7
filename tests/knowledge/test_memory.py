"""What is remembered, held against revisions of a document."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import NoteError
from knowledge.memory import (
    ItemPlaces,
    Memory,
    MemoryKind,
    Note,
    Place,
    Remembered,
    TakenBack,
    memory_of,
    place_of,
)
from knowledge.parsing import read_document
from knowledge.readers.source import Source

if TYPE_CHECKING:
    from knowledge.model import Document

_AT = dt.datetime(2022, 9, 1, tzinfo=dt.UTC)
_OLD = "一、总则\n1.食堂。管好食堂。\n2.校车。管好校车。\n二、其他\n3.托管。办好托管。\n"


def _read(text: str, name: str = "plan") -> Document:
    return read_document(name, Source(text.encode(), text))


def _memory(
    place: Place | None,
    text: str = "问",
    kind: MemoryKind = MemoryKind.STAFF,
    *,
    back: bool = False,
    document: str = "plan",
) -> Memory:
    taken_back = TakenBack("李", _AT) if back else None
    return Memory(1, Note(document, place, text, kind, "王", _AT), taken_back)


def test_items_are_called_by_number_or_path() -> None:
    """An item is found by its number and by its path as a string; nothing else is."""
    places = ItemPlaces(_read(_OLD))
    for name in (2, "2", "一2"):
        item = places.named(name)
        assert item is not None
        assert place_of(item) == Place("一2", "校车")
    assert places.named("二2") is None
    assert places.named(4) is None


@pytest.mark.parametrize(
    ("new", "place", "key"),
    [
        # The same revision, and one with another wording.
        (_OLD, Place("一2", "校车"), "一2"),
        (_OLD.replace("管好校车", "管严校车"), Place("一2", "校车"), "一2"),
        # One before it has gone: the title finds it at its new path.
        (_OLD.replace("1.食堂。管好食堂。\n2.", "1."), Place("一2", "校车"), "一1"),
        # It has moved to another area.
        ("一、总则\n1.食堂。管好食堂。\n二、其他\n2.校车。管好。\n", Place("一2", "校车"), "二2"),
        # Its path is another item's now.
        (_OLD.replace("2.校车", "2.校服"), Place("一2", "校车"), None),
        # Its title is that of two others: nobody can tell which one is meant.
        ("一、甲\n1.校车。管好。\n二、乙\n2.校车。管好。\n", Place("三3", "校车"), None),
        ("一、甲\n1.校车。管好。\n二、乙\n2.校车。管好。\n", Place("二2", "校车"), "二2"),
    ],
)
def test_an_item_is_found_again_or_left_out(new: str, place: Place, key: str | None) -> None:
    """Path and title together find an item, else its title alone, else nothing does."""
    document = _read(new)
    found = memory_of(document, [_memory(place)])
    remembered = [one for several in found.values() for one in several]
    assert remembered == ([Remembered(key, "问", MemoryKind.STAFF)] if key else [])
    for position in found:
        assert position is not None
        assert "".join(document.nodes[position].path) == key


def test_the_memory_of_a_document_has_its_active_questions_once() -> None:
    """Taken back, of another document, said twice: left out; the kinds and silence are kept."""
    document = _read(_OLD)
    place = Place("二3", "托管")
    (position,) = [item.node.position for item in document.items if item.number == 3]
    memories = [
        _memory(place, "谁接孩子"),
        _memory(place, "谁接孩子", MemoryKind.ASKER),
        _memory(place, "谁接孩子"),
        _memory(place, "托管几点", back=True),
        _memory(place, "托管几点", document="other"),
        _memory(None, "校服多少钱", MemoryKind.SIMULATED),
    ]
    expected = {
        position: (
            Remembered("二3", "谁接孩子", MemoryKind.STAFF),
            Remembered("二3", "谁接孩子", MemoryKind.ASKER),
        ),
        None: (Remembered(None, "校服多少钱", MemoryKind.SIMULATED),),
    }
    assert memory_of(document, memories) == expected
    assert memory_of(_read(_OLD, "plan@0a1b2c3d"), memories) == expected
    assert memory_of(document, []) == {}


@pytest.mark.parametrize("words", ["", " \n", "a\0", "\ud800", "字" * 4097])
def test_what_cannot_be_kept_is_refused(words: str) -> None:
    """Nothing, too much and broken text are no question and no author."""
    with pytest.raises(NoteError, match="bad-note-text"):
        Note("plan", None, words, MemoryKind.STAFF, "王", _AT)
    with pytest.raises(NoteError, match="bad-note-author"):
        Note("plan", None, "问", MemoryKind.STAFF, words, _AT)
