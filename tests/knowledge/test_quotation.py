"""Quotations held against the shipped plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.folding import Folded
from knowledge.parsing import read_document
from knowledge.quotation import Verdict, check_quotation
from knowledge.readers.source import Source, read_source
from knowledge.sentences import sentences
from knowledge.span import Span
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
        ("21.合力推动“双减”政策高效落实。", Verdict.IDENTICAL, []),
        ("22.合力推动“双减”政策高效落实。", Verdict.CHANGED, [("22", "21")]),
        ("合力推动“双减”政策高效落", Verdict.IDENTICAL, []),
        ("全面提高教育教学质量.", Verdict.SIGNS, []),
        ("合力推动「双减」政策高效落实", Verdict.SIGNS, []),
        ("开展心理健康教育进校园、\n进社区活动不少\n于40场。", Verdict.IDENTICAL, []),
        ("开展心理健康教育进校园、\r\n进社区活动不少\r\n于40场。", Verdict.IDENTICAL, []),
        ("开展心理健康教育\n进校园、进社区活动不少于5\n0场", Verdict.CHANGED, [("5\n0", "40")]),
        ("把美育纳入人才培养全过程", Verdict.CHANGED, [("", "各级各类学校")]),
        ("巩固“双减”工作的成果", Verdict.CHANGED, [("的", ""), ("果", "效")]),
        ("推动全区学校年底前90%完成标准化", Verdict.CHANGED, [("90", "100")]),
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


@pytest.mark.parametrize(
    "words",
    [
        "“合力推动“双减”政策高效落实。巩固“双减”工作成效”",
        "“健全课后服务保障机制,拓宽课后服务渠道”",
        "《健全课后服务保障机制》",
        "‘第一次’不对。'健全课后服务保障机制'"[9:],
        "促进学校特色党建工作全覆盖。"[2:] + "\n\n3.加强意识形态管理。全面加强党对教育工作的领导",
        "提高资金使用效率",
        "六、突出生态建设,持续提升教育发展保障水平\n23.深入实施“十四五”教育发展专项规划。",
    ],
)
def test_quotes_around_and_the_ends_of_items_make_no_difference(plan: Document, words: str) -> None:
    """Quotes that the quoting person set, labels and the ends of items are no change."""
    checked = check_quotation(plan, words)
    assert {one.verdict for one in checked} == {Verdict.IDENTICAL}
    assert all(one.span and one.span.of(plan.text) == one.quoted for one in checked)


def test_what_has_no_end_is_checked_in_parts(plan: Document) -> None:
    """Where it does not stand there as a whole; the parts are all that was quoted."""
    flat = "".join(sign for sign in plan.text if sign not in "。；;\n")
    checked = check_quotation(plan, flat)
    assert len(checked) > 10
    assert "".join("".join(one.quoted for one in checked).split()) == "".join(flat.split())
    assert all(len(one.quoted) <= 300 for one in checked)
    assert {one.verdict for one in checked} <= {Verdict.CHANGED, Verdict.SIGNS, Verdict.IDENTICAL}
    # One that is long and stands there is one.
    item = max(plan.items, key=lambda one: len(one.text))
    (whole,) = check_quotation(plan, item.text.replace("。", ",").replace("\n", ""))[:1]
    assert whole.verdict is Verdict.CHANGED
    shuffled = "".join(sorted(flat))
    assert {one.verdict for one in check_quotation(plan, shuffled)} == {Verdict.NOT_FOUND}


def test_all_places_are_told(plan: Document) -> None:
    """Wording that stands in several places is found in all of them."""
    (checked,) = check_quotation(plan, "推进信息技术与教育教学深度融合")
    assert len(checked.places) == 1
    (checked,) = check_quotation(plan, "全面提高教育教学质量")
    assert [span.of(plan.text) for span in checked.places] == ["全面提高教育教学质量"] * 2
    assert checked.span == checked.places[0] < checked.places[1]


def test_wrapped_documents_are_read_on() -> None:
    """A document whose lines end in mid-sentence is quoted without regard to its lines."""
    text = "一、加强领导\n1.做好安全。每学年开设课程不少于12\n课时,确保年底95%的学校通\n过验收。\n"
    document = read_document("plan", Source(text.encode(), text))
    (same,) = check_quotation(document, "课程不少于12课时,确保年底95%的学校通过验收。")
    assert same.verdict is Verdict.SIGNS
    (other,) = check_quotation(document, "课程不少于16课时,确保年底95%的学校通过验收。")
    assert [one.span.of(text) for one in other.differences] == ["12"]


_SENTENCES = [span for span in sentences(_PLAN.text, Span(0, len(_PLAN.text))) if len(span) > 12]


@given(st.sampled_from(_SENTENCES), st.data())
def test_a_changed_character_is_told_where_it_stands(span: Span, data: st.DataObject) -> None:
    """Of a sentence with one character changed, that place alone is told."""
    words = span.of(_PLAN.text)
    at = data.draw(st.sampled_from([n for n, c in enumerate(words) if "\u4e00" <= c <= "\u9fff"]))
    changed = f"{words[:at]}鿿{words[at + 1 :]}"
    (checked,) = check_quotation(_PLAN, changed)
    (one,) = checked.differences
    low, high = one.quoted
    # 十鿿五 is still no number, but a number is told as a whole.
    assert low <= at < high
    assert one.span.of(_PLAN.text) == words[low:high]


@given(st.sampled_from(_SENTENCES), st.data())
def test_the_differences_lead_back_to_the_wording(span: Span, data: st.DataObject) -> None:
    """What stands in the document for each difference makes the quotation the original again."""
    words = span.of(_PLAN.text)
    low = data.draw(st.integers(0, len(words)))
    high = data.draw(st.integers(low, min(len(words), low + 3)))
    put = data.draw(st.text(st.sampled_from("的龘、5年好"), max_size=3))
    (*_, checked) = check_quotation(_PLAN, words[:low] + put + words[high:]) or (None,)
    if checked and checked.verdict is Verdict.CHANGED:
        rebuilt = checked.quoted
        for one in reversed(checked.differences):
            start, end = one.quoted
            rebuilt = rebuilt[:start] + one.span.of(_PLAN.text) + rebuilt[end:]
        assert Folded(rebuilt).plain in Folded(_PLAN.text).plain


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
