"""The document and its parts: frozen values that know offsets and nothing of files or databases.

Every position is a character offset into ``Document.text``, which is the text as it was read and
is never changed. What is shown as wording is always cut from it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.offices import NO_OFFICES, Offices
from knowledge.span import Span
from knowledge.targets import Target, read_targets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator


class PartKind(StrEnum):
    """What a part of a document is."""

    NOTICE = "notice"
    TITLE = "title"
    PREAMBLE = "preamble"
    NODE = "node"
    CLOSING = "closing"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the partition of a text: every character belongs to exactly one part.

    ``node`` is the position of the node whose own words these are, for parts of kind NODE.
    """

    kind: PartKind
    span: Span
    node: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One numbered heading or paragraph of a document's outline.

    ``path`` holds the normalised numbers from the outermost level down (``("二", "（一）", "3")``),
    ``label`` the number as written, ``level`` the numbering it belongs to (``"一、"``, ``"1."``).
    ``span`` runs over the node and all below it, ``own`` stops where the first child begins;
    ``title`` is None for prose, and ``body`` is what follows the title within ``own``.
    ``offices`` are the responsible units that the node's own words name.
    """

    position: int
    path: tuple[str, ...]
    label: str
    level: str
    parent: int | None
    span: Span
    own: Span
    title: Span | None
    body: Span
    offices: Offices = NO_OFFICES


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself; None or empty where it does not say."""

    title: str
    enclosed_title: str | None = None
    issuer: tuple[str, ...] = ()
    doc_number: str | None = None
    addressees: str | None = None
    issued_on: dt.date | None = None
    openness: str | None = None
    draft: bool = False
    valid_until: dt.date | None = None
    attachments: tuple[str, ...] = ()

    @property
    def plan_title(self) -> str:
        """The title of the plan itself: the enclosed one where a notice encloses it."""
        return self.enclosed_title or self.title


@dataclass(frozen=True, slots=True)
class Level:
    """A numbering of a document: how many nodes it has and the share of the text in them.

    ``share`` is between 0 and 1, of the characters in all nodes' own words.
    """

    name: str
    nodes: int
    share: float


@dataclass(frozen=True)
class Document:
    """One published text with its metadata, its partition into parts and its outline."""

    name: str
    text: str
    sha256: str
    meta: Metadata
    parts: tuple[Part, ...]
    nodes: tuple[Node, ...]
    items_at: str
    soft_breaks: frozenset[int] = frozenset()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The units of answering, in document order.

        They are the nodes at the level of items, and those beside them that hold words of their
        own without any item above or below, so that no numbered words are out of reach. The
        number of an item is its own where the level numbers through, else its path.
        """
        numbers = [node.path[-1] for node in self.nodes if node.level == self.items_at]
        through = len(set(numbers)) == len(numbers) and all(n.isdecimal() for n in numbers)
        return tuple(
            Item(self, node, int(node.path[-1]) if numbered else "".join(node.path))
            for node in self._units
            for numbered in [through and node.level == self.items_at]
        )

    @property
    def _units(self) -> Iterator[Node]:
        held = set()
        for node in self.nodes:
            if node.level == self.items_at:
                above: Node | None = node
                while above is not None and above.position not in held:
                    held.add(above.position)
                    above = None if above.parent is None else self.nodes[above.parent]
        end = 0
        for node in self.nodes:
            if node.span.start < end:
                continue
            beside = node.position not in held and bool(node.body)
            if node.level == self.items_at or beside:
                end = node.span.end
                yield node

    @cached_property
    def areas(self) -> tuple[Node, ...]:
        """The outermost headings above the items, in document order."""
        tops = dict.fromkeys(self._top(item.node).position for item in self.items)
        return tuple(self.nodes[position] for position in tops)

    @cached_property
    def levels(self) -> dict[str, Level]:
        """The numberings of the document by their names, in the order of their first nodes."""
        lengths: dict[str, list[int]] = {}
        for node in self.nodes:
            lengths.setdefault(node.level, []).append(node.own.end - node.own.start)
        total = sum(map(sum, lengths.values())) or 1
        return {name: Level(name, len(own), sum(own) / total) for name, own in lengths.items()}

    def within(self, node: Node) -> tuple[Node, ...]:
        """Return the node and all below it, in document order."""
        end = bisect_left(self.nodes, node.span.end, lo=node.position, key=_start)
        return self.nodes[node.position : end]

    def area_of(self, item: Item) -> Node | None:
        """Return the item's responsible area, or None for an item under no heading."""
        top = self._top(item.node)
        return None if top.position == item.node.position else top

    def title_of(self, node: Node) -> str:
        """Return the node's title as written, or its first words where it is prose.

        A title that was wrapped over two lines is given on one.
        """
        span = node.title or node.body
        return (
            re.sub(r"\n[ \t\u3000]*", "", span.of(self.text)) if node.title else span.of(self.text)
        )

    def _top(self, node: Node) -> Node:
        while node.parent is not None:
            node = self.nodes[node.parent]
        return node


def _start(node: Node) -> int:
    return node.span.start


@dataclass(frozen=True)
class Item:
    """The unit of answering: a node with the number that people call it by."""

    document: Document
    node: Node
    number: int | str

    @property
    def title(self) -> str:
        """The item's title as written."""
        return self.document.title_of(self.node)

    @property
    def area(self) -> Node | None:
        """The item's responsible area."""
        return self.document.area_of(self)

    @property
    def text(self) -> str:
        """The whole item, verbatim, its label included."""
        return self.node.span.of(self.document.text)

    @property
    def offices(self) -> Offices:
        """The responsible units that the item names, those of its sub-items included."""
        within = [node.offices for node in self.document.within(self.node)]
        names = dict.fromkeys(name for offices in within for name in offices.names)
        return Offices(tuple(names), next((one.lead for one in within if one.lead), None))

    @property
    def targets(self) -> tuple[Target, ...]:
        """The commitments with a number in the item's words, title included."""
        start = (self.node.title or self.node.body).start
        return read_targets(self.document.text, Span(start, self.node.span.end))

    @property
    def key(self) -> tuple[str, int]:
        """What identifies the item among all documents: document name and node position."""
        return self.document.name, self.node.position
