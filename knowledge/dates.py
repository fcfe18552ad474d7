"""Dates as official documents write them.

2026年3月5日, 2026年 3月 5 日, 二〇二六年三月五日; in a page's list of facts 2026-03-05 too.
"""

from __future__ import annotations

import datetime as dt
import re

from knowledge.numerals import to_int

GAP = r"[ \t\u00a0\u3000]*"
# Typists take 0 and O for 〇.
_NUMERAL = r"([0-9０-９]+|[〇○零0OＯ一二两三四五六七八九十⼀⼆⼋⼗]+)"
DATE = re.compile(rf"{_NUMERAL}{GAP}年{GAP}{_NUMERAL}{GAP}月{GAP}{_NUMERAL}{GAP}日")
MONTH = re.compile(rf"{_NUMERAL}{GAP}年{GAP}{_NUMERAL}{GAP}月")
_RUN_TOGETHER = re.compile(r"(?:19|20)[0-9]{4,6}")
_BY_SIGNS = re.compile(r"((?:19|20)[0-9]{2})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")


def read_date(words: str) -> dt.date | None:
    """Return the first date in ``words``, in Arabic or Chinese numerals, or None."""
    return _date(DATE.search(words))


def read_stamp(words: str) -> dt.date | None:
    """Return the first date in ``words`` in any form, that of a page's list of facts included."""
    return read_date(words) or _date(_BY_SIGNS.search(words))


def read_run_together(words: str) -> dt.date | None:
    """Return the date that a page has lost the signs of, 2024327, where it can be one only."""
    if not _RUN_TOGETHER.fullmatch(words):
        return None
    year, rest = words[:4], words[4:]
    splits = ((rest[:at], rest[at:]) for at in range(1, len(rest)))
    dates = [
        date
        for month, day in splits
        if not month.startswith("0") or len(rest) == len("mmdd")
        if (date := read_date(f"{year}年{month}月{day}日"))
    ]
    return dates[0] if len(dates) == 1 else None


def _date(found: re.Match[str] | None) -> dt.date | None:
    if found is None:
        return None
    try:
        return dt.date(*(to_int(_numeral(numeral)) for numeral in found.groups()))
    except ValueError:
        return None


def _numeral(written: str) -> str:
    return written if written.isdecimal() else re.sub("[0OＯ]", "〇", written)
