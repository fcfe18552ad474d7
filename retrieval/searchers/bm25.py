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

    from retrieval.query import Query


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


class BM25Searcher:
    """The Searcher over rank_bm25, one index a field."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Index the entries."""
        self._size = len(entries)
        self._indexes = {
            field: _PositiveBM25([entry.terms[field] for entry in entries])
            for field in Field
            if any(entry.terms[field] for entry in entries)
        }

    def search(self, query: Query, limit: int) -> list[Scored]:
        """Return up to ``limit`` entries, best first, equal scores by position."""
        scores = np.zeros(self._size)
        for term in query.terms:
            index = self._indexes.get(term.field)
            if index is not None and term.text in index.idf:
                scores += term.weight * index.get_scores([term.text])
        best = np.argsort(-scores, kind="stable")[:limit]
        return [Scored(int(at), float(scores[at])) for at in best if scores[at] > 0]
