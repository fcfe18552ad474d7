"""What every Searcher does over any entries, in all fields and with any weights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import Field
from retrieval.query import Query, Term
from retrieval.searcher import Entry
from tests.retrieval.searchers.test_contract import IMPLEMENTATIONS

if TYPE_CHECKING:
    from tests.retrieval.searchers.test_contract import Make

_WORDS = st.sampled_from(["甲", "乙", "丙", "丁", "a"])
_ENTRIES = st.lists(
    st.builds(Entry, st.fixed_dictionaries({f: st.lists(_WORDS, max_size=6) for f in Field})),
    max_size=7,
)
_QUERIES = st.builds(
    Query,
    st.lists(
        st.builds(Term, st.sampled_from(Field), _WORDS | st.just("己"), st.floats(0.01, 5)),
        unique_by=lambda term: (term.field, term.text),
        max_size=6,
    ).map(tuple),
)


def _bm25(entries: list[Entry], query: Query, at: int) -> float:
    """Score one entry: k1 = 1.5, b = 0.75, idf = ln(1 + (N - df + 0.5) / (df + 0.5))."""
    score = 0.0
    for term in query.terms:
        field = [entry.terms[term.field] for entry in entries]
        count = field[at].count(term.text)
        if count:
            df = sum(term.text in words for words in field)
            idf = math.log(1 + (len(field) - df + 0.5) / (df + 0.5))
            length = len(field[at]) * len(field) / sum(len(words) for words in field)
            score += term.weight * idf * count * 2.5 / (count + 1.5 * (0.25 + 0.75 * length))
    return score


@pytest.mark.parametrize("implementation", IMPLEMENTATIONS)
@given(entries=_ENTRIES, query=_QUERIES)
def test_scores_are_the_formula_summed_over_fields(
    implementation: Make, entries: list[Entry], query: Query
) -> None:
    """Each entry that shares a term is found with its score, above zero, best first."""
    found = implementation(entries).search(query, len(entries))
    expected = [_bm25(entries, query, at) for at in range(len(entries))]
    assert {one.position: one.score for one in found} == pytest.approx(
        {at: score for at, score in enumerate(expected) if score}
    )
    assert all(one.score > 0 for one in found)
    assert found == sorted(found, key=lambda one: (-one.score, one.position))


@pytest.mark.parametrize("implementation", IMPLEMENTATIONS)
@given(entries=_ENTRIES, query=_QUERIES, factor=st.sampled_from([0.5, 2.0, 8.0]))
def test_scores_grow_with_the_weights(
    implementation: Make, entries: list[Entry], query: Query, factor: float
) -> None:
    """Weights that are all multiplied multiply the scores and leave the order."""
    scaled = Query(tuple(Term(t.field, t.text, t.weight * factor) for t in query.terms))
    engine = implementation(entries)
    before, after = engine.search(query, 9), engine.search(scaled, 9)
    assert [one.position for one in after] == [one.position for one in before]
    assert [one.score for one in after] == pytest.approx([one.score * factor for one in before])


@pytest.mark.parametrize("implementation", IMPLEMENTATIONS)
@given(entries=_ENTRIES, query=_QUERIES, limit=st.integers(0, 9))
def test_a_limit_cuts_off_the_end(
    implementation: Make, entries: list[Entry], query: Query, limit: int
) -> None:
    """Fewer hits are the first ones of more, and an engine answers the same each time."""
    engine = implementation(entries)
    assert engine.search(query, limit) == engine.search(query, 9)[:limit]


@pytest.mark.parametrize("implementation", IMPLEMENTATIONS)
@given(entries=_ENTRIES, query=_QUERIES)
def test_equal_entries_come_by_position(
    implementation: Make, entries: list[Entry], query: Query
) -> None:
    """Of an entry that is indexed twice the earlier one stands right before the later one."""
    found = implementation([*entries, *entries]).search(query, 20)
    places = {one.position: place for place, one in enumerate(found)}
    for at in range(len(entries)):
        assert (at in places) == (at + len(entries) in places)
        if at in places:
            assert places[at] < places[at + len(entries)]


@pytest.mark.parametrize("implementation", IMPLEMENTATIONS)
def test_an_engine_keeps_no_hold_of_its_entries(implementation: Make) -> None:
    """What happens to the lists after the engine was built changes nothing."""
    words = ["甲", "乙"]
    engine = implementation([Entry(dict.fromkeys(Field, words))])
    query = Query((Term(Field.WORDS, "甲", 1.0),))
    before = engine.search(query, 1)
    words.clear()
    assert engine.search(query, 1) == before
