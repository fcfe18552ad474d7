"""Confidence intervals by the bootstrap: questions drawn again and again, with replacement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.evaluation.confidence import divided

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]

RESAMPLES = 1000
# For those who look at figures and not at their intervals.
NO_RESAMPLES = 1
# Two runs over the same answers print the same intervals.
_SEED = 20220329
_LOW, _HIGH = 2.5, 97.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% confidence interval and the number of questions that it is of."""

    value: float
    low: float
    high: float
    questions: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A paired difference, new minus old, with its 95% confidence interval.

    ``not_above`` is the share of resamples in which the new one is not above the old one.
    """

    value: float
    low: float
    high: float
    not_above: float
    questions: int


def draw(size: int, resamples: int) -> Counts:
    """Return how often each of ``size`` questions is in each resample, a row a resample."""
    generator = np.random.default_rng(_SEED)
    return generator.multinomial(size, np.full(size, 1 / size), resamples)


def estimate(statistic: Callable[[Counts], Floats], counts: Counts, questions: int) -> Estimate:
    """Take a statistic of all questions once, and of the resamples for its interval."""
    value = float(statistic(np.ones((1, counts.shape[1]), dtype=np.int64))[0])
    # A resample may lack the questions that the figure is of.
    low, high = np.nanpercentile(np.append(statistic(counts), value), [_LOW, _HIGH])
    return Estimate(value, float(low), float(high), questions)


def mean(values: Sequence[float | None]) -> Callable[[Counts], Floats]:
    """Return the statistic that is the mean of the values that there are."""
    given = np.array([value is not None for value in values], dtype=float)
    filled = np.array([value or 0.0 for value in values])
    return lambda counts: divided(counts @ filled, counts @ given)


def paired_difference(
    old: Sequence[float], new: Sequence[float], resamples: int = RESAMPLES
) -> Difference | None:
    """Compare the means of two runs over the same questions; None without questions."""
    if not old:
        return None
    gains = np.array(new, dtype=float) - np.array(old, dtype=float)
    means = draw(len(old), resamples) @ gains / len(old)
    low, high = np.percentile(means, [_LOW, _HIGH])
    not_above = float((means <= 0).mean())
    return Difference(float(gains.mean()), float(low), float(high), not_above, len(old))
