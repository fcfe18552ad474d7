"""Finds the passage of a text that a changed quotation was most likely taken from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.sentences import wrapped_sentences
from knowledge.span import Span
from knowledge.wording import Change, differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.folding import Folded

# Below this share of common characters a passage is not what was meant to be quoted.
_LEAST_ALIKE = 0.6
_CANDIDATES = 5
# Pieces of this many characters lead to a passage: long ones are rare, short ones survive more.
_PIECES = (4, 2)
# A piece that stands at more places than this leads nowhere.
_MOST_PLACES = 500
_MOST_PIECES = 200
# Places that lie no further apart than this are taken for one.
_REACH = 32
# How far around a place the ends of its sentences are looked for.
_AROUND = 1500


@dataclass(frozen=True, slots=True)
class Passage:
    """``span`` of the text, and what turns the quotation into it.

    The changes' ``old`` are spans of the folded quotation, ``new`` of the folded text.
    """

    span: Span
    changes: tuple[Change, ...]


def closest_passage(text: str, folded: Folded, quoted: str) -> Passage | None:
    """Return the sentences of ``text`` that have most in common with ``quoted``, which is folded.

    None is returned where less than _LEAST_ALIKE of the quotation stands there.
    """
    letters = Counter(quoted)
    for size in _PIECES:
        best = max(
            (
                _compared(folded, quoted, passage)
                for place in _likely_places(folded.plain, quoted, size)
                for passage in _passages(text, folded, place, len(quoted))
                if _may_be_alike(letters, passage.of(folded.plain))
            ),
            key=lambda found: found[0],
            default=None,
        )
        if best is not None and _common(quoted, best[1]) >= _LEAST_ALIKE:
            return best[1]
    return None


def _likely_places(plain: str, quoted: str, size: int) -> list[int]:
    """Return where ``quoted`` would begin in ``plain`` by most of its pieces, most likely first."""
    votes: Counter[int] = Counter()
    for offset in range(0, max(1, len(quoted) - size + 1), 1 + len(quoted) // _MOST_PIECES):
        piece = quoted[offset : offset + size]
        places: list[int] = []
        at = plain.find(piece)
        while at >= 0 and len(places) <= _MOST_PLACES:
            places.append(at)
            at = plain.find(piece, at + 1)
        if len(places) <= _MOST_PLACES:
            votes.update({(place - offset) // _REACH for place in places})
    return [max(0, bucket * _REACH) for bucket, _ in votes.most_common(_CANDIDATES)]


def _passages(text: str, folded: Folded, place: int, length: int) -> Iterator[Span]:
    """Yield the sentences about the place, as folded spans: each alone, and any that follow on."""
    end = min(len(folded.plain), place + _REACH + length)
    if place >= end:
        return
    around = folded.original(place, end)
    area = Span(max(0, around.start - _AROUND), min(len(text), around.end + _AROUND))
    touched = [
        span
        for span in wrapped_sentences(text, area)
        if span.start < around.end and span.end > around.start
    ]
    for first in range(len(touched)):
        for last in range(first, min(len(touched), first + 3)):
            yield folded.within(Span(touched[first].start, touched[last].end))
    if touched:
        yield folded.within(Span(touched[0].start, touched[-1].end))


def _may_be_alike(letters: Counter[str], there: str) -> bool:
    """Tell whether a passage has letters enough of the quotation, in whatever order."""
    return (letters & Counter(there)).total() >= _LEAST_ALIKE * letters.total()


def _compared(folded: Folded, quoted: str, passage: Span) -> tuple[float, Passage]:
    """Return how alike ``quoted`` and the passage are, and the passage with the changes."""
    there = passage.of(folded.plain)
    changes = list(differences(quoted, there))
    # A quotation may begin and end within a sentence: what it leaves out there is no change. A
    # word at its edge that is met only far off is met by chance.
    _leave_edge(changes, quoted, there, first=True)
    _leave_edge(changes, quoted, there, first=False)
    put = tuple(Change(change.old, change.new.shifted(passage.start)) for change in changes)
    found = Passage(folded.original(passage.start, passage.end), put)
    added = sum(len(change.new) for change in changes)
    return _common(quoted, found) * len(quoted) / (len(quoted) + added), found


def _leave_edge(changes: list[Change], quoted: str, there: str, *, first: bool) -> None:
    if not changes:
        return
    at = 0 if first else -1
    edge = changes[at]
    outside = edge.old.start if first else len(quoted) - edge.old.end
    if outside and outside < len(edge.new) - len(edge.old):
        outside = 0
        edge = Change(
            Span(0 if first else edge.old.start, edge.old.end if first else len(quoted)),
            Span(0 if first else edge.new.start, edge.new.end if first else len(there)),
        )
    if outside:
        return
    if not edge.old:
        changes.pop(at)
        return
    changes[at] = Change(edge.old, _nearest(there, edge.new, len(edge.old), last=first))


def _nearest(there: str, span: Span, length: int, *, last: bool) -> Span:
    """Cut ``length`` characters, or more to leave numbers whole, from one end of the span."""
    start, end = span.start, span.end
    if last:
        start = max(start, end - length)
        while span.start < start < end and there[start - 1 : start + 1].isdigit():
            start -= 1
    else:
        end = min(end, start + length)
        while start < end < span.end and there[end - 1 : end + 1].isdigit():
            end += 1
    return Span(start, end)


def _common(quoted: str, passage: Passage) -> float:
    return 1 - sum(len(change.old) for change in passage.changes) / len(quoted)
