"""Numbers with their units as they are written: 40场, 3—5所, ９５％, 百分之九十五, 两个."""

from __future__ import annotations

import re

from knowledge.numerals import CHINESE_NUMERAL
from knowledge.span import Span

_DIGITS = "[0-9０-９]"
ARABIC = rf"(?:{_DIGITS}{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|{_DIGITS}+(?:[.．]{_DIGITS}+)*)"
TO = r"\s*[%％]?\s*(?:[-—–－~～至到]|——)\s*"
CHINESE = CHINESE_NUMERAL
_UNITS = (
    "%|％|‰|个百分点|百分点|倍|万人次|万人|万个|万名|万套|万户|万吨"
    "|万亩|万册|课时|学时|学分|学位|人次|场次|平方米|万平方米|平方公里"
    "|立方米|公里|千米|米|公顷|亩|吨|万元|亿元|元|亿|万|小时|分钟|场"
    "|所|个|名|人|项|家|届|次|门|套|间|节|座|条|处|件|篇|部|辆|台"
    "|户|班|支|期|份|类|天|周|批|张|本|册|幅|幢|栋|对|组|块|床"
    "|个月|个工作日|工作日|个小时|万学位|个班|轮|堂"
)
# The longest comes first: 万平方米 is not 万 of 平方米.
UNITS = "|".join(
    # 60周岁 is an age, 10周年 a jubilee.
    unit if unit != "周" else "周(?![岁年边围])"
    for unit in sorted(_UNITS.split("|"), key=len, reverse=True)
)
# What dates, ages and places in a list are counted in: numbers, though no quantities.
_OTHER_UNITS = "年级|周岁|岁|年|月|日|号|级|版|时|分"
_ANY = re.compile(
    rf"第?{ARABIC}(?:{TO}{ARABIC})?\s*(?:{UNITS}|{_OTHER_UNITS})?"
    rf"|(?:百|千|万)分之{CHINESE}|第?{CHINESE}\s*(?:{UNITS}|{_OTHER_UNITS})"
)


def numbers(text: str, span: Span) -> list[Span]:
    """Return every number within ``span``, with the unit that follows it, in order."""
    return [Span(*found.span()) for found in _ANY.finditer(text, span.start, span.end)]
