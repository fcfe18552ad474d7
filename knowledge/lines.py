"""Lines of a text: which of them a page's width broke, and which only number or head a page."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A line of type is wrapped at no more than this, in columns of half a Chinese character.
_WIDEST_PAGE = 110
_NARROWEST_PAGE = 30
# How far a wrapped line may fall short of the page's width: a number or a name moved on whole.
_RAGGED = 6
_FEWEST_WRAPPED = 6
_INDENT = 2
_PAGE_NUMBER = re.compile(
    r"[—－–\-·~\s]*(?:第\s*)?[0-9０-９]{1,4}\s*(?:页)?(?:\s*[/／,，共]+\s*共?\s*[0-9]{1,4}\s*页?)?"
    r"[—－–\-·~\s]*"
)
_BARE_NUMBER = re.compile(r"\s*[0-9]{1,4}\s*")
_FEWEST_PAGES = 3
_UNFINISHED = re.compile(r"[^。！？!?；;：:\s]\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its break, ``[start, end)``; ``wraps`` tells that it goes on in the next.

    The next line of what wraps may stand behind a page's number or head, which are ``furniture``.
    """

    start: int
    end: int
    wraps: bool = False
    furniture: bool = False


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of ``text`` that hold anything, in order."""
    spans = [
        found.span() for found in re.finditer(r"[^\n]+", text) if found[0].strip(" \t\r\u3000")
    ]
    lines = [text[start:end].rstrip() for start, end in spans]
    furniture = _furniture(lines)
    widths = [columns(line) for line in lines]
    page = _page_width([w for at, w in enumerate(widths) if at not in furniture], lines)
    wraps = _wrapping(lines, widths, furniture, page) if page else frozenset()
    return tuple(
        Line(start, end, at in wraps, at in furniture) for at, (start, end) in enumerate(spans)
    )


def soft_breaks(lines: Sequence[Line], text: str) -> frozenset[int]:
    """Return the offsets of the line breaks behind which a sentence goes on."""
    soft: set[int] = set()
    goes_on = False
    for line, following in itertools.pairwise(lines):
        goes_on = goes_on if line.furniture else line.wraps
        if goes_on:
            soft.update(at for at in range(line.end, following.start) if text[at] == "\n")
    return frozenset(soft)


def columns(line: str) -> int:
    """Return the width of a line in columns: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)


def _furniture(lines: Sequence[str]) -> frozenset[int]:
    """Return the positions of page numbers and of the running heads that stand beside them."""
    marked = {
        at
        for at, line in enumerate(lines)
        if _PAGE_NUMBER.fullmatch(line) and not _BARE_NUMBER.fullmatch(line)
    }
    bare = [at for at, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line)]
    numbers = [int(lines[at]) for at in bare]
    # Bare numbers are those of pages where they count up one by one.
    if len(bare) >= _FEWEST_PAGES and all(b == a + 1 for a, b in itertools.pairwise(numbers)):
        marked.update(bare)
    beside = Counter(
        lines[at + step].strip()
        for at in marked
        for step in (-1, 1)
        if 0 <= at + step < len(lines) and at + step not in marked
    )
    heads = {line for line, count in beside.items() if count >= _FEWEST_PAGES}
    heads = {line for line in heads if not _UNFINISHED.search(line) or len(line) < _NARROWEST_PAGE}
    return frozenset(marked | {at for at, line in enumerate(lines) if line.strip() in heads})


def _page_width(widths: Sequence[int], lines: Sequence[str]) -> int | None:
    """Return the width that lines are wrapped at, in columns; None where they are not.

    It is the width that most lines come close to and hardly any exceeds.
    """
    counts = Counter(width for width in widths if width >= _NARROWEST_PAGE)
    if not counts:
        return None
    page = max(
        counts,
        key=lambda width: (sum(counts[w] for w in range(width - _RAGGED, width + 1)), -width),
    )
    full = sum(counts[w] for w in range(page - _RAGGED, page + 1))
    wider = sum(count for width, count in counts.items() if width > page + 2)
    unfinished = sum(
        1
        for line in lines
        if page - _RAGGED <= columns(line) <= page + 2 and _UNFINISHED.search(line)
    )
    wrapped = (
        page <= _WIDEST_PAGE
        and full >= max(_FEWEST_WRAPPED, len(widths) // 4)
        and wider * 20 <= len(widths)
        and unfinished * 10 >= full * 6
    )
    return page if wrapped else None


def _wrapping(
    lines: Sequence[str], widths: Sequence[int], furniture: frozenset[int], page: int
) -> frozenset[int]:
    """Return the positions of the lines that go on in the next one."""
    body = [at for at in range(len(lines)) if at not in furniture]
    indented = [_indent(lines[at]) for at in body]
    indents_mean = sum(_INDENT <= indent <= _RAGGED for indent in indented) * 10 >= len(body)
    return frozenset(
        at
        for at, following in itertools.pairwise(body)
        if page - _RAGGED <= widths[at]
        and _UNFINISHED.search(lines[at])
        and not (indents_mean and _indent(lines[following]) >= _INDENT)
    )


def _indent(line: str) -> int:
    return columns(line) - columns(line.lstrip())
