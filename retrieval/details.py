"""Details that are asked for, such as a price or a date, and whether a text states them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple


class Detail(StrEnum):
    """A kind of detail that people ask for."""

    MONEY = "money"
    TELEPHONE = "telephone"
    TIME = "time"
    AMOUNT = "amount"
    OFFICES = "offices"
    WORDING = "wording"


class _Signs(NamedTuple):
    asked: re.Pattern[str]
    stated: re.Pattern[str]


_SIGNS = {
    Detail.MONEY: _Signs(
        re.compile(r"多少钱|几块钱?|收费|学费|费用|价格|金额|总投资|补贴标准|给多少"),
        re.compile(r"\d\s*(?:元|万|亿)"),
    ),
    Detail.TELEPHONE: _Signs(re.compile(r"电话|联系方式|号码"), re.compile(r"\d{5,}")),
    Detail.TIME: _Signs(
        re.compile(r"几月|几号|几点|什么时候|啥时候|何时|哪天|几时|多久|时间节点"),
        re.compile(r"\d\s*(?:月|日|天|点)|年底|月底|学年"),
    ),
    Detail.AMOUNT: _Signs(
        re.compile(r"多少(?!钱)|几(?:个|名|人|节|次|场|趟|所|家|课时)|目标值|具体数|上限|覆盖率"),
        re.compile(r"\d\s*(?:%|％|个|名|人|节|次|场|所|家|课时)"),
    ),
}


def missing_details(question: str, text: str) -> tuple[Detail, ...]:
    """Return the kinds of detail that ``question`` asks for and ``text`` has none of."""
    return tuple(
        detail
        for detail, signs in _SIGNS.items()
        if signs.asked.search(question) and not signs.stated.search(text)
    )
