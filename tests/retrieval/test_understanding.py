"""What questions ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.numerals import to_int
from retrieval.query import Query
from retrieval.thesaurus import load_thesaurus
from retrieval.understanding import (
    LONGEST_QUESTION,
    Fact,
    FactRequest,
    ItemRequest,
    Understanding,
)
from tests.knowledge.spelling import spell_short

if TYPE_CHECKING:
    from retrieval.analysis import Analyzer


@pytest.fixture(scope="module")
def understanding(analyzer: Analyzer) -> Understanding:
    """Return an understanding with the shipped thesaurus."""
    return Understanding(analyzer, load_thesaurus())


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("第21条", 21),
        ("21", 21),
        ("21.", 21),
        (" 21 ", 21),
        ("21条", 21),
        ("２１", 21),
        ("第２１条", 21),
        ("第 21 条", 21),
        ("第21条?", 21),
        ("二十一", 21),
        ("二十一条", 21),
        ("第二十一条", 21),
        ("第二十一條", 21),
        ("第二十一条讲什么", 21),
        ("二十一条讲什么", 21),
        ("请把第7条全文发给我", 7),
        ("第七项", 7),
        ("第七項是什么", 7),
        ("第7点说了啥", 7),
        ("七", 7),
        ("第99条", 99),
        ("第0条", 0),
    ],
)
def test_an_item_is_asked_for_by_its_number(
    understanding: Understanding, question: str, number: int
) -> None:
    """A number alone or named as an item's asks for that item, in any writing."""
    request = understanding.understand(question)
    assert isinstance(request, ItemRequest)
    assert to_int(request.numeral) == number


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("文号多少", Fact.DOC_NUMBER),
        ("这个文件的文号是什么", Fact.DOC_NUMBER),
        ("發文字號", Fact.DOC_NUMBER),
        ("成文日期", Fact.ISSUED_ON),
        ("这份通知什么时候发的", Fact.ISSUED_ON),
        ("要点是哪天印发的", Fact.ISSUED_ON),
        ("公开方式", Fact.OPENNESS),
        ("是主动公开吗", Fact.OPENNESS),
        ("主送谁", Fact.ADDRESSEES),
        ("主送单位有哪些", Fact.ADDRESSEES),
        ("这个通知发给谁", Fact.ADDRESSEES),
        ("发文机关", Fact.ISSUER),
        ("谁印发的", Fact.ISSUER),
        ("哪个局发的", Fact.ISSUER),
        ("分几个领域", Fact.AREAS),
        ("有多少个方面", Fact.AREAS),
        ("一共几条", Fact.ITEMS),
        ("全文有多少条", Fact.ITEMS),
        ("要点有几项", Fact.ITEMS),
    ],
)
def test_a_fact_about_the_document_is_asked_for(
    understanding: Understanding, question: str, fact: Fact
) -> None:
    """Questions about the document itself are understood as such."""
    request = understanding.understand(question)
    assert isinstance(request, FactRequest)
    assert request.facts == (fact,)


def test_several_facts_may_be_asked_for_at_once(understanding: Understanding) -> None:
    """One question may ask for the number and the addressees."""
    request = understanding.understand("文号和主送单位")
    assert isinstance(request, FactRequest)
    assert set(request.facts) == {Fact.DOC_NUMBER, Fact.ADDRESSEES}


@pytest.mark.parametrize(
    "question",
    [
        "手机能带去学校不",
        "放学后没人接孩子怎么办",
        "合同教师有没有机会转编",
        "把特殊教育那条原文贴给我 不要改字",
        "“营转非”有没有提",
        "课后服务多少钱",
        "一年级什么时候报名",
        "2022年",
        "第25届推普周",
        "第二批幼儿园",
        "三个孩子怎么上学",
        "一百分",
        "十四五规划",
        "八五普法",
        "课后服务有哪几种",
    ],
)
def test_everything_else_is_a_search(understanding: Understanding, question: str) -> None:
    """Ordinary questions are searched for, numbers of other things in them or not."""
    request = understanding.understand(question)
    assert isinstance(request, Query)
    assert request.terms
    assert request == understanding.query(question)


@pytest.mark.parametrize("question", ["", " ", "???", "……", "😀", "\ud800", "\0"])
def test_a_question_without_words_is_an_empty_query(
    understanding: Understanding, question: str
) -> None:
    """What holds no letter or digit asks for nothing."""
    assert understanding.understand(question) == Query(())


def test_all_numbers_are_understood_in_all_writings(understanding: Understanding) -> None:
    """第N条 asks for item N from 1 to 999, in Arabic and in Chinese."""
    for number in range(1, 1000):
        for written in (str(number), spell_short(number)):
            request = understanding.understand(f"第{written}条")
            assert isinstance(request, ItemRequest)
            assert to_int(request.numeral) == number


@given(
    st.text(
        st.characters() | st.sampled_from("第条项点0123一二十百千两零〇文号主送谁几个领域 ,"),
        max_size=40,
    )
)
@settings(deadline=None)
def test_any_text_is_understood(understanding: Understanding, text: str) -> None:
    """Any text is a request or a query; the number of an item asked for can be read."""
    request = understanding.understand(text)
    if isinstance(request, ItemRequest):
        assert to_int(request.numeral) >= 0
    elif isinstance(request, FactRequest):
        assert request.facts
    else:
        assert request == understanding.query(text)


def test_only_the_beginning_of_a_long_message_is_read(understanding: Understanding) -> None:
    """What stands behind the longest question changes nothing."""
    start = "课后服务。" * (LONGEST_QUESTION // 5) + "。" * (LONGEST_QUESTION % 5)
    assert understanding.understand(start + "第21条") == understanding.understand(start)
    assert isinstance(understanding.understand("第21条" + start), ItemRequest)
