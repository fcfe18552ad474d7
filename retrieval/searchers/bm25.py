"""BM25 in this process, by rank_bm25."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.analysis import Field
from retrieval.searcher import Entry, Scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.query import Query

_Postings = dict[str, tuple["NDArray[np.int64]", "NDArray[np.float64]"]]


class _PositiveBM25(BM25Okapi):  # type: ignore[misc]  # the library carries no types
    """BM25Okapi with the idf of Lucene, ln(1 + (N - df + 0.5) / (df + 0.5)).

    The library's own idf is zero or below for terms in half of the items or more, which in a plan
    of 28 items are words that matter.
    """

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {
            term: math.log1p((self.corpus_size - count + 0.5) / (count + 0.5))
            for term, count in nd.items()
        }

    def postings(self) -> _Postings:
        """Return for each term the entries that have it, with the scores get_scores gives them.

        The library walks through all entries for each term of each query; they never change, so
        the walk is done once.
        """
        positions: dict[str, list[int]] = {term: [] for term in self.idf}
        counts: dict[str, list[int]] = {term: [] for term in self.idf}
        for position, frequencies in enumerate(self.doc_freqs):
            for term, count in frequencies.items():
                positions[term].append(position)
                counts[term].append(count)
        lengths = np.array(self.doc_len)
        found: _Postings = {}
        for term, idf in self.idf.items():
            at, count = np.array(positions[term]), np.array(counts[term])
            norm = self.k1 * (1 - self.b + self.b * lengths[at] / self.avgdl)
            found[term] = (at, idf * count * (self.k1 + 1) / (count + norm))
        return found


class BM25Searcher:
    """The Searcher over rank_bm25, one index a field."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Index the entries."""
        self._size = len(entries)
        self._postings: dict[Field, _Postings] = {}
        for field in Field:
            terms = [entry.terms.get(field, []) for entry in entries]
            if any(terms):
                self._postings[field] = _PositiveBM25(terms).postings()

    def search(self, query: Query, limit: int) -> list[Scored]:
        """Return up to ``limit`` entries, best first, equal scores by position."""
        scores = np.zeros(self._size)
        for term in query.terms:
            found = self._postings.get(term.field, {}).get(term.text)
            if found is not None:
                scores[found[0]] += term.weight * found[1]
        best = np.argsort(-scores, kind="stable")[:limit]
        return [Scored(int(at), float(scores[at])) for at in best if scores[at] > 0]
