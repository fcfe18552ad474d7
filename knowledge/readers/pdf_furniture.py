"""What stands on pages and is no part of the text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.readers.pdf_lines import Row

# The zones at the top and the bottom of a page, in shares of its height.
_ZONE = 0.13
# How many rows at an end of a page may be furniture.
_DEEPEST = 3
_PAGE_NUMBER = re.compile(
    r"[\s—–\-－·•.~～]*(?:第\s*)?(?:[0-9０-９]{1,4}|[ivxlc]{1,6})(?:\s*页)?"
    r"(?:\s*(?:/|／|,|，|共)?\s*(?:共\s*)?[0-9０-９]{1,4}(?:\s*页)?)?[\s—–\-－·•.~～]*",
    re.IGNORECASE,
)


def without_furniture(pages: list[list[Row]]) -> list[list[Row]]:
    """Return the pages without page numbers and without rows that come back page after page."""
    running = _running(pages)
    return [_stripped(page, running) for page in pages]


def _running(pages: list[list[Row]]) -> set[tuple[str, int]]:
    """Return the rows in the zones that stand at the same height on several pages.

    Left and right pages may differ, so that they need not stand on more than every third.
    """
    seen = Counter(key for page in pages for key in {_key(row) for row in _in_zones(page)})
    least = max(2, len(pages) / 3)
    return {key for key, count in seen.items() if count >= least}


def _stripped(page: list[Row], running: set[tuple[str, int]]) -> list[Row]:
    dropped = {
        id(row)
        for row in _in_zones(page)
        if _key(row) in running or _PAGE_NUMBER.fullmatch(row.text)
    }
    return [row for row in page if id(row) not in dropped]


def _in_zones(page: list[Row]) -> Iterable[Row]:
    for row in page[:_DEEPEST]:
        if row.bottom > row.page.height * (1 - _ZONE):
            yield row
    for row in page[-_DEEPEST:]:
        if row.top < row.page.height * _ZONE:
            yield row


def _key(row: Row) -> tuple[str, int]:
    """Return what makes a row the same on another page: its words but for numbers, its height."""
    return re.sub(r"[0-9０-９]+", "#", re.sub(r"\s", "", row.text)), round(row.bottom / 4)
