"""What people see of a comparison, before the terminal or a page gives it its looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.texts import text
from knowledge.comparison.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.comparison.model import ChangedNumber, Compared, Comparison, Version
    from knowledge.model import Document
    from knowledge.span import Span
    from knowledge.wording import Change

# How much unchanged wording is shown on either side of a change, and how much of a long title.
_CONTEXT = 30
_LONGEST_NAME = 40
_CLAUSE_END = re.compile("[,，、。；;：:！？]+[”’」』》）)]*")
_BLANK = re.compile(r"\s+")


class SegmentKind(StrEnum):
    """What a run of wording is: the same in both, gone or new; GAP is left out, not wording."""

    SAME = "same"
    OLD = "old"
    NEW = "new"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of wording, cut from one of the documents."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A heading, an item or a part of the text that differs.

    ``places`` are its old and new area where it was moved; ``whole`` is all of its wording,
    ``excerpt`` the changes with what stands next to them.
    """

    name: str
    statuses: tuple[Status, ...]
    whole: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    places: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number that changed; None where it is in one of the documents only."""

    name: str
    old: str | None
    new: str | None
    old_quote: str | None
    new_quote: str | None


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison as it is shown; ``renumbered`` are the names of items with that status alone."""

    old: str
    new: str
    same: bool
    counts: tuple[tuple[str, str, int], ...]
    items: tuple[Row, ...]
    renumbered: tuple[str, ...]
    headings: tuple[Row, ...]
    numbers: tuple[NumberRow, ...]
    fields: tuple[tuple[str, str, str], ...]
    parts: tuple[Row, ...]


def to_view(found: Comparison) -> ComparisonView:
    """Lay a comparison out: counts, items, headings, numbers, metadata, words outside items."""
    differing = [one for one in found.items if one.statuses not in ((), (Status.RENUMBERED,))]
    counts = [(status.value, found.count(status)) for status in Status]
    counts.append(("unchanged", found.count(None)))
    return ComparisonView(
        old=_document_name(found.old),
        new=_document_name(found.new),
        same=found.same,
        counts=tuple((key, text(f"statuses.{key}"), count) for key, count in counts),
        items=tuple(_row(found, one) for one in differing),
        renumbered=tuple(
            name_of(found, one) for one in found.items if one.statuses == (Status.RENUMBERED,)
        ),
        headings=tuple(_row(found, one) for one in found.headings if one.statuses),
        numbers=tuple(_number(found, one) for one in found.numbers),
        fields=tuple(
            (text(f"fields.{one.name}"), one.old or _unstated(), one.new or _unstated())
            for one in found.fields
        ),
        parts=tuple(
            _wording(text(f"parts.{one.kind}"), (), _segments(found, one.old, one.new, one.changes))
            for one in found.parts
        ),
    )


def name_of(found: Comparison, one: Compared) -> str:
    """Name a heading or an item by its number, old and new where they differ, and its title."""
    sides = [
        (document, version)
        for document, version in ((found.old, one.old), (found.new, one.new))
        if version
    ]
    numbers = dict.fromkeys(_number_of(*side, item=one.item) for side in sides)
    document, version = sides[-1]
    title = document.title_of(version.node)
    short = title if len(title) <= _LONGEST_NAME else f"{title[:_LONGEST_NAME]}…"
    return f"{' → '.join(numbers)}{' ' if one.item else ''}{short}"


def _number_of(document: Document, version: Version, *, item: bool) -> str:
    if not item:
        return version.node.label
    number = next(i.number for i in document.items if i.node.position == version.node.position)
    return text("comparison.number", number=number) if isinstance(number, int) else number


def _row(found: Comparison, one: Compared) -> Row:
    ours = one.old.words if one.old else None
    theirs = one.new.words if one.new else None
    row = _wording(name_of(found, one), one.statuses, _segments(found, ours, theirs, one.changes))
    if Status.MOVED not in one.statuses or one.old is None or one.new is None:
        return row
    places = (_above(found.old, one.old), _above(found.new, one.new))
    return Row(row.name, row.statuses, row.whole, row.excerpt, places)


def _above(document: Document, version: Version) -> str:
    if version.node.parent is None:
        return text("comparison.no_area")
    parent = document.nodes[version.node.parent]
    return f"{parent.label}{document.title_of(parent)}"


def _wording(name: str, statuses: tuple[Status, ...], segments: tuple[Segment, ...]) -> Row:
    return Row(name, statuses, segments, tuple(_shortened(segments)))


def _segments(
    found: Comparison, ours: Span | None, theirs: Span | None, changes: tuple[Change, ...]
) -> tuple[Segment, ...]:
    """Cut the wording into what is the same, what is gone and what is new."""
    old, new = found.old.text, found.new.text
    if ours is None or theirs is None:
        gone, came = ours.of(old) if ours else "", theirs.of(new) if theirs else ""
        cut = [Segment(SegmentKind.OLD, gone), Segment(SegmentKind.NEW, came)]
        return tuple(segment for segment in cut if segment.text)
    segments, at = [], theirs.start
    for change in changes:
        segments += [
            Segment(SegmentKind.SAME, new[at : change.new.start]),
            Segment(SegmentKind.OLD, change.old.of(old)),
            Segment(SegmentKind.NEW, change.new.of(new)),
        ]
        at = change.new.end
    segments.append(Segment(SegmentKind.SAME, new[at : theirs.end]))
    return tuple(segment for segment in segments if segment.text)


def _shortened(segments: tuple[Segment, ...]) -> Iterator[Segment]:
    """Leave out unchanged wording that is far from any change, and line breaks."""
    for at, segment in enumerate(segments):
        words = _BLANK.sub(" ", segment.text)
        before = _beginning(words) if at else ""
        after = _end(words) if at < len(segments) - 1 else ""
        if segment.kind is not SegmentKind.SAME or len(words) <= len(before) + len(after) + 1:
            yield Segment(segment.kind, words)
            continue
        shown = (
            Segment(SegmentKind.SAME, before),
            Segment(SegmentKind.GAP, "…"),
            Segment(SegmentKind.SAME, after),
        )
        yield from (one for one in shown if one.text)


def _beginning(words: str) -> str:
    """Cut the words next to a change before, up to the end of a clause if there is one."""
    cut = words[:_CONTEXT]
    ends = [found.end() for found in _CLAUSE_END.finditer(cut)]
    return cut[: ends[-1]] if ends else cut


def _end(words: str) -> str:
    """Cut the words next to a change behind, from the beginning of a clause if there is one."""
    cut = words[-_CONTEXT:]
    found = _CLAUSE_END.search(cut)
    return cut[found.end() :] if found and found.end() < len(cut) else cut


def _number(found: Comparison, one: ChangedNumber) -> NumberRow:
    name = name_of(found, one.compared) if one.compared else text("comparison.elsewhere")
    old, new = found.old.text, found.new.text
    return NumberRow(
        name,
        one.old.of(old) if one.old else None,
        one.new.of(new) if one.new else None,
        one.old_quote.of(old) if one.old_quote else None,
        one.new_quote.of(new) if one.new_quote else None,
    )


def _document_name(document: Document) -> str:
    issued = document.meta.issued_on
    date = issued.isoformat() if issued else text("card.undated")
    return text("card.source", title=document.meta.plan_title, date=date)


def _unstated() -> str:
    return text("facts.unstated")
