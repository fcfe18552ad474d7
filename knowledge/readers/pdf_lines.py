"""The rows of characters on a page, from the top down."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple


class Char(NamedTuple):
    """A character and its box, in points; y grows upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


class PageSize(NamedTuple):
    """The size of a page, in points."""

    width: float
    height: float


class Row(NamedTuple):
    """A row of characters with its edges, the size of its type in points, and its page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    page: PageSize


# Gaps, in sizes of the type: between words of Latin letters, and between the cells of a table,
# which a space that was typed may be as wide as.
_WORD_GAP = 0.22
_CELL_GAP = 0.75
_CELL_GAP_AT_SPACE = 1.5
# From so many characters on, what lies between most of them is how the row was spread.
_SPREAD_FROM = 8


def rows(chars: list[Char], page: PageSize) -> list[Row]:
    """Return the rows that ``chars`` stand in, from the top of the page down."""
    found: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -_middle(c)):
        row = found[-1] if found else []
        # A small sign above or below the line belongs to it.
        if any(_overlap(other, char) for other in (*row[:1], *row[-3:])):
            row.append(char)
        else:
            found.append([char])
    made = [_row(sorted(row, key=lambda c: c.left), page) for row in found]
    return [row for row in made if row.text]


def _middle(char: Char) -> float:
    return (char.top + char.bottom) / 2


def _overlap(one: Char, other: Char) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def _row(chars: list[Char], page: PageSize) -> Row:
    drawn = [char for char in chars if not char.text.isspace()]
    if not drawn:
        return Row("", 0, 0, 0, 0, 0, page)
    size = median(char.top - char.bottom for char in drawn)
    steps = [char.left - last.right for last, char in pairwise(drawn)]
    spread = max(0.0, median(steps)) if len(drawn) >= _SPREAD_FROM else 0.0
    text, last, pending = "", drawn[0], ""
    for char in chars:
        if char.text.isspace():
            pending = pending or (char.text if text else "")
            continue
        text += _between(last, char, (char.left - last.right - spread) / (size or 1), pending)
        # Bold type is sometimes drawn as the same character twice, a little apart.
        twice = text.endswith(char.text) and char.left - last.left < 0.25 * size and char != last
        text += "" if twice else char.text
        last, pending = char, ""
    return Row(
        text,
        drawn[0].left,
        max(char.right for char in drawn),
        min(char.bottom for char in drawn),
        max(char.top for char in drawn),
        size,
        page,
    )


def _between(last: Char, char: Char, gap: float, space: str) -> str:
    """Return what parts two neighbours: a tab between cells, a space between words, or nothing."""
    if gap > (_CELL_GAP_AT_SPACE if space else _CELL_GAP):
        return "\t"
    if space:
        return space
    return " " if gap > _WORD_GAP and last.text.isascii() and char.text.isascii() else ""
