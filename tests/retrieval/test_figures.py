"""Questions for one number and the clauses that state it."""

from __future__ import annotations

import pytest

from knowledge.parsing import read_document
from knowledge.readers.source import Source
from retrieval.figures import asked_units, preferred_spans
from retrieval.understanding.requests import Search

_PLAN = (
    "工作要点\n一、总则\n1.安全。年底前100%学校完成标准化。确保95%的学校通过平安校园验收。"
    "开设不少于12课时安全教育课程。举办心理健康活动40场。\n2.校车。管好校车。\n"
)


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("安全课几节", ["开设不少于12课时安全教育课程"]),
        ("心理健康活动要办多少场", ["举办心理健康活动40场"]),
        ("平安校园验收通过率", ["确保95%的学校通过平安校园验收"]),
        (
            "平安校园要百分之几的学校通过",
            ["确保95%的学校通过平安校园验收", "年底前100%学校完成标准化"],
        ),
        ("心理健康活动有哪几种", []),
        ("食堂阿姨有几个人", []),
        ("安全教育怎么做", []),
    ],
)
def test_clauses_with_the_number_asked_for_are_preferred(question: str, clauses: list[str]) -> None:
    """A clause is preferred if its number is of the kind asked for and it shares words."""
    document = read_document("p", Source(_PLAN.encode(), _PLAN))
    spans = preferred_spans(document.items[0], Search(question))
    assert [span.of(_PLAN) for span in spans] == clauses
    assert preferred_spans(document.items[1], Search(question)) == ()


@pytest.mark.parametrize(
    ("words", "unit"),
    [("要办多少场", "场"), ("补多少名教师", "名"), ("建几所学校", "所"), ("覆盖率是多少", "%")],
)
def test_the_unit_asked_for_is_known(words: str, unit: str) -> None:
    """How a number is asked for says in which units it may stand."""
    units = asked_units(words)
    assert units is not None
    assert unit in units


def test_no_number_asked_for_has_no_units() -> None:
    """A question for no number has none, one for any number has all."""
    assert asked_units("课后服务怎么报名") is None
    assert asked_units("有没有具体数字") == frozenset()
