"""Compares two documents, heading by heading and item by item."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.comparison.alignment import Piece, align
from knowledge.comparison.model import (
    ChangedNumber,
    Compared,
    ComparedField,
    ComparedPart,
    Comparison,
    Status,
    Version,
)
from knowledge.comparison.numbers import changed_numbers
from knowledge.comparison.order import moved
from knowledge.model import Metadata, PartKind
from knowledge.span import Span
from knowledge.wording import Change, differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Document, Node

_STOPS = "。：:；;，,、 \t\n\u00a0\u3000"


def compare_documents(old: Document, new: Document) -> Comparison:
    """Find all that differs between ``old`` and ``new``: words, order, numbers and metadata."""
    ours, theirs = _Outline.of(old), _Outline.of(new)
    headings = _heading_pairs(ours, theirs)
    pairs = headings | _item_pairs(ours, theirs)
    displaced = _displaced(ours, theirs, pairs, headings)
    compared = list(_compared(ours, theirs, pairs, displaced))
    parts = tuple(_parts(old, new))
    return Comparison(
        old,
        new,
        tuple(one for one in compared if not one.item),
        tuple(one for one in compared if one.item),
        parts,
        tuple(_fields(old, new)),
        tuple(_numbers(old, new, compared, parts)),
    )


@dataclass(frozen=True, slots=True)
class _Outline:
    """A document's headings and items by the positions of their nodes, in document order."""

    document: Document
    headings: dict[int, Version]
    items: dict[int, Version]

    @classmethod
    def of(cls, document: Document) -> _Outline:
        headings, items, end = {}, {}, 0
        for node in document.nodes:
            if node.level == document.items_at:
                items[node.position] = _version(document, node, node.span)
                end = node.span.end
            elif node.span.start >= end:
                headings[node.position] = _version(document, node, node.own)
        return cls(document, headings, items)

    @property
    def versions(self) -> dict[int, Version]:
        return dict(sorted((self.headings | self.items).items()))

    def above(self, position: int) -> int | None:
        """Return the position of the heading above a heading or an item."""
        return self.document.nodes[position].parent


def _version(document: Document, node: Node, span: Span) -> Version:
    start = min(span.start + len(node.label), span.end)
    return Version(node, Span(start, span.end).trimmed(document.text))


def _piece(document: Document, node: Node, end: int) -> Piece:
    text = document.text
    if not node.title:
        return Piece("", Span(node.body.start, end).of(text))
    # The stop between title and body is of neither.
    return Piece(node.title.of(text), Span(node.title.end, end).of(text).lstrip(_STOPS).rstrip())


def _item_pairs(old: _Outline, new: _Outline) -> dict[int, int]:
    ours, theirs = list(old.items), list(new.items)
    pairs = align(
        [_piece(old.document, one.node, one.words.end) for one in old.items.values()],
        [_piece(new.document, one.node, one.words.end) for one in new.items.values()],
    )
    return {ours[one]: theirs[other] for one, other in pairs.items()}


def _heading_pairs(old: _Outline, new: _Outline) -> dict[int, int]:
    """Pair headings by their titles and by all that stands below them, level by level."""
    found: dict[int, int] = {}
    for level in dict.fromkeys(one.node.level for one in old.headings.values()):
        ours, theirs = (
            [one.node for one in side.headings.values() if one.node.level == level]
            for side in (old, new)
        )
        pairs = align(
            [_piece(old.document, node, node.span.end) for node in ours],
            [_piece(new.document, node, node.span.end) for node in theirs],
            titles_first=True,
        )
        found |= {ours[a].position: theirs[b].position for a, b in pairs.items()}
    return found


