"""Confidence intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.bootstrap import draw, estimate, mean, paired_difference


@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=40))
def test_an_interval_holds_values_that_the_mean_can_have(values: list[float | None]) -> None:
    """The interval lies between the smallest and the greatest value, and its ends are in order."""
    given_ones = [value for value in values if value is not None]
    if not given_ones:
        return
    found = estimate(mean(values), draw(len(values), 200), len(given_ones))
    assert found.value == pytest.approx(sum(given_ones) / len(given_ones))
    assert min(given_ones) - 1e-9 <= found.low <= found.high <= max(given_ones) + 1e-9


def test_the_interval_is_that_of_the_binomial() -> None:
    """For 78 hits of 100 the interval is within a hundredth of the normal approximation's."""
    found = estimate(mean([1.0] * 78 + [0.0] * 22), draw(100, 4000), 100)
    half = 1.96 * math.sqrt(0.78 * 0.22 / 100)
    assert (found.low, found.high) == pytest.approx((0.78 - half, 0.78 + half), abs=0.011)


def test_two_draws_are_the_same() -> None:
    """The same questions are drawn each time, each draw as many as there are."""
    assert (draw(30, 50) == draw(30, 50)).all()
    assert set(draw(30, 50).sum(axis=1)) == {30}
    assert len(np.unique(draw(30, 50), axis=0)) == 50


def test_a_paired_difference_is_surer_than_the_runs_apart() -> None:
    """Ten of a hundred questions better and none worse: the interval lies above zero."""
    old = [1.0] * 50 + [0.0] * 50
    new = [1.0] * 60 + [0.0] * 40
    found = paired_difference(old, new)
    assert found is not None
    assert found.value == pytest.approx(0.1)
    assert 0.03 < found.low < 0.1 < found.high < 0.18
    assert found.not_above == 0.0


def test_equal_runs_differ_by_nothing() -> None:
    """Without a change the difference is 0 to 0; without questions there is none."""
    found = paired_difference([True, False], [True, False])
    assert found is not None
    assert (found.value, found.low, found.high, found.not_above) == (0, 0, 0, 1)
    assert paired_difference([], []) is None
