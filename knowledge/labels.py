"""The labels that number the headings and paragraphs of Chinese official documents.

The levels are those of GB/T 9704-2012 section 7.3.3 (一、 （一） 1. （1）) with the chapters and
articles of regulations (第一章, 第一条) and circled digits.
"""

import re
import unicodedata
from dataclasses import dataclass

from knowledge.numerals import CHINESE_NUMERAL, to_int

_NUMERAL = rf"(?:{CHINESE_NUMERAL}|[0-9０-９]+)"
_GAP = r"[ \t\u00a0\u3000]*"
# A chapter is headed by a line of its own; a line of the body may begin with 第三章规定的….
_HEADED = re.compile(r"[^。；;，,\n]{0,40}")
# Digits behind a dot that are no year and no month.
_DECIMAL = re.compile(r"[0-9](?![0-9]?月|(?:0|9)[0-9]{2}年)")
_CITED = r"(?!第|规定|所|的|之|至|和|、|中)"
# What may stand before a label without being seen: blanks and signs of no width.
_UNSEEN = re.compile("[\\s\u200b-\u200f\u2060\ufeff]*")
_LEVELS = {
    "部分": re.compile(rf"第{_GAP}({_NUMERAL}){_GAP}部分(?:[ \t\u00a0\u3000：:、]+|$)"),
    "编": re.compile(rf"第{_GAP}({_NUMERAL}){_GAP}编{_CITED}{_GAP}"),
    "章": re.compile(rf"第{_GAP}({_NUMERAL}){_GAP}章{_CITED}{_GAP}"),
    "节": re.compile(rf"第{_GAP}({_NUMERAL}){_GAP}节{_CITED}{_GAP}"),
    "条": re.compile(rf"第{_GAP}({_NUMERAL}){_GAP}条{_CITED}{_GAP}[：:]?{_GAP}"),
    "一、": re.compile(rf"({CHINESE_NUMERAL}){_GAP}[、.．]{_GAP}"),
    "（一）": re.compile(
        rf"(?:[（(﹙〔]{_GAP}({CHINESE_NUMERAL}){_GAP}[）)﹚〕]|([㈠-㈩])){_GAP}[、.．]?{_GAP}"
    ),
    "1.": re.compile(
        rf"(?:([0-9０-９]{{1,3}}){_GAP}[.．、](?![0-9０-９])"
        rf"|([0-9０-９]{{1,2}})[.．](?=[0-9]{{1,2}}月|[0-9]{{2,4}}[^0-9.．%％])|([⒈-⒛])){_GAP}"
    ),
    "（1）": re.compile(
        rf"(?:[（(]{_GAP}([0-9０-９]{{1,3}}){_GAP}[）)]|([⑴-⒇])){_GAP}[、.．]?{_GAP}"
    ),
    "1）": re.compile(rf"([0-9０-９]{{1,3}})[）)]{_GAP}"),
    "①": re.compile(rf"([①-⑳]){_GAP}"),
}
_SIGNS = {"（一）": "（{}）", "（1）": "（{}）", "1）": "{}）"}
_NAMED = ("部分", "编", "章", "节", "条")


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at ``start``; the words it numbers begin at ``end``.

    ``written`` is the label as it stands in the text, ``name`` its normalised form in a path.
    ``doubtful`` is a number that digits follow: 11.2022年, which may be a decimal as well.
    """

    start: int
    end: int
    level: str
    number: int
    written: str
    name: str
    doubtful: bool = False


def read_label(text: str, start: int, end: int) -> Label | None:
    """Return the label that the line ``text[start:end]`` begins with, or None."""
    found = _UNSEEN.match(text, start, end)
    at = found.end() if found else start
    for level, pattern in _LEVELS.items():
        found = pattern.match(text, at, end)
        if found and (level not in _NAMED[:-1] or _HEADED.fullmatch(text, found.end(), end)):
            numeral = next(group for group in found.groups() if group)
            try:
                number = to_int(_unwrapped(numeral))
            except ValueError:
                continue
            written = found[0].strip()
            name = _name(level, numeral, number)
            doubtful = level == "1." and bool(_DECIMAL.match(text, found.end(), end))
            return Label(at, found.end(), level, number, written, name, doubtful)
    return None


def _unwrapped(numeral: str) -> str:
    """Take the signs out of a numeral that is one character with them: ㈠ ⑴ ⒈."""
    return unicodedata.normalize("NFKC", numeral).strip("().") if len(numeral) == 1 else numeral


def _name(level: str, numeral: str, number: int) -> str:
    if level in _NAMED:
        return f"第{numeral}{level}"
    if level in ("1.", "（1）", "1）"):
        numeral = str(number)
    elif level != "①":
        numeral = _unwrapped(unicodedata.normalize("NFKC", numeral))
    return _SIGNS.get(level, "{}").format(numeral)
