"""Details that people ask for and texts state or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.details import Detail, missing_details

_ASKED = {
    Detail.MONEY: ["课后服务多少钱", "几块钱一天", "学费贵不贵", "怎么收费", "补贴标准", "总投资"],
    Detail.TELEPHONE: ["电话", "有没有联系方式", "打哪个号码"],
    Detail.TIME: ["几月开始", "什么时候报名", "啥时候放假", "何时完成", "哪天开会", "要多久"],
    Detail.AMOUNT: ["有几个名额", "办多少场", "几所学校", "覆盖率要到", "开几节课", "上限是"],
}
_STATED = {
    Detail.MONEY: ["每人300元", "投资 2 亿", "1.2万"],
    Detail.TELEPHONE: ["0595-22388888", "拨打12345"],
    Detail.TIME: ["年底前", "9月1日起", "每学年", "30天内", "8点"],
    Detail.AMOUNT: ["不少于40场", "确保95%", "100％完成", "3所幼儿园", "2个", "12课时"],
}


@pytest.mark.parametrize(("detail", "question"), [(d, q) for d, qs in _ASKED.items() for q in qs])
def test_a_detail_that_is_asked_for_and_not_stated_is_missing(
    detail: Detail, question: str
) -> None:
    """A text without figures has none of what is asked for."""
    assert detail in missing_details(question, "健全课后服务保障机制,拓宽课后服务渠道。")


@pytest.mark.parametrize(
    ("detail", "question", "text"),
    [(d, q, t) for d, qs in _ASKED.items() for q in qs for t in _STATED[d]],
)
def test_a_detail_that_is_stated_is_not_missing(detail: Detail, question: str, text: str) -> None:
    """A text that states a detail of the kind has what is asked for."""
    assert detail not in missing_details(question, text)


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("给多少补贴", "做好助学金发放工作", (Detail.MONEY, Detail.AMOUNT)),
        ("多少钱", "3所", (Detail.MONEY,)),
        ("几点放学,电话多少", "强化督导", (Detail.TELEPHONE, Detail.TIME, Detail.AMOUNT)),
        ("手机能带去学校不", "加强手机管理", ()),
        ("", "", ()),
    ],
)
def test_several_details_are_told_in_a_fixed_order(
    question: str, text: str, missing: tuple[Detail, ...]
) -> None:
    """All that is missing is told, and an ordinary question misses nothing."""
    assert missing_details(question, text) == missing


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_question_misses_only_what_it_asks_for(question: str, text: str) -> None:
    """A longer text never misses more, and nothing is missing of an empty question."""
    assert set(missing_details(question, text + question)) <= set(missing_details(question, text))
    assert missing_details("", text) == ()
