"""The labels that number the headings and paragraphs of Chinese official documents.

The levels are those of GB/T 9704-2012 section 7.3.3 (一、 （一） 1. （1）) with the chapters and
articles of regulations (第一章, 第一条) and circled digits.
"""

import re
from dataclasses import dataclass

from knowledge.numerals import CHINESE_NUMERAL, to_int

_NUMERAL = rf"(?:{CHINESE_NUMERAL}|[0-9０-９]+)"
_GAP = r"[ \t\u00a0\u3000]*"
# What may stand before a label without being seen: blanks and signs of no width.
_UNSEEN = re.compile("[\\s\u200b-\u200f\u2060\ufeff]*")
_LEVELS = {
    "编": re.compile(rf"第{_GAP}({_NUMERAL}){_GAP}编{_GAP}"),
    "章": re.compile(rf"第{_GAP}({_NUMERAL}){_GAP}章{_GAP}"),
    "节": re.compile(rf"第{_GAP}({_NUMERAL}){_GAP}节{_GAP}"),
    "条": re.compile(rf"第{_GAP}({_NUMERAL}){_GAP}条{_GAP}"),
    "一、": re.compile(rf"({CHINESE_NUMERAL}){_GAP}[、.．]{_GAP}"),
    "（一）": re.compile(rf"[（(]{_GAP}({CHINESE_NUMERAL}){_GAP}[）)]{_GAP}、?"),
    "1.": re.compile(rf"([0-9０-９]{{1,3}}){_GAP}[.．、](?![0-9０-９]){_GAP}"),
    "（1）": re.compile(rf"[（(]{_GAP}([0-9０-９]{{1,3}}){_GAP}[）)]{_GAP}、?"),
    "1）": re.compile(rf"([0-9０-９]{{1,3}})[）)]{_GAP}"),
    "①": re.compile(rf"([①-⑳]){_GAP}"),
}
_SIGNS = {"（一）": "（{}）", "（1）": "（{}）", "1）": "{}）"}


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at ``start``; the words it numbers begin at ``end``.

    ``written`` is the label as it stands in the text, ``name`` its normalised form in a path.
    """

    start: int
    end: int
    level: str
    number: int
    written: str
    name: str


def read_label(text: str, start: int, end: int) -> Label | None:
    """Return the label that the line ``text[start:end]`` begins with, or None."""
    found = _UNSEEN.match(text, start, end)
    at = found.end() if found else start
    for level, pattern in _LEVELS.items():
        found = pattern.match(text, at, end)
        if found:
            try:
                number = to_int(found[1])
            except ValueError:
                continue
            written = found[0].strip()
            return Label(at, found.end(), level, number, written, _name(level, found[1], number))
    return None


def _name(level: str, numeral: str, number: int) -> str:
    if level in ("编", "章", "节", "条"):
        return f"第{numeral}{level}"
    if level in ("1.", "（1）", "1）"):
        numeral = str(number)
    return _SIGNS.get(level, "{}").format(numeral)
