"""Quotes: always cut from the item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.sentences import sentences
from retrieval.query import Query
from retrieval.quote import Sentences
from retrieval.thesaurus import load_thesaurus
from retrieval.understanding import Understanding
from tests.retrieval.corpora import document_of, shipped_plan

if TYPE_CHECKING:
    from knowledge.model import Document
    from retrieval.analysis import Analyzer


@pytest.fixture(scope="module")
def plan() -> Document:
    """Return the shipped plan."""
    return shipped_plan()


_THESAURUS = load_thesaurus()


@pytest.fixture(scope="module")
def understanding(analyzer: Analyzer) -> Understanding:
    """Return an understanding with the shipped thesaurus."""
    return Understanding(analyzer, _THESAURUS)


@given(
    question=st.text(
        st.characters() | st.sampled_from("近视防控托管督导教育手机安全 ,。"), max_size=60
    ),
    number=st.integers(1, 28),
)
@settings(deadline=None)
def test_a_quote_is_a_sentence_of_the_body(
    plan: Document, understanding: Understanding, analyzer: Analyzer, question: str, number: int
) -> None:
    """Whatever is asked, what is quoted is one whole sentence of the item's body."""
    item = plan.items[number - 1]
    quote = Sentences(item, analyzer, None).best(understanding.query(question), _THESAURUS)
    assert quote in sentences(plan.text, item.node.body)
    assert quote.of(plan.text)
    assert quote.of(plan.text) in item.node.body.of(plan.text)


@pytest.mark.parametrize(
    ("question", "number", "quote"),
    [
        ("近视", 7, "加强儿童青少年近视综合防控,改造一批近视防控教室照明。"),
        ("年底验收", 25, "深入开展新一轮“平安校园”等级创建工作,确保年底95%的区属学校通过验收。"),
        ("啄木鸟", 10, "加强中小学写字和书法教育,组织开展学校“啄木鸟行动”,"),
        ("幼儿园园创建", 11, "实施学前教育发展提升行动计划,"),
        ("手机能带去学校不", 21, "巩固“双减”工作成效,进一步加强作业、手机、睡眠、"),
    ],
)
def test_the_sentence_that_answers_is_quoted(  # noqa: PLR0913 - fixtures and the case
    *,
    plan: Document,
    understanding: Understanding,
    analyzer: Analyzer,
    question: str,
    number: int,
    quote: str,
) -> None:
    """The sentence that speaks of what was asked is quoted, as it was printed."""
    item = plan.items[number - 1]
    found = Sentences(item, analyzer, None).best(understanding.query(question), _THESAURUS)
    assert found.of(plan.text).startswith(quote)


def test_without_a_match_the_first_sentence_is_quoted(plan: Document, analyzer: Analyzer) -> None:
    """A query that meets nothing gets the first sentence of the body."""
    for item in plan.items:
        first, *_ = sentences(plan.text, item.node.body)
        assert Sentences(item, analyzer, None).best(Query(()), _THESAURUS) == first


def test_an_item_without_a_body_is_quoted_by_its_title(analyzer: Analyzer) -> None:
    """Where there is only a title, the title is the quote; prose is quoted as a body."""
    text = f"一、总则\n1.做好甲\n2.{'乙' * 60}\n"
    document = document_of(text)
    chosen = [
        Sentences(item, analyzer, None).best(Query(()), _THESAURUS) for item in document.items
    ]
    quotes = [span.of(text) for span in chosen]
    assert quotes == ["做好甲", "乙" * 60]
