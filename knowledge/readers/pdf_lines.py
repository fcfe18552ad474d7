"""The rows of characters on a page, from the top down."""

from __future__ import annotations

from statistics import median
from typing import NamedTuple


class Char(NamedTuple):
    """A character and its box, in points; y grows upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


class Row(NamedTuple):
    """A row of characters with its edges and the size of its type, in points.

    ``height`` is the height of the page that the row stands on.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    height: float


# Wider gaps, in sizes of the type, part the cells of a table; smaller ones are a space.
_CELL_GAP = 1.5
_WORD_GAP = 0.22
_WIDE_GAP = 0.75


def rows(chars: list[Char], height: float) -> list[Row]:
    """Return the rows that ``chars`` stand in, from the top of the page down."""
    found: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -_middle(c)):
        row = found[-1] if found else []
        # A small sign above or below the line belongs to it.
        if row and _overlap(row[0], char) or any(_overlap(other, char) for other in row[-3:]):
            row.append(char)
        else:
            found.append([char])
    made = [_row(sorted(row, key=lambda c: c.left), height) for row in found]
    return [row for row in made if row.text]


def _middle(char: Char) -> float:
    return (char.top + char.bottom) / 2


def _overlap(one: Char, other: Char) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def _row(chars: list[Char], height: float) -> Row:
    drawn = [char for char in chars if not char.text.isspace()]
    if not drawn:
        return Row("", 0, 0, 0, 0, 0, height)
    size = median(char.top - char.bottom for char in drawn)
    text, last = "", drawn[0]
    pending = ""
    for char in chars:
        if char.text.isspace():
            pending = pending or (char.text if text else "")
            continue
        text += _between(last, char, size, pending)
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
        height,
    )


def _between(last: Char, char: Char, size: float, space: str) -> str:
    """Return what parts two neighbours: a tab between cells, a space between words, or nothing."""
    gap = (char.left - last.right) / size if size > 0 else 0.0
    if gap > _CELL_GAP:
        return "\t"
    if space:
        return space
    words = last.text.isascii() and char.text.isascii()
    return " " if gap > (_WORD_GAP if words else _WIDE_GAP) else ""
