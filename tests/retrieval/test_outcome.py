"""Outcomes at and around their thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.confidence import Signs
from retrieval.evidence import Evidence
from retrieval.index import Hit
from retrieval.outcome import Outcome, Thresholds, judge, thresholds_of

if TYPE_CHECKING:
    from knowledge.model import Item

_THRESHOLDS = Thresholds(answer=0.5, choices=0.25, untaught_choices=0.1)
_SIGNS = Signs(0, 0, 0, 0)


def _hits(*sure: float, words: tuple[str, ...] = ("督导",), score: float = 1.0) -> list[Hit]:
    item = cast("Item", None)
    return [Hit(item, score, Evidence(words, 1.0), _SIGNS, confidence) for confidence in sure]


@pytest.mark.parametrize(
    ("confidences", "outcome"),
    [
        ((), Outcome.NOT_FOUND),
        ((0.0, 0.0), Outcome.NOT_FOUND),
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
    confidences: tuple[float, ...], outcome: Outcome
) -> None:
    """The confidence in the first hit decides, and one hit alone is never choices."""
    assert judge(_hits(*confidences), _THRESHOLDS) is outcome


def test_an_untaught_document_offers_choices_sooner() -> None:
    """Where few questions are remembered, less confidence is enough for choices."""
    hits = [replace(hit, taught=False) for hit in _hits(0.1, 0.05)]
    assert judge(hits, _THRESHOLDS) is Outcome.CHOICES
    assert judge(_hits(0.1, 0.05), _THRESHOLDS) is Outcome.NOT_FOUND


@given(
    st.lists(st.floats(0, 1), max_size=4),
    st.floats(allow_nan=False),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_the_dial_turns_one_way(
    confidences: list[float], score: float, one: float, other: float
) -> None:
    """More caution never answers more; scores do not matter; without a word nothing is found."""
    order = [Outcome.NOT_FOUND, Outcome.CHOICES, Outcome.ANSWER]
    low, high = (thresholds_of(caution) for caution in sorted((one, other)))
    bold, careful = judge(_hits(*confidences), low), judge(_hits(*confidences), high)
    assert order.index(careful) <= order.index(bold)
    assert judge(_hits(*confidences, score=score), low) is bold
    assert judge(_hits(*confidences, words=()), low) is Outcome.NOT_FOUND
