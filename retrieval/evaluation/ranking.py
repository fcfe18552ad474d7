"""Measures of one ranking, as trec_eval defines them: reciprocal rank, recall, nDCG."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.evaluation.questions import Number


def reciprocal_rank(ranked: Sequence[Number], grades: Mapping[Number, int], depth: int) -> float:
    """Return 1 / rank of the first relevant one among the first ``depth``, 0.0 without one."""
    ranks = (rank for rank, one in enumerate(ranked[:depth], start=1) if grades.get(one, 0) > 0)
    return 1 / next(ranks, math.inf)


def recall(ranked: Sequence[Number], grades: Mapping[Number, int], depth: int) -> float:
    """Return the share of the relevant ones that stand among the first ``depth``."""
    relevant = {one for one, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:depth])) / len(relevant) if relevant else 0.0


def ndcg(ranked: Sequence[Number], grades: Mapping[Number, int], depth: int) -> float:
    """Return the discounted gain of the first ``depth`` as a share of the highest possible.

    The gain of one is its grade, its discount the binary logarithm of its rank plus one.
    """
    ideal = _discounted(sorted((max(grade, 0) for grade in grades.values()), reverse=True)[:depth])
    gained = _discounted([max(grades.get(one, 0), 0) for one in ranked[:depth]])
    return gained / ideal if ideal else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
