"""When and how often something is to be done, in the words of a clause."""

from __future__ import annotations

import re

_YEAR = r"(?:[0-9０-９]{4}\s*年|今年|明年|本年度?|当年)"
_MONTH = r"(?:1[0-2]|0?[1-9]|[０-９]{1,2}|十[一二]?|[一二三四五六七八九])\s*月"
_POINT = (
    rf"(?:{_YEAR}\s*)?{_MONTH}(?:底|末|份|初|[上中下]旬|\s*[0-9０-９]{{1,2}}\s*日)?"
    rf"|[0-9０-９]{{4}}\s*年(?:底|末)|(?:{_YEAR})?年(?:底|末)"
    rf"|(?:{_YEAR})?(?:第?[一二三四1-4]季度[末底]?|上半年|下半年)"
    r"|(?:本|上|下|春季|秋季|这)?(?:个)?学[期年](?:末|结束|开始)|(?:今年)?(?:暑假|寒假|暑期)|开学"
    r"|“?十[一二三四五六七]五”?(?:末|期末|期间)"
)
_FESTIVAL = "国庆节?|春节|元旦|中秋节?|“?五一”?|“?六一”?|教师节"
_WHEN = (
    rf"(?:截至|到|至|在|于)?(?:{_POINT})(?:(?:之|以)?前|内)?"
    rf"|(?:{_FESTIVAL}|{_YEAR})(?:之|以)?前|(?:截至|到|至)\s*{_YEAR}|全年|年内|本学年|本学期|本年度内?"
)
# 每年底 and 每学期末 say how often.
_DEADLINE = re.compile(rf"(?<!每)(?<!每个)(?:{_WHEN})")
_PERIOD = re.compile(
    "每(?:个|半|[两二三四五六2-9])?(?:学年|学期|年度|季度|年|月|周|天|日|班|校|生|人)|[生人年月周日校班]均"
)
_ONLY_WHEN = re.compile(rf"\s*(?:力争|确保|争取|计划)?(?:{_DEADLINE.pattern}|{_PERIOD.pattern})\s*")


def read_deadline(words: str) -> str | None:
    """Return the first deadline or span of time in ``words`` as written: 2022年底前, 全年."""
    found = _DEADLINE.search(words)
    return found[0] if found else None


def read_period(words: str) -> str | None:
    """Return how often, or for each of what, as written: 每学年, 每校."""
    found = _PERIOD.search(words)
    return found[0] if found else None


def says_only_when(words: str) -> bool:
    """Tell whether a clause says nothing but when, as 到2025年 before a comma does."""
    return bool(_ONLY_WHEN.fullmatch(words))
