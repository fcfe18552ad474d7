"""What a document says about itself: title, issuer, number, addressees, date, openness."""

from __future__ import annotations

import datetime as dt
import re

from knowledge.model import Metadata, Span
from knowledge.numerals import CHINESE_NUMERAL, to_int

_GAP = r"[ \t\u00a0\u3000]*"
_NUMERAL = rf"([0-9０-９]+|{CHINESE_NUMERAL})"
_DATE = re.compile(rf"{_NUMERAL}{_GAP}年{_GAP}{_NUMERAL}{_GAP}月{_GAP}{_NUMERAL}{_GAP}日")
_DOC_NUMBER = re.compile(
    rf"[\u4e00-\u9fff]{{2,12}}{_GAP}[〔\[［(（]{_GAP}(?:19|20)\d\d{_GAP}[〕\]］)）]"
    rf"{_GAP}第?\d+{_GAP}号"
)
_OPENNESS = re.compile(r"(?:此件|信息公开选项|公开方式)[：:]?(主动公开|依申请公开|不予公开|不公开)")
_ENCLOSED = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")
_ISSUER = re.compile(r"^(.+?)关于")
_TITLE_END = re.compile(r"(?:通知|要点|方案|办法|意见|规定|规划|计划|报告|措施|细则|条例|决定)$")


def read_metadata(text: str, head: Span, fallback_title: str) -> Metadata:
    """Read the metadata out of ``head``, what stands before the first node.

    ``fallback_title`` serves a text whose head has no line that could be a title.
    """
    lines = [line.strip() for line in head.of(text).split("\n") if line.strip()]
    title = next((line for line in lines if _is_title(line)), fallback_title)
    enclosed = _enclosed_title(title, lines)
    signed = [line for line in lines if _DATE.fullmatch(line)]
    openness = _OPENNESS.search(head.of(text))
    number = next((m[0] for line in lines if (m := _DOC_NUMBER.fullmatch(line))), None)
    return Metadata(
        title=title,
        enclosed_title=enclosed,
        issuer=_issuer(title),
        doc_number=number,
        addressees=_addressees(lines),
        issued_on=read_date(signed[0]) if signed else None,
        openness=openness[1] if openness else None,
    )


def read_date(words: str) -> dt.date | None:
    """Return the first date in ``words``, in Arabic or Chinese numerals, or None."""
    found = _DATE.search(words)
    if found is None:
        return None
    try:
        return dt.date(*(to_int(numeral) for numeral in found.groups()))
    except ValueError:
        return None


def _is_title(line: str) -> bool:
    bare = line.rstrip("》)） ")
    return 6 <= len(line) <= 100 and bool(_TITLE_END.search(bare)) and "。" not in line  # noqa: PLR2004


def _enclosed_title(title: str, lines: list[str]) -> str | None:
    """Return the title that the notice encloses, if it stands on a line of its own below."""
    found = _ENCLOSED.search(title)
    return found[1] if found and found[1] in lines else None


def _issuer(title: str) -> tuple[str, ...]:
    found = _ISSUER.match(title)
    return (found[1],) if found and found[1] else ()


def _addressees(lines: list[str]) -> str | None:
    """Return the line before the body of a notice that ends in a colon: 各学校:."""
    for line in lines[1:]:
        if line.endswith((":", "：")) and "。" not in line and not line.startswith("附件"):
            return line[:-1].strip()
    return None
