"""The numbers that differ between two wordings."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from knowledge.comparison.model import ChangedNumber, Compared
from knowledge.quantities import numbers
from knowledge.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.wording import Change

_CLAUSE_END = re.compile(r"[，。；;：:\n]|,(?![0-9]{3}(?![0-9]))")


def changed_numbers(
    old: tuple[str, Span],
    new: tuple[str, Span],
    changes: Sequence[Change],
    compared: Compared | None = None,
) -> Iterator[ChangedNumber]:
    """Yield the numbers that ``changes`` touch, old and new side by side.

    ``old`` and ``new`` are texts, each with the span whose words were compared.
    """
    ours, theirs = numbers(*old), numbers(*new)
    for change in changes:
        before = [span for span in ours if _touches(change.old, span)]
        after = [span for span in theirs if _touches(change.new, span)]
        ours = [span for span in ours if span not in before]
        theirs = [span for span in theirs if span not in after]
        for one, other in _side_by_side(before, old[0], after, new[0]):
            yield ChangedNumber(
                compared,
                one,
                other,
                one and _clause(*old, one),
                other and _clause(*new, other),
            )


def _touches(change: Span, number: Span) -> bool:
    """Tell whether a change takes part of a number, or puts something into it."""
    return change.start < number.end and number.start < change.end


def _side_by_side(
    before: list[Span], old: str, after: list[Span], new: str
) -> Iterator[tuple[Span | None, Span | None]]:
    """Pair numbers in their order; those that stand on both sides are left out."""
    remaining = [span.of(new) for span in after]
    gone = []
    for span in before:
        if span.of(old) in remaining:
            remaining.remove(span.of(old))
        else:
            gone.append(span)
    came = []
    for span in after:
        if span.of(new) in remaining:
            remaining.remove(span.of(new))
            came.append(span)
    yield from zip_longest(gone, came)


def _clause(text: str, within: Span, number: Span) -> Span:
    before = [end.end() for end in _CLAUSE_END.finditer(text, within.start, number.start)]
    after = _CLAUSE_END.search(text, number.end, within.end)
    start = before[-1] if before else within.start
    return Span(start, after.start() if after else within.end).trimmed(text)
