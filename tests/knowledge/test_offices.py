"""Responsible units, as documents name them."""

from __future__ import annotations

import pytest

from knowledge.offices import Offices, read_offices, states_first_leads
from knowledge.parsing import read_document
from knowledge.readers.source import Source


@pytest.mark.parametrize(
    ("words", "names", "lead"),
    [
        ("做好甲。（责任单位：甲局、乙局，各县人民政府）", "甲局 乙局 各县人民政府", None),
        ("做好甲。(责任科室:甲科、乙股)", "甲科 乙股", None),
        ("做好甲。\n责任单位：甲局，各区县（市）政府\n", "甲局 各区县（市）政府", None),
        ("做好甲。【责任股室：甲股、乙股】", "甲股 乙股", None),
        ("做好甲。【责任股室】甲股、乙股", "甲股 乙股", None),
        ("（牵头单位：甲局；配合单位：乙局、丙局）", "甲局 乙局 丙局", "甲局"),
        ("（责任单位：甲局牵头，乙局、丙局配合）", "甲局 乙局 丙局", "甲局"),
        ("（责任单位：由甲局牵头负责，乙局等按职责分工负责）", "甲局 乙局", "甲局"),
        ("甲。（责任单位：甲局）乙。（责任单位：乙局、甲局）", "甲局 乙局", None),
        ("压实责任。各责任单位要加强领导，甲局牵头。", "", None),
        ("落实（试行）责任制。", "", None),
        ("", "", None),
    ],
)
def test_offices_are_read_where_they_are_named(words: str, names: str, lead: str | None) -> None:
    """Names are split and the leading unit is told; running text names none."""
    assert read_offices(words) == Offices(tuple(names.split()), lead)


def test_a_rule_stated_once_gives_the_lead() -> None:
    """Where the document says that the first unit leads, the first unit of each item does."""
    rule = "各项任务列第一位的单位为牵头单位。"
    text = f"一、总则\n{rule}\n1.甲。做。（责任单位：甲局、乙局）\n2.乙。做。\n"
    items = read_document("plan", Source(text.encode(), text)).items
    assert states_first_leads(rule)
    assert items[0].offices == Offices(("甲局", "乙局"), "甲局")
    assert items[1].offices == Offices()
