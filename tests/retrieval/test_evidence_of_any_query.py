"""Evidence within its bounds, for any query and any item."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import Field
from retrieval.evidence import weigh
from retrieval.query import AskedConcept, Query, Term

_TEXTS = st.sampled_from(["甲", "甲乙", "乙丙", "丙丁", "丁戊", "戊己"])
_WEIGHTS = st.floats(0.001, 10)
_TERMS = st.builds(Term, st.sampled_from(Field), _TEXTS, _WEIGHTS, st.booleans())
_CONCEPTS = st.builds(
    AskedConcept,
    st.sampled_from(["子", "丑", "寅"]),
    _WEIGHTS,
    st.lists(st.frozensets(_TEXTS, min_size=1), min_size=1, max_size=2).map(tuple),
)
_QUERIES = st.builds(
    Query,
    st.lists(_TERMS, unique_by=lambda term: (term.field, term.text), max_size=6).map(tuple),
    st.lists(_CONCEPTS, unique_by=lambda concept: concept.name, max_size=3).map(tuple),
)
_VOCABULARIES = st.fixed_dictionaries({field: st.frozensets(_TEXTS) for field in Field})


@given(_QUERIES, _VOCABULARIES)
def test_the_share_lies_between_none_and_all(
    query: Query, vocabulary: dict[Field, frozenset[str]]
) -> None:
    """The share is 0 to 1, and the words that are told were asked or are concepts."""
    evidence = weigh(query, vocabulary)
    assert 0 <= evidence.share <= 1 + 1e-9
    words = {t.text for t in query.terms if t.asked and t.field is Field.WORDS}
    assert set(evidence.words) <= words | {concept.name for concept in query.concepts}


@given(_QUERIES, _VOCABULARIES, _VOCABULARIES)
def test_more_words_are_never_less_evidence(
    query: Query, some: dict[Field, frozenset[str]], others: dict[Field, frozenset[str]]
) -> None:
    """An item that holds all that another holds has at least its evidence."""
    both = {field: some[field] | others[field] for field in Field}
    less, more = weigh(query, some), weigh(query, both)
    assert more.share >= less.share - 1e-9
    assert set(less.words) <= set(more.words)


@given(_QUERIES)
def test_an_item_without_words_is_no_evidence(query: Query) -> None:
    """Nothing is met in an item that holds nothing."""
    evidence = weigh(query, dict.fromkeys(Field, frozenset()))
    assert (evidence.words, evidence.share) == ((), 0.0)
