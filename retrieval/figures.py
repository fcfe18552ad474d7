"""Questions about one number, 安全课几节, and the clauses of an item that state such a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.folding import fold

if TYPE_CHECKING:
    from knowledge.model import Item
    from knowledge.span import Span
    from knowledge.targets import Target
    from retrieval.understanding.requests import Search

# 有哪几种 asks which, not how many.
_HOW_MANY = "(?<!哪)(?:多少|几|不少于多少|至少多少|至少几)(?:个)?"
# How a number is asked for, and the units that it is stated in.
_KINDS = (
    (rf"{_HOW_MANY}(?:场次?|次)|办{_HOW_MANY}", "场 场次 次 届"),
    (rf"{_HOW_MANY}(?:节|课时|学时|堂)|课时(?:数|要求|标准)|{_HOW_MANY}课", "节 课时 学时 堂"),
    (rf"{_HOW_MANY}(?:所|家|座|间|学校|幼儿园|小学|中学|项目|新校)", "所 家 座 间 个"),
    (rf"{_HOW_MANY}(?:人|名|位|教师|老师|编制)", "人 名 万人 万名"),
    (
        "百分之几|百分之多少|百分比|比例|(?:覆盖|普及|通过|达标|完成|合格|优良|近视|入园|巩固)率|几成",
        "% ％ ‰ 百分点 个百分点",
    ),
    (rf"{_HOW_MANY}(?:学位)|学位数", "个 学位 万个 万学位"),
    (rf"{_HOW_MANY}(?:钱|元|经费|资金|投资)", "元 万元 亿元 亿 万"),
    (
        rf"{_HOW_MANY}(?:项|批|种|门|班|平方米|亩|公里|台|套)",
        "项 批 门 班 平方米 万平方米 亩 公里 台 套 个",
    ),
)  # fmt: skip
_PATTERNS = tuple((re.compile(asked), frozenset(units.split())) for asked, units in _KINDS)
_ANY = re.compile(
    r"多少(?!钱)|目标值|(?:有没有|有无|有)(?:具体)?(?:的)?(?:数字|数量|数)|具体数|数量是|(?<![0-9])几个"
)


def asked_units(words: str) -> frozenset[str] | None:
    """Return the units of the number that folded ``words`` ask for; None where they ask for none.

    An empty set stands for a number in any unit.
    """
    units = [units for asked, units in _PATTERNS if asked.search(words)]
    if units:
        return frozenset().union(*units)
    return frozenset() if _ANY.search(words) else None


def preferred_spans(item: Item, request: Search) -> tuple[Span, ...]:
    """Return the clauses of ``item`` that state a number of the kind asked for, the nearest first.

    A clause counts where it shares two neighbouring characters with the question beside the
    number; most shared ones first. A question for no number has none.
    """
    units = asked_units(request.words)
    if units is None:
        return ()
    asked = _pairs(request.words)
    text = item.document.text
    scored = [
        (len(asked & _pairs(fold(target.span.of(text)).text)), target.span)
        for target in item.targets
        if not units or _unit(target) in units
    ]
    best = sorted((one for one in scored if one[0]), key=lambda one: (-one[0], one[1]))
    return tuple(dict.fromkeys(span for _, span in best))


def _unit(target: Target) -> str:
    # 百分之九十五 holds its unit in the quantity.
    return target.unit or ("%" if "分之" in target.quantity else "")


def _pairs(folded: str) -> set[str]:
    pairs = (folded[at : at + 2] for at in range(len(folded) - 1))
    return {pair for pair in pairs if pair.isalnum() and not pair.isdecimal()}
