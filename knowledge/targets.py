"""Targets (量化指标): the commitments of a plan that have a number, as spans of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.span import Span

_COMPARATORS = (
    "不少于|不低于|不高于|不超过|不多于|不大于|不小于|控制在|至少|超过|突破|达到|达|约|近|力争"
    "|最高|最低|最多"
)
_UNITS = (
    "%|％|个百分点|倍|万人次|万人|万个|课时|学时|学位|人次|场次|平方米|公里|千米|公顷|亩|万元|亿元|元"
    "|亿|小时|分钟|场|所|个|名|人|项|家|届|次|门|套|间|节|座|条|处|件|篇|部|辆|台|户|班|支|期|份|类"
    "|天|周|批"
)
_NUMBER = r"[0-9０-９]+(?:[.．][0-9０-９]+)?"
# A number that is part of a year, a date, a version, a sum such as 1+1+N or a label is none.
_TARGET = re.compile(
    rf"(?P<comparator>{_COMPARATORS})?\s*(?<![0-9０-９.．+＋\-—年月第])(?P<ordinal>第)?"
    rf"(?P<quantity>{_NUMBER})\s*(?P<unit>{_UNITS})(?P<after>以上|以内|以下|左右)?"
)
_DEADLINE = re.compile(
    r"(?:到|至|在)?(?:[0-9０-９]{4}\s*年)?(?:年底|年末|[0-9０-９]{1,2}\s*月(?:底|份|\s*[0-9]{1,2}\s*日)?"
    r"|学期末|暑期)(?:之?前)?|(?:到|至)\s*[0-9０-９]{4}\s*年"
)
_PERIOD = re.compile("每(?:个)?(?:学年|学期|年度|季度|年|月|周|天|日|班|校|生|人)")
_CLAUSE_END = re.compile("[,，。；;：:\n]")
_OBJECT = re.compile(r"的?([^\s,，。；;：:、（）()]{0,24})")


@dataclass(frozen=True, slots=True)
class Target:
    """A commitment with a number.

    ``comparator``, ``quantity`` and ``unit`` are as written (不少于, 40, 场); ``object`` is what is
    counted, as far as it follows the unit; ``deadline`` and ``period`` stand in the same clause;
    ``span`` is that clause, the place it is cut from.
    """

    comparator: str | None
    quantity: str
    unit: str
    object: str | None
    deadline: str | None
    period: str | None
    span: Span


def read_targets(text: str, span: Span) -> tuple[Target, ...]:
    """Return the targets within ``span``, in text order."""
    return tuple(
        _target(text, span, found) for found in _TARGET.finditer(text, span.start, span.end)
    )


def _target(text: str, within: Span, found: re.Match[str]) -> Target:
    clause = _clause(text, within, found)
    words = clause.of(text)
    deadline, period = _DEADLINE.search(words), _PERIOD.search(words)
    counted = _OBJECT.match(text, found.end(), clause.end)
    return Target(
        comparator=found["comparator"] or found["after"],
        quantity=f"{found['ordinal'] or ''}{found['quantity'].strip()}",
        unit=found["unit"],
        object=(counted[1] if counted else "") or None,
        deadline=deadline[0] if deadline else None,
        period=period[0] if period else None,
        span=clause,
    )


def _clause(text: str, within: Span, found: re.Match[str]) -> Span:
    before = [m.end() for m in _CLAUSE_END.finditer(text, within.start, found.start())]
    after = _CLAUSE_END.search(text, found.end(), within.end)
    start = before[-1] if before else within.start
    return Span(start, after.start() if after else within.end).trimmed(text)
