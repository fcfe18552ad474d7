"""What a document says about itself: title, issuers, number, addressees, date, openness."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING

from knowledge.model import Metadata
from knowledge.numerals import CHINESE_NUMERAL, to_int

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = r"[ \t\u00a0\u3000]*"
_NUMERAL = rf"([0-9０-９]+|{CHINESE_NUMERAL})"
_DATE = re.compile(rf"{_NUMERAL}{_GAP}年{_GAP}{_NUMERAL}{_GAP}月{_GAP}{_NUMERAL}{_GAP}日")
_DOC_NUMBER = re.compile(
    rf"[\u4e00-\u9fff]{{2,12}}{_GAP}[〔\[［(（]{_GAP}(?:19|20)\d\d{_GAP}[〕\]］)）]"
    rf"{_GAP}第?{_GAP}\d+{_GAP}号"
)
_OPENNESS = re.compile(
    r"(?:此件|信息公开选项|公开方式|公开属性|公开类别)[：:]?\s*(主动公开|公开发布|依申请公开|不予公开|不公开)"
)
_KINDS = "通知|通告|公告|要点|方案|办法|意见|规定|规划|计划|报告|措施|细则|条例|决定|纲要|清单|指南"
# 试行 and 征求意见稿 may follow the kind of document in brackets.
_TITLE = re.compile(rf"[^。；：:]*(?:{_KINDS})》?{_GAP}(?:[（(][^（()）]{{1,12}}[)）]{_GAP})*》?")
_LONGEST_TITLE = 100
_SHORTEST_TITLE = 6
_ENCLOSED = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")
_BODY = (
    "局|厅|委|委员会|政府|办公室|办公厅|部|院|联合会|中心|党组|工会|团委|大学|学校|署|公司|协会"
    "|法院|检察院|银行|专班|小组"
)
_ISSUER_IN_TITLE = re.compile(r"(.+?)关于")
_ISSUER_OF_YEAR = re.compile(rf"(.{{2,30}}?(?:{_BODY})){_GAP}(?:19|20)\d\d{_GAP}年")
_SIGNATURE = re.compile(rf"[\u4e00-\u9fff]{{1,30}}(?:{_BODY})")
_SIGNED_ON_ONE_LINE = re.compile(rf"([\u4e00-\u9fff]+(?:{_BODY})){_GAP}({_DATE.pattern})")
_DRAFT = re.compile("征求意见稿|送审稿|讨论稿|草案")
_GREETING = re.compile(r"各位|同志|代表|委员")


def read_metadata(text: str, head: str, tail: str, fallback_title: str) -> Metadata:
    """Read the metadata out of ``head`` and ``tail``, what stands before and behind the nodes.

    ``text`` is the whole text; ``fallback_title`` serves where no line could be a title.
    """
    above, below = _lines(head), _lines(tail)
    title = _title(above) or fallback_title
    enclosed = _enclosed_title(title, above)
    signed, issued_on = _signature(above) or _signature(below) or ((), _dated_subtitle(above))
    return Metadata(
        title=title,
        enclosed_title=enclosed,
        issuer=signed or _issuer(title, enclosed),
        doc_number=next((m[0] for line in above if (m := _DOC_NUMBER.fullmatch(line))), None),
        addressees=_addressees(above, title),
        issued_on=issued_on,
        openness=next((m[1] for m in [_OPENNESS.search(head + tail)] if m), None),
        draft=bool(_DRAFT.search(title) or (enclosed and _DRAFT.search(enclosed))),
        valid_until=_valid_until(text),
    )


def is_closing(line: str) -> bool:
    """Tell whether a line behind the last paragraph is a signature, a date or about openness."""
    bare = line.strip()
    return bool(
        _DATE.fullmatch(bare)
        or _SIGNED_ON_ONE_LINE.match(bare)
        or re.fullmatch(rf"[（(]?{_OPENNESS.pattern}[)）]?", bare)
        or _signers(bare)
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


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _title(lines: Sequence[str]) -> str | None:
    """Return the first line that could be a title, with the line before if it goes on there."""
    for at, line in enumerate(lines):
        if not _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE or not _TITLE.fullmatch(line):
            continue
        before = lines[at - 1] if at else ""
        opens = "关于" in before and "关于" not in line
        return before + line if opens and not re.search("[。：:；，,]", before) else line
    return None


def _enclosed_title(title: str, lines: Sequence[str]) -> str | None:
    """Return the title that a notice encloses, which stands on a line of its own below.

    The notice names it in its own title, with or without marks, or in its body.
    """
    named = [found[1] for line in lines for found in _ENCLOSED.finditer(line)]
    named += [line for line in lines if line != title and title.endswith(f"{line}的通知")]
    standing = [name for name in named if name in lines]
    return next(iter(standing), None)


def _signature(lines: Sequence[str]) -> tuple[tuple[str, ...], dt.date | None] | None:
    """Return the signers above a date that stands on its own line, with the date."""
    for at, line in enumerate(lines):
        glued = _SIGNED_ON_ONE_LINE.match(line)
        if glued:
            return (glued[1],), read_date(line)
        if not _DATE.fullmatch(line):
            continue
        signers: list[str] = []
        for above in reversed(lines[:at]):
            found = _signers(above)
            # A second name of a signer stands in brackets below it.
            if not found and not re.fullmatch(r"[（(].+[)）]", above):
                break
            signers[:0] = found
        return tuple(signers), read_date(line)
    return None


def _signers(line: str) -> list[str]:
    names = line.split()
    if len(names) > 1 and all(len(name) == 1 for name in names):
        names = ["".join(names)]
    return names if all(_SIGNATURE.fullmatch(name) for name in names) else []


def _dated_subtitle(lines: Sequence[str]) -> dt.date | None:
    """Return the date of a speech from its subtitle: ——2026年1月26日在…会议上."""
    marked = (line for line in lines if line.startswith(("—", "－－", "--", "（", "(")))
    return next((date for line in marked if (date := read_date(line))), None)


def _issuer(title: str, enclosed: str | None) -> tuple[str, ...]:
    found = _ISSUER_IN_TITLE.match(title)
    for named in (enclosed, title):
        found = found or (_ISSUER_OF_YEAR.match(named) if named else None)
    return (found[1].strip(),) if found else ()


def _addressees(lines: Sequence[str], title: str) -> str | None:
    """Return the line above the body of a notice that ends in a colon: 各学校:."""
    for line in lines:
        if line.endswith((":", "：")) and "。" not in line and not line.startswith("附件"):
            return None if line[:-1] == title else line[:-1].strip()
    return None


_EFFECTIVE = re.compile(rf"自{_GAP}({_DATE.pattern}){_GAP}起(?:施行|实施|执行)")
_TERM = re.compile(
    rf"有效期{_GAP}(?:为|至|到)?{_GAP}{_NUMERAL}{_GAP}年(?!{_GAP}{_NUMERAL}{_GAP}月)"
)
_UNTIL = re.compile(rf"(?:有效期至|有效期到|施行至|执行至|有效期截至){_GAP}({_DATE.pattern})")


def _valid_until(text: str) -> dt.date | None:
    """Return the last day of validity, stated or counted from the first day in force."""
    until = _UNTIL.search(text)
    if until:
        return read_date(until[1])
    begins, term = _EFFECTIVE.search(text), _TERM.search(text)
    first = read_date(begins[1]) if begins else None
    if first is None or term is None:
        return None
    try:
        year = first.year + to_int(term[1])
        # What begins on a leap day ends on the last of February.
        leap = (first.month, first.day) == (2, 29) and not calendar.isleap(year)
        return dt.date(year, 2, 28) if leap else first.replace(year=year) - dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