def _displaced(
    old: _Outline, new: _Outline, pairs: dict[int, int], headings: dict[int, int]
) -> set[int]:
    """Return the positions in ``old`` of what was moved: under another heading, or in its order."""
    found = set()
    siblings: dict[tuple[int | None, bool], list[int]] = defaultdict(list)
    for one in sorted(pairs):
        before, after = old.above(one), new.above(pairs[one])
        if (before is None) != (after is None) or (
            before is not None and headings.get(before) != after
        ):
            found.add(one)
        else:
            siblings[before, one in old.items].append(one)
    for group in siblings.values():
        found |= {group[at] for at in moved([pairs[one] for one in group])}
    return found


def _compared(
    old: _Outline, new: _Outline, pairs: dict[int, int], displaced: set[int]
) -> Iterator[Compared]:
    """Yield what became of each heading and item, in the order of the new document."""
    ours, theirs = old.versions, new.versions
    sources = {other: one for one, other in pairs.items()}
    # What was removed follows what it followed in the old document.
    removed: dict[int | None, list[Compared]] = defaultdict(list)
    last = None
    for position, version in ours.items():
        if position in pairs:
            last = pairs[position]
        else:
            item = position in old.items
            removed[last].append(Compared(version, None, item, (Status.REMOVED,)))
    yield from removed[None]
    for position, version in theirs.items():
        item = position in new.items
        if position in sources:
            one = sources[position]
            yield _pair(
                (old.document, ours[one]), (new.document, version), item=item, put=one in displaced
            )
        else:
            yield Compared(None, version, item, (Status.ADDED,))
        yield from removed[position]


def _pair(
    old: tuple[Document, Version], new: tuple[Document, Version], *, item: bool, put: bool
) -> Compared:
    changes = _changes(old[0].text, old[1].words, new[0].text, new[1].words)
    found = {
        Status.MOVED: put,
        Status.REWORDED: bool(changes),
        Status.RENUMBERED: not put and old[1].node.label != new[1].node.label,
    }
    statuses = tuple(status for status, holds in found.items() if holds)
    return Compared(old[1], new[1], item, statuses, changes)


def _changes(old: str, ours: Span, new: str, theirs: Span) -> tuple[Change, ...]:
    return tuple(
        Change(change.old.shifted(ours.start), change.new.shifted(theirs.start))
        for change in differences(ours.of(old), theirs.of(new))
    )


def _parts(old: Document, new: Document) -> Iterator[ComparedPart]:
    for kind in PartKind:
        if kind is PartKind.NODE:
            continue
        ours, theirs = _part(old, kind), _part(new, kind)
        changes = _changes(old.text, ours, new.text, theirs)
        if changes:
            yield ComparedPart(kind, ours, theirs, changes)


def _part(document: Document, kind: PartKind) -> Span:
    found = next((part.span for part in document.parts if part.kind is kind), Span(0, 0))
    return found.trimmed(document.text)


def _fields(old: Document, new: Document) -> Iterator[ComparedField]:
    for field in fields(Metadata):
        ours, theirs = _value(old, field.name), _value(new, field.name)
        if ours != theirs:
            yield ComparedField(field.name, ours, theirs)


def _value(document: Document, name: str) -> str | None:
    value = getattr(document.meta, name)
    if name == "title" and not _is_stated(document, value):
        # A document without a title is called by its name, which is no part of it.
        return None
    if isinstance(value, tuple):
        return "、".join(value) or None
    return None if value is None or value is False else str(value)


def _is_stated(document: Document, title: str) -> bool:
    head = document.text[: document.nodes[0].span.start].split("\n")
    lines = [line.strip() for line in head if line.strip()]
    return title in lines or any(title == a + b for a, b in pairwise(lines))


def _numbers(
    old: Document, new: Document, compared: list[Compared], parts: tuple[ComparedPart, ...]
) -> Iterator[ChangedNumber]:
    for one in compared:
        if one.old and one.new:
            yield from changed_numbers(
                (old.text, one.old.words), (new.text, one.new.words), one.changes, one
            )
    for part in parts:
        yield from changed_numbers((old.text, part.old), (new.text, part.new), part.changes)
