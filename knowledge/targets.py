"""Targets (量化指标): the commitments of a plan that have a number, as spans of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.deadlines import read_deadline, read_period, says_only_when
from knowledge.quantities import ARABIC, CHINESE, TO, UNITS
from knowledge.span import Span

_BEFORE = (
    "不(?:得)?(?:少于|低于|高于|超过|多于|大于|小于)|(?:控制|保持|稳定|维持)在|(?:提高|提升|增加|扩大|下降|降低)[到至]"
    "|降[到至]|增[到至]|至少|超过|高于|低于|少于|多于|大于|小于|突破|达到|达|约|近|力争|最高|最低|最多|[≥≤≧≦>＞<＜]"
)
_AFTER = "及?以上|及?以下|以内|之内|左右|上下"
# A Chinese numeral with a unit is a commitment where one of these verbs stands before it: 一批 and
# 三个转变 are ways of speaking.
_VERBS = (
    "新建|改建|扩建|改扩建|建成|建设|新增|增加|完成|创建|培育|培养|打造|开展|举办|组织|召开|遴选|评选"
    "|改造|招聘|引进|设立|成立|开设|配备|选派|创办|承办|建好|办好|申报"
)
# 一 is a number where something is built.
_BUILT = "新建|改建|扩建|改扩建|建成|新增"
_BUILDINGS = "所|座|家|间|处|幢|栋|条"
_MANY = rf"(?!一(?!{CHINESE}))(?:{CHINESE})"
# A number that is part of a decimal, a version, a sum such as 1+1+N or a class such as 七年级3班
# is none; of ordinals, the session of an event that is held is one: 第25届.
_TARGET = re.compile(
    rf"(?P<before>{_BEFORE})?\s*(?:"
    rf"(?<![0-9０-９A-Za-z.．+＋×*/第级\-—–~～])"
    rf"(?P<quantity>第(?={ARABIC}\s*届){ARABIC}|{ARABIC}(?:{TO}{ARABIC})?)\s*(?P<unit>{UNITS})"
    rf"|(?P<share>(?:百|千)分之{CHINESE}|翻(?:[一两二三四]|[0-9])番|[二两三四五六七八九]成(?={_AFTER}))"
    rf"|(?:(?<=于|过|到|至|在|少|达|破|≥|≤)|(?:{_VERBS})了?)"
    rf"(?P<many>{_MANY}(?:{TO}{CHINESE})?)(?![万亿](?![元人个名套户吨亩]))(?P<counted>{UNITS})"
    rf"(?![“\"「])"
    rf"|(?:{_BUILT})(?P<one>一)(?P<building>{_BUILDINGS})"
    rf")(?P<after>{_AFTER})?"
)
_CLAUSE_END = re.compile("[,，。；;：:\n]")
_OBJECT = re.compile(r"的?([^\s,，。；;：:、（）()]{0,24})")
_THOUSANDS = re.compile(r"[0-9],[0-9]{3}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Target:
    """A commitment with a number.

    ``comparator``, ``quantity`` and ``unit`` are as written (不少于, 40, 场); a comparator on both
    sides is told with a gap (控制在…以内), and ``unit`` is empty where the quantity holds it
    (百分之九十五, 翻一番). ``object`` is what is counted, as far as it follows the unit;
    ``deadline`` and ``period`` stand in the same clause, or make up the clause before; ``span`` is
    that clause, the place it is cut from, and ``number`` the quantity in it with comparator and
    unit.
    """

    comparator: str | None
    quantity: str
    unit: str
    object: str | None
    deadline: str | None
    period: str | None
    span: Span
    number: Span


def read_targets(text: str, span: Span) -> tuple[Target, ...]:
    """Return the targets within ``span``, in text order; a number in 《…》 is part of a name."""
    return tuple(
        _target(text, span, found)
        for found in _TARGET.finditer(text, span.start, span.end)
        if not _in_title(text, span.start, found.start())
    )


def _in_title(text: str, start: int, at: int) -> bool:
    return text.rfind("《", start, at) > text.rfind("》", start, at)


def _target(text: str, within: Span, found: re.Match[str]) -> Target:
    clause = _clause(text, within, found)
    words = clause.of(text)
    sides = [side for side in (found["before"], found["after"]) if side]
    quantity = found["quantity"] or found["share"] or found["many"] or found["one"]
    unit = found["unit"] or found["counted"] or found["building"] or ""
    name = next(n for n in ("quantity", "share", "many", "one") if found[n])
    start = found.start("before" if found["before"] else name)
    counted = _OBJECT.match(text, found.end(), clause.end)
    return Target(
        comparator="…".join(sides) or None,
        quantity=quantity.strip(),
        unit=unit,
        object=(counted[1] if counted else "") or None,
        deadline=read_deadline(words),
        period=read_period(words),
        span=clause,
        number=Span(start, found.end()),
    )


def _clause(text: str, within: Span, found: re.Match[str]) -> Span:
    """Return the clause of a number, with the one before it where that only says when."""
    ends = [m.end() for m in _clause_ends(text, Span(within.start, found.start()))]
    after = next(iter(_clause_ends(text, Span(found.end(), within.end))), None)
    starts = [within.start, *ends]
    start = starts[-1]
    if len(starts) > 1 and says_only_when(text[starts[-2] : start - 1]):
        start = starts[-2]
    return Span(start, after.start() if after else within.end).trimmed(text)


def _clause_ends(text: str, span: Span) -> list[re.Match[str]]:
    return [
        end
        for end in _CLAUSE_END.finditer(text, span.start, span.end)
        if not _THOUSANDS.match(text, max(0, end.start() - 1))
    ]
