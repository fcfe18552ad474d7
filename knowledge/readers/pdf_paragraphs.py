"""Rows joined into paragraphs by where they begin and end on the page."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from knowledge.labels import read_label

if TYPE_CHECKING:
    from knowledge.readers.pdf_lines import Row

# In sizes of the type: how far from the margin still is at the margin.
_INDENT = 0.8
_RAGGED = 1.2
_CENTRED = 1.0
# A row that ends so far from the margin ends its paragraph; one further in is centred.
_SURE_END = 3.0
_DEEPEST_INDENT = 4.5
# How far to the right of the page, in shares of its width, the right margin is at the least.
_LEAST_RIGHT = 0.72
# Rows further apart than usual are different paragraphs, and so are different sizes of type.
_FURTHER = 1.5
_OTHER_SIZE = 1.12
_FEWEST_ROWS = 6
# What is not parted at the end of a line: a word of Latin letters, or a character, with what may
# not end a line before it and what may not begin one behind it; some programs part these, too.
_CLOSERS = "[、，。；：？！”’》）〉】〕,.;:?!)%％]*"
_UNPARTED = re.compile(f"{_CLOSERS}[“‘《（〈【〔(]*(?:[\x21-\x7e]+|.){_CLOSERS}")

# The tab behind an automatic label that a sign ends: the sign parts them.
_LABEL_GAP = re.compile("^([^\t]{1,8}[、.．）)])\t+")


class _Margins(NamedTuple):
    left: float
    right: float


def paragraphs(pages: list[list[Row]]) -> list[str]:
    """Return the paragraphs of pages whose furniture was taken away, one string each."""
    every = [row for page in pages for row in page]
    if not every:
        return []
    page_of = {id(row): at for at, page in enumerate(pages) for row in page}
    common = _margins(every)
    margins = [_margins(page) if len(page) >= _FEWEST_ROWS else common for page in pages]
    indents = _indents_paragraphs(every, common)
    size, pitch = median(row.size for row in every), _pitch(pages)
    found = [_LABEL_GAP.sub(r"\1", every[0].text)]
    for above, row in pairwise(every):
        at, to = page_of[id(above)], page_of[id(row)]
        apart = (above.bottom - row.bottom) / max(row.size / size, 1) if at == to else 0.0
        if apart <= _FURTHER * pitch and (
            _goes_on(above, margins[at], row, margins[to], labels=not indents)
            or (at == to and row.size > _OTHER_SIZE * size and _titles(above, row, margins[at]))
        ):
            found[-1] += _seam(found[-1], row.text) + row.text
        else:
            found.append(_LABEL_GAP.sub(r"\1", row.text))
    return found


def _goes_on(above: Row, edge: _Margins, row: Row, margins: _Margins, *, labels: bool) -> bool:
    """Tell whether ``row`` goes on with the paragraph of the row above it.

    ``labels`` tells that a label begins a paragraph; where paragraphs are indented, a row at the
    margin that begins like a label stands in running text.
    """
    if _has_cells(above.text) or _has_cells(row.text) or not _same_size(above, row):
        return False
    size = above.size
    unparted = _UNPARTED.match(row.text)
    missing = max(_RAGGED, 0.3 + _width(unparted[0]) if unparted else 0.0)
    if above.right < edge.right - missing * size or row.left > margins.left + _INDENT * size:
        return False
    return not (labels and read_label(row.text, 0, len(row.text)))


def _titles(above: Row, row: Row, margins: _Margins) -> bool:
    """Tell whether two rows are one title, centred over several lines."""
    centre = (margins.left + margins.right) / 2
    return _same_size(above, row) and all(
        abs((one.left + one.right) / 2 - centre) < _CENTRED * one.size
        and not read_label(one.text, 0, len(one.text))
        for one in (above, row)
    )


def _same_size(one: Row, other: Row) -> bool:
    return one.size / _OTHER_SIZE < other.size < one.size * _OTHER_SIZE


def _has_cells(text: str) -> bool:
    """Tell a row of a table; a tab behind a label parts no cells."""
    label = read_label(text, 0, len(text))
    return "\t" in text[label.end if label else 0 :]


def _width(text: str) -> float:
    """Return about how wide a text is, in sizes of its type."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _margins(rows: list[Row]) -> _Margins:
    """Return the margins: the outermost edges that rows keep to, single ones of many left out."""
    size = median(row.size for row in rows)
    lefts = Counter(round(row.left / (size / 2)) for row in rows)
    rights = Counter(round(row.right / (size / 2)) for row in rows)
    often = max(1, len(rows) // 15)
    left = min([edge for edge, count in lefts.items() if count >= often] or list(lefts))
    right = max([edge for edge, count in rights.items() if count >= often] or list(rights))
    # Where no row is full the margin is further out than any of them.
    least = rows[0].page.width * _LEAST_RIGHT
    return _Margins(left * size / 2, max(right * size / 2, least))


def _indents_paragraphs(rows: list[Row], margins: _Margins) -> bool:
    """Tell whether most rows that are sure to begin a paragraph are indented."""
    ends = [True, *(row.right < margins.right - _SURE_END * row.size for row in rows)]
    indents = [
        (row.left - margins.left) / row.size
        for row, begins in zip(rows, ends, strict=False)
        if begins
    ]
    at_left = [indent for indent in indents if indent < _DEEPEST_INDENT]
    return 2 * sum(indent > _INDENT for indent in at_left) > len(at_left)


def _pitch(pages: list[list[Row]]) -> float:
    """Return the usual distance from one row to the next, in points."""
    steps = [above.bottom - below.bottom for page in pages for above, below in pairwise(page)]
    return median(steps) if steps else 0.0


def _seam(text: str, words: str) -> str:
    """Return the space that parts two words where a line ends between them."""
    return " " if text[-1:].isascii() and words[:1].isascii() and words[:1].isalnum() else ""
