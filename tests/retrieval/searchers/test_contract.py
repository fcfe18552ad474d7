"""What every Searcher does, over each implementation."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import Field
from retrieval.query import Query, Term
from retrieval.searcher import Entry, Searcher
from retrieval.searchers.bm25 import BM25Searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Make = Callable[[Sequence[Entry]], Searcher]

IMPLEMENTATIONS: list[Make] = [BM25Searcher]
_WORDS = st.lists(st.sampled_from("甲乙丙丁戊"), max_size=8)


@pytest.fixture(params=IMPLEMENTATIONS, ids=lambda make: make.__name__)
def make(request: pytest.FixtureRequest) -> Make:
    """Return a function that builds an engine."""
    built: Make = request.param
    return built


def _entry(words: Sequence[str]) -> Entry:
    return Entry(
        {Field.WORDS: list(words), Field.BIGRAMS: [], Field.CHARACTERS: [w[0] for w in words]}
    )


def _query(*terms: str, weight: float = 1.0) -> Query:
    return Query(tuple(Term(Field.WORDS, term, weight) for term in terms))


def _expected(entries: Sequence[Entry], query: Query) -> list[float]:
    """Compute BM25 with Lucene's idf, k1 = 1.5 and b = 0.75, straight from the formula."""
    scores = [0.0] * len(entries)
    for term in query.terms:
        field = [entry.terms[term.field] for entry in entries]
        mean = sum(map(len, field)) / len(field)
        df = sum(term.text in words for words in field)
        idf = math.log(1 + (len(field) - df + 0.5) / (df + 0.5))
        for at, words in enumerate(field):
            if term.text in words:
                tf = words.count(term.text)
                norm = tf + 1.5 * (1 - 0.75 + 0.75 * len(words) / mean)
                scores[at] += term.weight * idf * tf * 2.5 / norm
    return scores


@pytest.mark.parametrize("implementation", IMPLEMENTATIONS)
@given(texts=st.lists(_WORDS, max_size=6), asked=st.sets(st.sampled_from("甲乙丙丁己")))
def test_scores_are_those_of_the_formula(
    implementation: Make, texts: list[list[str]], asked: set[str]
) -> None:
    """Scores equal the formula's, entries without a term are not found, all scores are positive."""
    entries = [_entry(words) for words in texts]
    query = _query(*asked, weight=0.7)
    found = implementation(entries).search(query, 10)
    expected = _expected(entries, query) if any(texts) else [0.0] * len(texts)
    assert {scored.position for scored in found} == {n for n, s in enumerate(expected) if s > 0}
    assert [scored.score for scored in found] == sorted((s.score for s in found), reverse=True)
    for scored in found:
        assert scored.score == pytest.approx(expected[scored.position])


def test_a_term_in_every_entry_still_counts(make: Make) -> None:
    """A word that all entries share gives each of them points."""
    assert len(make([_entry(["甲"]), _entry(["甲", "乙"])]).search(_query("甲"), 5)) == 2


def test_equal_scores_come_by_position_and_within_the_limit(make: Make) -> None:
    """Ties are ordered by position, and no more than the limit is returned."""
    found = make([_entry(["甲"])] * 5).search(_query("甲"), 3)
    assert [scored.position for scored in found] == [0, 1, 2]


def test_fields_add_up(make: Make) -> None:
    """The score of a query is the sum of its terms' scores in their fields."""
    engine = make([_entry(["甲"]), _entry(["乙"])])
    word, character = (Query((Term(f, "甲", 1.0),)) for f in (Field.WORDS, Field.CHARACTERS))
    both = Query(word.terms + character.terms)
    parts = engine.search(word, 1)[0].score + engine.search(character, 1)[0].score
    (found,) = engine.search(both, 1)
    assert found.score == pytest.approx(parts)


@pytest.mark.parametrize("query", [Query(()), _query("己")])
def test_nothing_is_found_by_nothing(make: Make, query: Query) -> None:
    """An empty query and unknown terms find nothing, nor does an empty index."""
    assert make([_entry(["甲"])]).search(query, 5) == []
    assert make([]).search(query, 5) == []


def test_threads_may_search_at_once(make: Make) -> None:
    """Many threads get the same answer from one engine."""
    engine = make([_entry(["甲", "乙"]), _entry(["乙"])])
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: engine.search(_query("甲", "乙"), 5), range(200)))
    assert all(one == found[0] for one in found)
