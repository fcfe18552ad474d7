"""Queries: weighted bags of terms, concepts among them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis import Analyzer, Field
from retrieval.query import Query, to_query
from retrieval.thesaurus import Concept, Thesaurus, load_thesaurus

_CARE = Concept("课后服务", ("课后服务",), ("托管", "放学后没人接", "放学…没人"))
_LATE = Concept("延时", ("延时服务",), ("托管",))
_THESAURUS = Thesaurus((_CARE,))
_QUESTIONS = st.text(
    st.characters() | st.sampled_from("托管放学后没人接课後服务督导怎么办的 ,?"), max_size=60
)


@pytest.fixture(scope="module")
def shipped() -> Thesaurus:
    """Return the shipped thesaurus."""
    return load_thesaurus()


def _query(analyzer: Analyzer, question: str, thesaurus: Thesaurus = _THESAURUS) -> Query:
    return to_query(analyzer.fold(question).text, analyzer, thesaurus)


def _concepts(query: Query) -> dict[str, float]:
    return {term.text: term.weight for term in query.terms if term.field is Field.CONCEPTS}


@given(_QUESTIONS)
@settings(deadline=None)
def test_any_question_is_a_bag_of_weighted_terms(
    analyzer: Analyzer, shipped: Thesaurus, question: str
) -> None:
    """Each term is there once with a weight of zero or more; concepts come from mentions."""
    query = _query(analyzer, question, shipped)
    keys = [(term.field, term.text) for term in query.terms]
    assert len(set(keys)) == len(keys)
    assert all(term.weight >= 0 for term in query.terms)
    assert _concepts(query).keys() == {n for m in query.mentions for n in m.concepts}
    folded = analyzer.fold(question).text
    assert all(t.text in folded for t in query.terms if t.field is not Field.CONCEPTS)


def test_a_question_in_another_script_is_the_same_query(analyzer: Analyzer) -> None:
    """Traditional characters, full width and capitals make no difference."""
    assert _query(analyzer, "課後服務ＡＢ") == _query(analyzer, "课后服务ab")


def test_a_mention_is_a_term(analyzer: Analyzer) -> None:
    """A concept that is mentioned joins the bag; the longer its mention, the more it weighs."""
    short, long = (_concepts(_query(analyzer, q))["课后服务"] for q in ("托管", "放学后没人接"))
    assert 0 < short < long


def test_a_concept_counts_once(analyzer: Analyzer) -> None:
    """Two mentions of a concept are one term."""
    assert len(_concepts(_query(analyzer, "托管,放学后没人接,课后服务"))) == 1


def test_a_shared_variant_says_less_of_each(analyzer: Analyzer) -> None:
    """A variant of two concepts mentions both, with less weight."""
    both = _concepts(_query(analyzer, "托管", Thesaurus((_CARE, _LATE))))
    assert both.keys() == {"课后服务", "延时"}
    assert both["课后服务"] < _concepts(_query(analyzer, "托管"))["课后服务"]


def test_a_rare_word_weighs_more_than_a_common_one(analyzer: Analyzer) -> None:
    """Weights follow what words say in general Chinese."""
    terms = _query(analyzer, "督导 学校的").terms
    weights = {t.text: t.weight for t in terms if t.field is Field.WORDS}
    assert weights["督导"] > weights["学校"] > weights["的"] == 0
