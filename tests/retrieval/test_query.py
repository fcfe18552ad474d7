"""Queries: weighted bags of terms, and the concepts that questions speak of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis import Analyzer, Field
from retrieval.query import Query, to_query
from retrieval.thesaurus import Concept, Thesaurus, load_thesaurus

_CARE = Concept("课后服务", ("课后服务",), ("托管", "放学后没人接"))
_THESAURUS = Thesaurus([_CARE])
_QUESTIONS = st.text(
    st.characters() | st.sampled_from("托管放学后没人接课後服务督导怎么办的 ,?"), max_size=60
)


@pytest.fixture(scope="module")
def shipped() -> Thesaurus:
    """Return the shipped thesaurus."""
    return load_thesaurus()


def _query(analyzer: Analyzer, question: str, thesaurus: Thesaurus = _THESAURUS) -> Query:
    return to_query(analyzer.fold(question).text, analyzer, thesaurus)


def _words(query: Query, *, asked: bool) -> set[str]:
    return {t.text for t in query.terms if t.field is Field.WORDS and t.asked is asked}


@given(_QUESTIONS)
@settings(deadline=None)
def test_any_question_is_a_bag_of_weighted_terms(
    analyzer: Analyzer, shipped: Thesaurus, question: str
) -> None:
    """Each term is there once with a weight above zero, and it folds to itself."""
    query = _query(analyzer, question, shipped)
    keys = [(term.field, term.text) for term in query.terms]
    assert len(set(keys)) == len(keys)
    assert all(term.weight > 0 for term in query.terms)
    assert all(concept.weight > 0 and concept.official for concept in query.concepts)
    names = [concept.name for concept in query.concepts]
    assert len(set(names)) == len(names)
    folded = analyzer.fold(question).text
    assert all(term.text in folded for term in query.terms if term.asked)


def test_a_question_in_another_script_is_the_same_query(analyzer: Analyzer) -> None:
    """Traditional characters, full width and capitals make no difference."""
    assert _query(analyzer, "課後服務ＡＢ") == _query(analyzer, "课后服务ab")


def test_a_concept_brings_its_official_words(analyzer: Analyzer) -> None:
    """The words of an official term join the bag, but were not asked themselves."""
    query = _query(analyzer, "有托管吗")
    assert [concept.name for concept in query.concepts] == ["课后服务"]
    assert query.concepts[0].official == (frozenset({"课后", "服务"}),)
    assert {"课后"} <= _words(query, asked=False)
    assert "托管" not in _words(query, asked=True)
    assert not query.concepts[0].official[0] & _words(query, asked=True)


def test_a_concept_counts_once(analyzer: Analyzer) -> None:
    """Two mentions of a concept are one concept."""
    assert len(_query(analyzer, "托管,放学后没人接,课后服务").concepts) == 1


def test_a_rare_word_weighs_more_than_a_common_one(analyzer: Analyzer) -> None:
    """Weights follow what words say."""
    weights = {
        term.text: term.weight
        for term in _query(analyzer, "督导服务").terms
        if term.field is Field.WORDS
    }
    assert weights["督导"] > weights.get("服务", 0.0)
