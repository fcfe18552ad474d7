"""Outcomes at and around their thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evidence import Evidence
from retrieval.index import Hit
from retrieval.outcome import Outcome, Thresholds, judge

if TYPE_CHECKING:
    from knowledge.model import Item

_THRESHOLDS = Thresholds(answer=0.5, choices=0.25)


def _hits(*shares: float, words: tuple[str, ...] = ("督导",), score: float = 1.0) -> list[Hit]:
    return [Hit(cast("Item", None), score, Evidence(words, share)) for share in shares]


@pytest.mark.parametrize(
    ("shares", "outcome"),
    [
        ((), Outcome.NOT_FOUND),
        ((0.0, 0.0), Outcome.NOT_FOUND),
        ((0.2499, 0.2), Outcome.NOT_FOUND),
        ((0.2499, 1.0), Outcome.NOT_FOUND),
        ((0.25, 0.2), Outcome.CHOICES),
        ((0.4999, 0.4, 0.4), Outcome.CHOICES),
        ((0.5, 0.5), Outcome.ANSWER),
        ((1.0, 0.0), Outcome.ANSWER),
        ((0.25,), Outcome.ANSWER),
        ((0.2499,), Outcome.NOT_FOUND),
    ],
)
def test_a_threshold_that_is_met_exactly_is_met(
    shares: tuple[float, ...], outcome: Outcome
) -> None:
    """The first hit's share decides, and one hit alone is never choices."""
    assert judge(_hits(*shares), _THRESHOLDS) is outcome


@given(
    st.lists(st.floats(0, 1), max_size=4),
    st.floats(allow_nan=False),
    st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted),
)
def test_scores_do_not_matter(shares: list[float], score: float, bounds: list[float]) -> None:
    """Whatever the engine's score, the outcome is the same; more evidence is never worse."""
    thresholds = Thresholds(choices=bounds[0], answer=bounds[1])
    outcome = judge(_hits(*shares, score=score), thresholds)
    assert outcome is judge(_hits(*shares), thresholds)
    assert judge(_hits(*shares, words=()), thresholds) is Outcome.NOT_FOUND
    order = [Outcome.NOT_FOUND, Outcome.CHOICES, Outcome.ANSWER]
    if shares:
        more = judge(_hits(1.0, *shares[1:]), thresholds)
        assert order.index(more) >= order.index(outcome)
