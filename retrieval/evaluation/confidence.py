"""How well a confidence tells right from wrong: AUROC and the risk-coverage curve.

Each measure is taken of many samples at a time: ``counts`` has a row for each sample and a column
for each question, and says how often the question is in the sample. What has no value is nan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]


def auroc(confidences: Floats, positive: NDArray[np.bool_], counts: Counts) -> Floats:
    """Return the share of (positive, negative) pairs in which the positive has more confidence.

    Equal confidence counts half.
    """
    above = confidences[positive][:, None] - confidences[~positive][None, :]
    pairs = (np.sign(above) + 1) / 2
    ups, downs = counts[:, positive], counts[:, ~positive]
    won = ((ups @ pairs) * downs).sum(axis=1)
    return divided(won, ups.sum(axis=1) * downs.sum(axis=1))


def risks(confidences: Floats, wrong: Floats, counts: Counts) -> Floats:
    """Return the risk at each coverage, a row for each sample; the rows of counts sum up alike.

    Column i is the share that is wrong of the i + 1 questions with the most confidence. Of
    questions with equal confidence each is as wrong as they are in the mean, so that their order
    does not matter.
    """
    samples = len(counts)
    order = np.argsort(-confidences, kind="stable")
    counts, wrong = counts[:, order], wrong[order]
    _, ties = np.unique(-confidences[order], return_inverse=True)
    tied = np.eye(ties.max() + 1)[ties]
    mean = divided((counts * wrong) @ tied, counts @ tied)
    taken = np.repeat(np.tile(ties, samples), counts.ravel()).reshape(samples, -1)
    smooth = np.take_along_axis(mean, taken, axis=1)
    risk: Floats = np.cumsum(smooth, axis=1) / np.arange(1, taken.shape[1] + 1)
    return risk


def risk_area(confidences: Floats, wrong: Floats, counts: Counts) -> Floats:
    """Return the area under the risk-coverage curve (AURC): the mean risk over all coverages."""
    area: Floats = risks(confidences, wrong, counts).mean(axis=1)
    return area


def risk_curve(confidences: Sequence[float], wrong: Sequence[bool]) -> list[tuple[float, float]]:
    """Return the points (coverage, risk) of one sample, by rising coverage."""
    size = len(confidences)
    if not size:
        return []
    once = np.ones((1, size), dtype=np.int64)
    curve = risks(np.array(confidences), np.array(wrong, dtype=float), once)[0]
    return [((at + 1) / size, float(risk)) for at, risk in enumerate(curve)]


def divided(above: Floats | Counts, below: Floats | Counts) -> Floats:
    """Divide, with nan where nothing is divided by nothing."""
    return np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below != 0)
