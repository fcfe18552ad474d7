"""What a document says about itself: title, issuers, number, addressees, date, openness."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.dates import DATE, read_date, read_stamp
from knowledge.model import Metadata
from knowledge.signatures import BODY, OPENNESS, read_names, read_signature
from knowledge.titles import DOC_NUMBER, read_enclosed_title, read_title
from knowledge.validity import read_valid_until

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_ISSUER_IN_TITLE = re.compile(rf"(.+?(?:{BODY}|等[一二三四五六七八九十]+部门|国务院))关于")
_ISSUER_OF_YEAR = re.compile(
    rf"(.{{2,30}}?(?:{BODY}))\s*(?:19|20)\d\d\s*[—－\-–~至]*\s*(?:\d{{4}}\s*)?年"
)
_ORDER = re.compile(
    r"(?:中华人民共和国)?([\u4e00-\u9fff]{2,20}?(?:部|局|厅|委员会|委|政府|署|国务院))令"
)
_SOURCE = re.compile(rf"来\s*源\s*[：:]\s*([\u4e00-\u9fff]{{2,30}}(?:{BODY}))(?=\s|$)")
_ORDER_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,24}令第?\s*[0-9〇一二三四五六七八九十百]+\s*号")
_PASSED = re.compile(rf"(?:{DATE.pattern}).*(?:通过|公布|发布|印发|批准|修订|令)")
_DRAFT = re.compile("征求意见|送审稿|讨论稿|草案|意见稿")
# Who is told: places, bodies, persons; what announces a list ends in a colon too.
_TOLD = re.compile(
    "各|局|委|府|校|园|单位|部门|同志|代表|厅|院|办|中心|公司|企业|处|科|会|站|所|镇|乡"
)
_ANNOUNCES = re.compile("如下|现将|根据|为了|通知|公告|附件|联系|时间|来源|日期|位置|编辑|浏览|篇")
_KEYED = {
    "issuer": re.compile(
        r"(?:发文机关|发布机构|发布机关|制定机关|发文单位)[】\]]?\s*[：:\s]\s*(\S{3,40})"
    ),
    "doc_number": re.compile(
        rf"(?:文\s*号|发文字号|发文号|文件编号)[】\]]?\s*[：:\s]\s*({DOC_NUMBER.pattern})"
    ),
    "issued_on": re.compile(
        r"(?:成文日期|成文时间|发文日期|印发日期)[】\]]?\s*[：:\s]\s*(\S{8,14})"
    ),
}


def read_metadata(
    text: str, head: str, tail: str, fallback_title: str, attachments: tuple[str, ...] = ()
) -> Metadata:
    """Read the metadata out of ``head`` and ``tail``, what stands before and behind the nodes.

    ``text`` is the whole text; ``fallback_title`` serves where no line could be a title;
    ``attachments`` are those that the document lists.
    """
    above, below = _lines(head), _lines(tail)
    found = read_title(above, head)
    title = found or fallback_title
    enclosed = read_enclosed_title(title, above)
    signed, signed_on = read_signature(below) or read_signature(above) or (read_names(below), None)
    issued_on = signed_on or _keyed_date(above) or _dated_line(above)
    return Metadata(
        title=title,
        enclosed_title=enclosed,
        issuer=signed or _keyed_issuer(above) or _issuer(title, enclosed, above),
        doc_number=_doc_number(above, title),
        addressees=_addressees(above, title),
        issued_on=issued_on,
        openness=next((m[1] for m in [OPENNESS.search(head + tail)] if m), None),
        draft=bool(_DRAFT.search(title) or (enclosed and _DRAFT.search(enclosed))),
        valid_until=read_valid_until(text, issued_on),
        attachments=attachments,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _keyed(name: str, lines: Sequence[str]) -> str | None:
    """Return the value that a page's list of facts gives, in its own words."""
    matches = (_KEYED[name].search(line) for line in lines)
    return next((match[1] for match in matches if match), None)


def _keyed_date(lines: Sequence[str]) -> dt.date | None:
    value = _keyed("issued_on", lines)
    return read_stamp(value) if value else None


def _keyed_issuer(lines: Sequence[str]) -> tuple[str, ...]:
    value = _keyed("issuer", lines)
    return tuple(re.split("[、,，;；]", value)) if value else ()


def _dated_line(lines: Sequence[str]) -> dt.date | None:
    """Return the date of a subtitle, ——2026年1月26日在…会议上, or of how a law was passed."""
    marked = (
        line
        for line in lines
        if line.startswith(("—", "－－", "--", "（", "(")) or _PASSED.match(line)
    )
    return next((date for line in marked if (date := read_date(line))), None)


def _issuer(title: str, enclosed: str | None, lines: Sequence[str]) -> tuple[str, ...]:
    found = _ISSUER_IN_TITLE.match(title)
    for named in (enclosed, title):
        found = found or (_ISSUER_OF_YEAR.match(named) if named else None)
    if found:
        names = found[1].split()
        return (
            tuple(names)
            if all(re.search(rf"(?:{BODY}|部门)$", n) for n in names)
            else (found[1].strip(),)
        )
    for pattern in (_ORDER, _SOURCE):
        matches = (pattern.search(line) for line in lines)
        named = next((match[1] for match in matches if match), None)
        if named:
            return (named,)
    return ()


def _doc_number(lines: Sequence[str], title: str) -> str | None:
    """Return the document's own number: alone on a line, glued to its title, or in a list of facts.

    Numbers within sentences are those of documents that are cited.
    """
    for line in lines:
        bare = line.strip("（()） ")
        if DOC_NUMBER.fullmatch(bare) or _ORDER_NUMBER.fullmatch(bare):
            return bare
        without = DOC_NUMBER.sub("", line).strip("（()）《》 ")
        found = DOC_NUMBER.search(line)
        if found and without == title:
            return found[0]
        if found and line.startswith(found[0]) and "《" in line and title in line:
            return found[0]
    glued = [line[len(title) :] for line in lines if line.startswith(title)]
    at_end = next((n for line in glued if (n := DOC_NUMBER.fullmatch(line.strip("（()） ")))), None)
    return at_end[0] if at_end else _keyed("doc_number", lines)


def _addressees(lines: Sequence[str], title: str) -> str | None:
    """Return the line above the body of a notice that ends in a colon: 各学校:."""
    for line in lines:
        if line.endswith((":", "：")) and "。" not in line:
            told = line[:-1].strip()
            if told == title or _ANNOUNCES.search(told) or not _TOLD.search(told):
                continue
            return told
    return None
