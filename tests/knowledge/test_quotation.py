"""Quotations held against the shipped plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.parsing import read_document
from knowledge.quotation import Verdict, check_quotation
from knowledge.readers.source import read_source
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from knowledge.model import Document

_PLAN = read_document("plan", read_source(PROJECT / "knowledge/plans/licheng-2022.txt"))


@pytest.fixture
def plan() -> Document:
    """Return the shipped plan."""
    return _PLAN


@pytest.mark.parametrize(
    ("words", "verdict", "differences"),
    [
        ("开展心理健康教育进校园、进社区活动不少于40场。", Verdict.IDENTICAL, []),
        ("进社区活动不少于40场", Verdict.IDENTICAL, []),
        ("继续扩充学前教育资源，落实小区配套幼儿园建成移交教育部门使用政策。", Verdict.SIGNS, []),
        ('深化落实"新时代教师职业行为十项准则"', Verdict.SIGNS, []),
        ("开展心理健康教育进校园、进社区活动不少于50场。", Verdict.CHANGED, [("50", "40")]),
        ("确保年底98%的区属学校通过验收", Verdict.CHANGED, [("98", "95")]),
        ("健全课后服务的保障机制", Verdict.CHANGED, [("的", "")]),
        ("健全课后保障机制", Verdict.CHANGED, [("", "服务")]),
        ("今天的天气十分晴朗适合郊游", Verdict.NOT_FOUND, []),
    ],
)
def test_sentences_are_checked(
    plan: Document, words: str, verdict: Verdict, differences: list[tuple[str, str]]
) -> None:
    """Each sentence is identical, different in signs, changed at these places, or not there."""
    (checked,) = check_quotation(plan, words)
    assert checked.verdict is verdict
    assert [
        (words[slice(*one.quoted)], one.span.of(plan.text)) for one in checked.differences
    ] == differences


def test_several_sentences_are_checked_one_by_one(plan: Document) -> None:
    """A passage is checked sentence by sentence, in order."""
    words = "严格落实意识形态工作责任制。推进“县管校聘”管理，深化改革。"
    verdicts = [checked.verdict for checked in check_quotation(plan, words)]
    assert len(verdicts) == 2
    assert verdicts[1] is not Verdict.IDENTICAL


@given(st.integers(0, len(_PLAN.text)), st.integers(1, 200))
def test_what_is_cut_from_the_plan_is_identical(start: int, length: int) -> None:
    """Any cut out of the plan is found to be its wording."""
    checked = check_quotation(_PLAN, _PLAN.text[start : start + length])
    assert {one.verdict for one in checked} <= {Verdict.IDENTICAL}


@given(st.text(st.characters(), max_size=40))
def test_any_text_can_be_checked(words: str) -> None:
    """Whatever is quoted, there is a verdict, and differences lie where they say."""
    for checked in check_quotation(_PLAN, words):
        assert (checked.span is None) == (checked.verdict is Verdict.NOT_FOUND)
        for one in checked.differences:
            assert 0 <= one.quoted[0] <= one.quoted[1] <= len(checked.quoted)
            assert 0 <= one.span.start <= one.span.end <= len(_PLAN.text)
