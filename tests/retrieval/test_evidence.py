"""Evidence: what of a question an item meets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import Analyzer, Field
from retrieval.details import Detail, missing_details
from retrieval.evidence import Evidence, weigh
from retrieval.query import Query, Term, to_query
from retrieval.thesaurus import Concept, Thesaurus

_CARE = Concept("课后服务", ("课后服务",), ("托管",))
_TEXTS = st.sampled_from(["甲", "甲乙", "乙丙", "丙丁", "丁戊", "戊己"])
_TERMS = st.builds(Term, st.sampled_from(Field), _TEXTS, st.floats(0.001, 10))
_QUERIES = st.builds(
    Query, st.lists(_TERMS, unique_by=lambda t: (t.field, t.text), max_size=8).map(tuple)
)
_VOCABULARIES = st.fixed_dictionaries({field: st.frozensets(_TEXTS) for field in Field})


def _weigh(analyzer: Analyzer, question: str, text: str, learnt: frozenset[str]) -> Evidence:
    query = to_query(analyzer.fold(question).text, analyzer, Thesaurus((_CARE,)))
    terms = analyzer.terms(text)
    vocabulary = {field: frozenset(terms.get(field, ())) for field in Field}
    return weigh(query, vocabulary, lambda key: key[1] in learnt)


@pytest.mark.parametrize(
    ("question", "text", "learnt", "words", "share"),
    [
        ("督导", "教育督导", (), ("督导",), 1.0),
        ("督导", "课后服务", (), (), 0.0),
        ("督导", "课后服务", ("督导",), ("督导",), 1.0),
        ("怎么办", "课后服务", (), (), 0.0),
        ("", "课后服务", (), (), 0.0),
    ],
)
def test_the_share_is_what_is_met_of_what_is_asked(  # noqa: PLR0913 - a case and its fixture
    *,
    analyzer: Analyzer,
    question: str,
    text: str,
    learnt: tuple[str, ...],
    words: tuple[str, ...],
    share: float,
) -> None:
    """Words are met as they stand in the item, or as they were learnt of it."""
    assert _weigh(analyzer, question, text, frozenset(learnt)) == Evidence(words, share)


def test_a_concept_is_met_as_it_was_learnt(analyzer: Analyzer) -> None:
    """A concept that was learnt for an item is told among the words that speak for it."""
    assert "课后服务" in _weigh(analyzer, "托管", "甲", frozenset({"课后服务"})).words


def test_half_a_question_is_half_the_evidence(analyzer: Analyzer) -> None:
    """Of two things asked, one that is met lies between nothing and all."""
    assert 0.2 < _weigh(analyzer, "托管 督导", "教育督导", frozenset()).share < 0.8


@given(_QUERIES, _VOCABULARIES, _VOCABULARIES)
def test_more_words_are_never_less_evidence(
    query: Query, some: dict[Field, frozenset[str]], others: dict[Field, frozenset[str]]
) -> None:
    """Shares are 0 to 1, and an item that holds all that another holds has at least its own."""
    both = {field: some[field] | others[field] for field in Field}
    less, more = (weigh(query, vocabulary, lambda _: False) for vocabulary in (some, both))
    assert 0 <= less.share <= more.share + 1e-9 <= 1 + 2e-9
    assert set(less.words) <= set(more.words)


@given(_QUERIES)
def test_an_item_without_words_is_no_evidence(query: Query) -> None:
    """Nothing is met in an item that holds nothing and of which nothing was learnt."""
    assert weigh(query, {}, lambda _: False) == Evidence((), 0.0)


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("收费多少钱", "健全课后服务保障机制", (Detail.MONEY,)),
        ("收费多少钱", "每学期300元", ()),
        ("办几场", "不少于40场", ()),
        ("电话是多少", "心理支持热线", (Detail.TELEPHONE, Detail.AMOUNT)),
        ("什么时候完成", "年底前完成", ()),
        ("什么时候完成", "有序推进", (Detail.TIME,)),
        ("有没有课后服务", "健全课后服务", ()),
    ],
)
def test_missing_details_are_told(question: str, text: str, missing: tuple[Detail, ...]) -> None:
    """A detail is missing where it was asked for and nothing of its kind is stated."""
    assert missing_details(question, text) == missing
