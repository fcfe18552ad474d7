"""Remembered questions: questions that people have tied to the item which answers them.

What is remembered names its item by path and title, so that it is found again in other revisions
of the document. All here is pure; knowledge.store.memories keeps it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.errors import NoteError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from knowledge.model import Document, Item

# As long as the longest question that is read.
LONGEST_TEXT = 4096
LONGEST_AUTHOR = 100


class MemoryKind(StrEnum):
    """Who says that the item answers the question, the most trustworthy first."""

    STAFF = "staff"
    ASKER = "asker"
    SIMULATED = "simulated"


@dataclass(frozen=True, slots=True)
class Place:
    """An item as it is found again in another revision: its path as a string, and its title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Note:
    """A question to remember: the item at ``place`` answers ``text``, as ``author`` says.

    Where ``place`` is None, the document does not speak of it; ``sentence`` is the one of the
    item's sentences that answers, as it begins, where someone said which. Raises NoteError for a
    text or an author that cannot be kept.
    """

    document: str
    place: Place | None
    text: str
    kind: MemoryKind
    author: str
    at: dt.datetime
    sentence: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is empty, too long or no text."""
        if not _is_text(self.text, LONGEST_TEXT):
            raise NoteError("bad-note-text", text=self.text[:40], limit=LONGEST_TEXT)
        check_author(self.author)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Who took a remembered question back, and when, in UTC."""

    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """A question that is kept, with the number it is called by; active unless taken back."""

    id: int
    note: Note
    taken_back: TakenBack | None = None

    @property
    def active(self) -> bool:
        """Whether it has not been taken back."""
        return self.taken_back is None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What retrieval needs of a remembered question.

    ``item_key`` is the path, as a string, that the item has in the document at hand; None where
    the document does not speak of the matter.
    """

    item_key: str | None
    text: str
    kind: MemoryKind
    sentence: str | None = None


class ItemPlaces:
    """Finds the items of one document by what people and stored questions call them."""

    def __init__(self, document: Document) -> None:
        """Read the places of the items of ``document`` once."""
        self._by_place: dict[Place, Item] = {}
        self._by_title: defaultdict[str, list[Item]] = defaultdict(list)
        self._by_name: dict[str, Item] = {}
        for item in document.items:
            place = place_of(item)
            self._by_place.setdefault(place, item)
            self._by_title[place.title].append(item)
            self._by_name.setdefault(place.key, item)
        # A number comes before a path that happens to look like one.
        self._by_name |= {str(item.number): item for item in reversed(document.items)}

    def named(self, name: str | int) -> Item | None:
        """Return the item of that number or that path as a string (``21``, ``"五21"``)."""
        return self._by_name.get(str(name))

    def find(self, place: Place) -> Item | None:
        """Return the item with that path and title, or else the only one with that title.

        None says that the document has it no longer: a path alone may be another item's now.
        """
        found = self._by_place.get(place)
        if found is None:
            titled = self._by_title.get(place.title, [])
            found = titled[0] if len(titled) == 1 else None
        return found


def check_author(author: str) -> None:
    """Raise NoteError for a name that is empty, too long or no text."""
    if not _is_text(author, LONGEST_AUTHOR):
        raise NoteError("bad-note-author", author=author[:40], limit=LONGEST_AUTHOR)


def item_key(item: Item) -> str:
    """Return the item's path as a string, which names it within its document: ``"五21"``."""
    return "".join(item.node.path)


def place_of(item: Item) -> Place:
    """Return what the item is found again by."""
    return Place(item_key(item), item.title)


def memory_of(
    document: Document, memories: Iterable[Memory]
) -> dict[int | None, tuple[Remembered, ...]]:
    """Return what is remembered for each item of ``document``, by the position of its node.

    None holds the questions of which the document does not speak. Left out are questions that
    were taken back, those of other documents, and those whose item the document has no longer.
    What several people said alike is there once; the order is that of ``memories``.
    """
    name = document.name.partition("@")[0]
    places = ItemPlaces(document)
    found: defaultdict[int | None, dict[Remembered, None]] = defaultdict(dict)
    for memory in memories:
        note = memory.note
        if not memory.active or note.document != name:
            continue
        item = places.find(note.place) if note.place else None
        if item is not None:
            found[item.node.position][
                Remembered(item_key(item), note.text, note.kind, note.sentence)
            ] = None
        elif note.place is None:
            found[None][Remembered(None, note.text, note.kind)] = None
    return {position: tuple(remembered) for position, remembered in found.items()}


def _is_text(words: str, longest: int) -> bool:
    """Tell whether words are there, fit, and consist of characters that a database takes."""
    broken = any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in words)
    return bool(words.strip()) and len(words) <= longest and not broken
