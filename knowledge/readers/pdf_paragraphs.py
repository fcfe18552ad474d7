"""Rows joined into paragraphs by where they begin and end on the page."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from knowledge.labels import read_label

if TYPE_CHECKING:
    from knowledge.readers.pdf_lines import Row

# In sizes of the type: how far from the margin still is at the margin. At the end of a line up to
# two characters may go to the next, because punctuation must not begin it.
_INDENT = 0.8
_RAGGED = 2.3
# Rows further apart than usual are different paragraphs, and so are different sizes of type.
_FURTHER = 1.5
_OTHER_SIZE = 1.12
_FEWEST_ROWS = 6


class _Margins(NamedTuple):
    left: float
    right: float


def paragraphs(pages: list[list[Row]]) -> list[str]:
    """Return the paragraphs of pages whose furniture was taken away, one string each."""
    every = [row for page in pages for row in page]
    if not every:
        return []
    common = _margins(every)
    indents = _indents_paragraphs(every, common)
    pitch = _pitch(pages)
    found: list[str] = []
    last: tuple[Row, _Margins] | None = None
    for page in pages:
        margins = _margins(page) if len(page) >= _FEWEST_ROWS else common
        for row in page:
            above, edge = last or (None, margins)
            same_page = above is not None and above in page
            if (
                above is not None
                and _goes_on(above, edge, row, margins, labels=not indents)
                and not (same_page and above.bottom - row.bottom > _FURTHER * pitch)
            ):
                found[-1] += _seam(found[-1], row.text) + row.text
            else:
                found.append(row.text)
            last = row, margins
    return found


def _goes_on(above: Row, edge: _Margins, row: Row, margins: _Margins, *, labels: bool) -> bool:
    """Tell whether ``row`` goes on with the paragraph of the row above it.

    ``labels`` tells that a label begins a paragraph; where paragraphs are indented, a row at the
    margin that begins like a label stands in running text.
    """
    if "\t" in above.text or "\t" in row.text:
        return False
    size = above.size
    if not size / _OTHER_SIZE < row.size < size * _OTHER_SIZE:
        return False
    if above.right < edge.right - _RAGGED * size or row.left > margins.left + _INDENT * size:
        return False
    return not (labels and read_label(row.text, 0, len(row.text)))


def _margins(rows: list[Row]) -> _Margins:
    """Return the margins: the outermost edges that more than one row keeps to."""
    size = median(row.size for row in rows)
    lefts = Counter(round(row.left / (size / 2)) for row in rows)
    rights = Counter(round(row.right / (size / 2)) for row in rows)
    often = max(2, len(rows) // 20)
    left = min([edge for edge, count in lefts.items() if count >= often] or list(lefts))
    right = max([edge for edge, count in rights.items() if count >= often] or list(rights))
    return _Margins(left * size / 2, right * size / 2)


def _indents_paragraphs(rows: list[Row], margins: _Margins) -> bool:
    labelled = [row for row in rows if read_label(row.text, 0, len(row.text))]
    inside = [row for row in labelled if row.left > margins.left + _INDENT * row.size]
    return bool(labelled) and 2 * len(inside) > len(labelled)


def _pitch(pages: list[list[Row]]) -> float:
    """Return the usual distance from one row to the next, in points."""
    steps = [
        above.bottom - below.bottom
        for page in pages
        for above, below in zip(page, page[1:], strict=False)
    ]
    return median(steps) if steps else 0.0


def _seam(text: str, words: str) -> str:
    """Return the space that parts two words where a line ends between them."""
    return " " if text[-1:].isascii() and words[:1].isascii() and words[:1].isalnum() else ""
