"""Details that are asked for, such as a price or a date, and whether a text states them."""

from __future__ import annotations

import re
from typing import NamedTuple


class _Detail(NamedTuple):
    asked: re.Pattern[str]
    stated: re.Pattern[str]


_DETAILS = (
    # money
    _Detail(
        re.compile(r"多少钱|几块钱?|收费|学费|费用|价格|金额|总投资|补贴标准|给多少"),
        re.compile(r"\d\s*(?:元|万|亿)"),
    ),
    # telephone
    _Detail(re.compile(r"电话|热线号码|联系方式|号码"), re.compile(r"\d{5,}")),
    # point of time
    _Detail(
        re.compile(r"几月|几号|几点|什么时候|啥时候|何时|哪天|几时|多久|时间节点"),
        re.compile(r"\d\s*(?:月|日|天|点)|年底|月底|学年"),
    ),
    # amount
    _Detail(
        re.compile(r"多少|几(?:个|名|人|节|次|场|趟|所|家|课时)|目标值|具体数|上限|比例|覆盖率"),
        re.compile(r"\d\s*(?:%|％|个|名|人|节|次|场|所|家|课时)"),
    ),
)


def is_stated(question: str, text: str) -> bool:
    """Tell whether ``text`` states a detail of each kind that ``question`` asks for.

    False as well for a question that asks for no such detail: then it is not known.
    """
    asked = [detail for detail in _DETAILS if detail.asked.search(question)]
    return bool(asked) and all(detail.stated.search(text) for detail in asked)
