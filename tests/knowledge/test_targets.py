"""Targets, as they stand in the text."""

from __future__ import annotations

import pytest

from knowledge.parsing import read_document
from knowledge.readers.source import read_source
from knowledge.span import Span
from knowledge.targets import read_targets
from tests.conftest import PROJECT

# Written by hand from the text: item, comparator, quantity and unit, object, deadline, period.
_SHIPPED = [
    (7, "不少于", "40场", None, None, None),
    (10, None, "第25届", "全国推普宣传周活动", None, None),
    (11, None, "3所", "幼儿园参加福建省第二批学前教育保教改革建设幼儿园", None, None),
    (11, None, "3所", "幼儿园接受市", None, None),
    (12, None, "4所", "学校创建工作", None, None),
    (15, None, "2个", "“冠名班”人才培养工作", None, None),
    (24, None, "5个", "教育重点项目建设", None, None),
    (24, None, "2所", "小区配套幼儿园移交工作", None, None),
    (25, None, "100%", "完成标准化提升", "年底前", None),
    (25, None, "95%", "区属学校通过验收", "年底", None),
    (25, "不少于", "12课时", "安全教育课程", None, "每学年"),
]


def test_the_shipped_plan_has_these_targets_and_no_others() -> None:
    """All targets of the shipped plan are found, none is invented, each is cut from its item."""
    path = PROJECT / "knowledge" / "plans" / "licheng-2022.txt"
    plan = read_document("licheng-2022", read_source(path))
    found = []
    for item in plan.items:
        for target in item.targets:
            number = f"{target.quantity}{target.unit}"
            assert number in target.span.of(plan.text)
            assert target.span.of(plan.text) in item.text
            found.append(
                (
                    item.number,
                    target.comparator,
                    number,
                    target.object,
                    target.deadline,
                    target.period,
                )
            )
    assert found == _SHIPPED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("最高500万元补助", [("最高", "500", "万元", None, None)]),
        ("到2025年,覆盖率达到90%以上", [("达到", "90", "%", None, None)]),
        ("2026年6月底前建成12个点", [(None, "12", "个", "2026年6月底前", None)]),
        ("每学期开展2次", [(None, "2", "次", None, "每学期")]),
        ("近视率下降１．５个百分点", [(None, "１．５", "个百分点", None, None)]),
        ("2022年3月29日", []),
        ("“1+1+N”共同体、教育信息化2.0行动", []),
        ("《标准(2016年版)》和十九届六中全会", []),
    ],
)
def test_numbers_with_a_unit_are_targets(
    text: str, expected: list[tuple[str | None, str, str, str | None, str | None]]
) -> None:
    """Comparator, quantity, unit, deadline and period are read; dates and names are no targets."""
    found = read_targets(text, Span(0, len(text)))
    assert [(t.comparator, t.quantity, t.unit, t.deadline, t.period) for t in found] == expected
