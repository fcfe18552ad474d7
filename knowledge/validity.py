"""Until when a document is valid, as it says itself."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from knowledge.dates import DATE, GAP, read_date
from knowledge.numerals import CHINESE_NUMERAL, to_int

_NUMERAL = rf"([0-9０-９]+|{CHINESE_NUMERAL})"
_EFFECTIVE = re.compile(rf"自{GAP}({DATE.pattern}){GAP}起(?:正式)?(?:施行|实施|执行|生效)")
_FROM_ISSUE = re.compile(
    r"自(?:印发|发布|公布|颁布|发文|下发)之日起(?:正式)?(?:施行|实施|执行|生效)"
)
_TERM = re.compile(
    rf"(?:有效期|试行期|施行期){GAP}(?:为|至|到|限)?{GAP}{_NUMERAL}{GAP}年(?!{GAP}{_NUMERAL}{GAP}月)"
)
_UNTIL = re.compile(
    rf"(?:有效期(?:限)?(?:自[^。]{{4,16}})?(?:截)?(?:至|到)|(?:施行|执行|实施)(?:期)?(?:限)?至){GAP}({DATE.pattern})"
)


def read_valid_until(text: str, issued_on: dt.date | None) -> dt.date | None:
    """Return the last day of validity, stated or counted from the first day in force."""
    until = _UNTIL.search(text)
    if until:
        return read_date(until[1])
    term = _TERM.search(text)
    begins = _EFFECTIVE.search(text)
    first = read_date(begins[1]) if begins else None
    if first is None and _FROM_ISSUE.search(text):
        first = issued_on
    if first is None or term is None:
        return None
    try:
        year = first.year + to_int(term[1])
        # What begins on a leap day ends on the last of February.
        leap = (first.month, first.day) == (2, 29) and not calendar.isleap(year)
        return dt.date(year, 2, 28) if leap else first.replace(year=year) - dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
