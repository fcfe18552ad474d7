"""The assistant: the whole way of a question, without a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Question, to_json
from bot.assistant import Assistant
from bot.cards import to_card
from bot.errors import describe
from knowledge.errors import NotAPlanError
from knowledge.parsing import read_document
from knowledge.readers.source import Source
from retrieval.outcome import Outcome, Thresholds
from retrieval.thesaurus import Concept, Thesaurus
from retrieval.understanding import Understanding
from tests.retrieval.corpora import index_of

if TYPE_CHECKING:
    from retrieval.analysis import Analyzer

_ANY = st.text(st.characters(), max_size=60)


def _assistant(texts: dict[str, str], analyzer: Analyzer) -> Assistant:
    documents = [read_document(name, Source(t.encode(), t)) for name, t in texts.items()]
    thesaurus = Thesaurus((Concept("课后服务", ("课后服务",), ("托管", "晚托班")),))
    understanding = Understanding(analyzer, thesaurus)
    index = index_of(documents, analyzer, thesaurus)
    return Assistant(lambda: index, thesaurus, understanding, Thresholds(0.3, 0.05, 0.05))


def _check(answer: Answer) -> None:
    for shown in (*answer.answers, *answer.nearest):
        text = shown.item.document.text
        assert shown.quote.of(text) in shown.item.text
        assert shown.item.text in text
        assert 0 <= shown.confidence <= 1
    assert to_json(answer)["question"] == answer.question.text
    assert all(block.text for block in to_card(answer))


@given(question=_ANY)
@settings(max_examples=300, deadline=None)
def test_any_question_gets_an_answer_cut_from_the_plan(assistant: Assistant, question: str) -> None:
    """Whatever is typed, quotes and texts are substrings of the plan and a card can be shown."""
    _check(assistant.answer(Question(question)))


@given(
    question=st.text(st.sampled_from("托管课后服务1第条。, "), max_size=12),
    bodies=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=1),
)
@settings(max_examples=150, deadline=None)
def test_wording_is_cut_from_any_text(analyzer: Analyzer, question: str, bodies: list[str]) -> None:
    """Over documents of arbitrary text, too, what is shown is a substring of the text."""
    lines = [f"{number}.课后服务。{body}" for number, body in enumerate(bodies, start=1)]
    text = "一、托管\n" + "\n".join(lines)
    try:
        asked = _assistant({"any": text}, analyzer)
    except NotAPlanError:
        return
    _check(asked.answer(Question(question)))


def test_everyday_words_find_official_ones(analyzer: Analyzer) -> None:
    """A question in everyday words is answered by the item that has the official ones alone."""
    text = "一、总则\n1.食品安全。守护食堂。\n2.课后服务。拓宽课后服务渠道。\n3.校车。管好校车。\n"
    answer = _assistant({"plan": text}, analyzer).answer(Question("晚托班有吗"))
    assert answer.outcome is Outcome.ANSWER
    assert [shown.item.number for shown in answer.answers] == [2]
    assert answer.answers[0].quote.of(text) == "拓宽课后服务渠道。"


def test_a_ranking_goes_on_below_what_is_shown(analyzer: Analyzer) -> None:
    """The ranking is that of the answer and beyond; what is looked up by number has none."""
    lines = [f"{number}.课后服务。校车{'好' * number}。" for number in range(1, 7)]
    asked = _assistant({"plan": "一、总则\n" + "\n".join(lines)}, analyzer)
    question = Question("课后服务的校车")
    ranked = [item.number for item in asked.rank(question, 10)]
    assert sorted(ranked) == [1, 2, 3, 4, 5, 6]
    shown = [one.item.number for one in asked.answer(question).answers]
    assert shown == ranked[: len(shown)]
    assert asked.rank(question, 2) == asked.rank(question, 10)[:2]
    assert asked.rank(Question("第3条"), 10) == asked.rank(Question("文号"), 10) == ()


def test_an_answer_says_which_words_it_met(analyzer: Analyzer) -> None:
    """The words and concepts that were met come with the item, none with one named by number."""
    asked = _assistant({"plan": "一、总则\n1.课后服务。办好课后服务。\n2.校车。好。\n"}, analyzer)
    assert asked.answer(Question("托管")).answers[0].words == ("托管", "课后服务")
    assert "校车" in asked.answer(Question("校车")).answers[0].words
    assert asked.answer(Question("第2条")).answers[0].words == ()


def test_the_same_number_in_two_documents_is_a_choice(analyzer: Analyzer) -> None:
    """Where two documents have the item, both are offered, the newer one first."""
    text = "一、总则\n1.食品安全。守护食堂。\n"
    asked = _assistant({"new": text, "old": text}, analyzer)
    answer = asked.answer(Question("第一条"))
    assert answer.outcome is Outcome.CHOICES
    assert [shown.item.document.name for shown in answer.answers] == ["new", "old"]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("21", 21),
        ("第21条", 21),
        ("第二十一条讲什么", 21),
        ("２１。", 21),
        ("二十八", 28),
        ("第1项", 1),
    ],
)
def test_items_are_found_by_number(assistant: Assistant, question: str, number: int) -> None:
    """A number, however written, brings its item."""
    answer = assistant.answer(Question(question))
    assert answer.outcome is Outcome.ANSWER
    assert [shown.item.number for shown in answer.answers] == [number]


@pytest.mark.parametrize("question", ["29", "第99条", "第零条", "9999"])
def test_numbers_without_an_item_are_not_found(assistant: Assistant, question: str) -> None:
    """A number that no item has is not found, and no item is shown instead."""
    answer = assistant.answer(Question(question))
    assert answer.outcome is Outcome.NOT_FOUND
    assert not answer.nearest


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("文号是多少", {"doc_number": None}),
        ("成文日期是哪天", {"issued_on": "2022-03-29"}),
        ("公开方式", {"openness": "主动公开"}),
        ("主送哪些单位", {"addressees": "各中小学、幼儿园,局属有关单位,局机关各股室"}),
        ("发文单位", {"issuer": "泉州市鲤城区教育局"}),
        ("一共有几条", {"items": 28}),
        ("有哪几个领域", {"areas": 6}),
    ],
)
def test_facts_are_answered(assistant: Assistant, question: str, facts: dict[str, object]) -> None:
    """Facts about the document come from the document; what it does not state is None."""
    answer = assistant.answer(Question(question))
    assert answer.outcome is Outcome.DOCUMENT
    assert {fact.name: fact.value for fact in answer.facts} == facts


def test_a_missing_detail_is_said_to_be_missing(assistant: Assistant) -> None:
    """Where a price is asked for and the item has none, the card says so."""
    answer = assistant.answer(Question("课后服务收费多少钱"))
    assert answer.answers[0].item.number == 21
    assert not answer.answers[0].stated
    assert "原文未写具体金额" in [block.text for block in to_card(answer)]


def test_every_error_has_its_text() -> None:
    """An error is described by what was found and the way out, in one line."""
    error = NotAPlanError("no-outline", name="信", lines=3, found="亲爱的家长")
    assert "第一行是“亲爱的家长”" in describe(error)
    assert "\n" not in describe(error)
