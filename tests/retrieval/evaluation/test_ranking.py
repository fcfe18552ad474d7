"""Measures of rankings, against trec_eval."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.ranking import ndcg, recall, reciprocal_rank

if TYPE_CHECKING:
    from retrieval.evaluation.questions import Number

_REFERENCE = json.loads(Path(__file__).with_name("reference.json").read_text(encoding="utf-8"))
_RANKINGS = st.lists(st.integers(1, 28), unique=True)
_GRADES: st.SearchStrategy[dict[Number, int]] = st.dictionaries(
    st.integers(1, 28), st.integers(0, 2)
)


@pytest.mark.parametrize("row", _REFERENCE["rankings"])
def test_measures_are_those_of_trec_eval(row: dict[str, Any]) -> None:
    """Reciprocal rank, recall and nDCG at 10 are what trec_eval computes of the same ranking."""
    grades: dict[Number, int] = dict(row["grades"])
    assert reciprocal_rank(row["ranked"], grades, 10) == pytest.approx(row["mrr_10"])
    assert recall(row["ranked"], grades, 10) == pytest.approx(row["recall_10"])
    assert ndcg(row["ranked"], grades, 10) == pytest.approx(row["ndcg_10"])


@given(_RANKINGS, _GRADES, st.integers(1, 12))
def test_measures_are_shares(ranked: list[int], grades: dict[Number, int], depth: int) -> None:
    """Each measure is between 0 and 1, and 0 exactly if nothing relevant is near the top."""
    near = any(grades.get(one, 0) > 0 for one in ranked[:depth])
    for measured in (
        reciprocal_rank(ranked, grades, depth),
        recall(ranked, grades, depth),
        ndcg(ranked, grades, depth),
    ):
        assert 0 <= measured <= 1 + 1e-12
        assert (measured > 0) is near


@given(_GRADES)
def test_the_best_order_has_all_the_gain(grades: dict[Number, int]) -> None:
    """Items sorted by their grade have an nDCG of 1, if any is relevant."""
    ranked = sorted(grades, key=lambda one: -grades[one])
    relevant = any(grade > 0 for grade in grades.values())
    assert ndcg(ranked, grades, 10) == pytest.approx(1.0 if relevant else 0.0)
