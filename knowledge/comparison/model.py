"""What comparing two documents finds; all spans are offsets into the texts of the two."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.model import Document, Node, PartKind
    from knowledge.span import Span
    from knowledge.wording import Change


class Status(StrEnum):
    """What became of a heading or an item; one can be MOVED and REWORDED, or RENUMBERED too.

    RENUMBERED is what has another label because others were added, removed or moved.
    """

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Version:
    """A heading or an item of one document; ``words`` is what it says, its label left out.

    An item's words include all below it, a heading's end where the first node below it begins.
    """

    node: Node
    words: Span


@dataclass(frozen=True, slots=True)
class Compared:
    """A heading or an item in both documents, or in one; without a status it is unchanged."""

    old: Version | None
    new: Version | None
    item: bool
    statuses: tuple[Status, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """Words outside the outline that differ; an empty span where the part is missing."""

    kind: PartKind
    old: Span
    new: Span
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field of the metadata with another value, as text; None where it is not stated."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """A number with its unit that was changed, added or left out within words that are in both.

    The quotes are the clauses that the numbers stand in. ``compared`` is the heading or item, None
    outside the outline.
    """

    compared: Compared | None
    old: Span | None
    new: Span | None
    old_quote: Span | None
    new_quote: Span | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two documents, blank space between paragraphs aside.

    ``headings`` and ``items`` hold the unchanged ones too, in the order of the new document; what
    was removed follows what it followed in the old one.
    """

    old: Document
    new: Document
    headings: tuple[Compared, ...]
    items: tuple[Compared, ...]
    parts: tuple[ComparedPart, ...]
    fields: tuple[ComparedField, ...]
    numbers: tuple[ChangedNumber, ...]

    @property
    def same(self) -> bool:
        """Tell whether nothing differs."""
        compared = (*self.headings, *self.items)
        return not (self.parts or self.fields or any(one.statuses for one in compared))

    def count(self, status: Status | None) -> int:
        """Count the items with ``status``; None counts those that are unchanged."""
        return sum(status in one.statuses if status else not one.statuses for one in self.items)
