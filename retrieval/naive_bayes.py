"""Naive Bayes: how much more often a term stands in the examples of one class than in others'.

A complement naive Bayes classifier learns a weight for each pair of a term and a class: the
logarithm of how much more often the term stands in the class's examples than in those of all others
(Rennie, Shih, Teevan and Karger, Tackling the poor assumptions of naive Bayes text classifiers,
ICML 2003, section 3.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.examples import Bag, Key

# Added to each count, so that what was never seen is unlikely and not impossible.
_SMOOTHING = 0.2


class BayesWeights(NamedTuple):
    """The weight of term ``t`` for class ``c`` is ``base[c] + default[t]``, plus a gain.

    Gains are those of the classes whose examples hold the term: ``gains[starts[t]:starts[t+1]]``
    for the classes at the same places of ``classes``. The last class is none; ``base[-1]`` is NaN
    where nothing was learnt of it.
    """

    base: NDArray[np.float64]
    default: NDArray[np.float64]
    starts: NDArray[np.int64]
    classes: NDArray[np.int32]
    gains: NDArray[np.float32]

    def scores(self, terms: Sequence[tuple[int, float]]) -> NDArray[np.float64]:
        """Return the score of each class by the rows and weights of a question's terms."""
        rows = np.array([row for row, _ in terms])
        weights = np.array([weight for _, weight in terms])
        starts, lengths = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        # The places of all terms' gains, one range after the other.
        begins = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        held = begins + np.arange(len(begins))
        told = np.repeat(weights, lengths) * self.gains[held]
        found = np.bincount(self.classes[held], told, len(self.base)).astype(np.float64)
        found += weights.sum() * self.base + weights @ self.default[rows]
        if np.isnan(self.base[-1]):
            # Without examples of what no item speaks of, an item must stand out from the others.
            found[-1] = found[:-1].mean()
        return found

    def gain(self, row: int, of: int) -> float:
        """Return by how much a term speaks for a class, 0 where its examples do not hold it."""
        start, end = self.starts[row], self.starts[row + 1]
        # A search in a short list is quicker than one in a short array.
        classes: list[int] = self.classes[start:end].tolist()
        return float(self.gains[start + classes.index(of)]) if of in classes else 0.0


class NaiveBayes:
    """Counts how much of each term stands in the examples of each class."""

    def __init__(self, items: int) -> None:
        """Learn of ``items`` classes and of none."""
        self._items = items
        self._counts: dict[Key, dict[int, float]] = {}
        self._classes = np.zeros(items + 1)

    def add(self, bag: Bag) -> None:
        """Count the terms of an example."""
        at = self._items if bag.item is None else bag.item
        for key, value in bag.terms.items():
            row = self._counts.setdefault(key, {})
            row[at] = row.get(at, 0.0) + value * bag.weight
            self._classes[at] += value * bag.weight

    def learn(self) -> tuple[dict[Key, int], BayesWeights]:
        """Turn counts into weights: log of the class's share over the share of all others.

        Returns the row of each term, and the weights.
        """
        rows = {key: row for row, key in enumerate(self._counts)}
        smooth, others = _SMOOTHING, _SMOOTHING * self._items
        totals = np.array([sum(row.values()) for row in self._counts.values()])
        all_of_it, terms = totals.sum(), len(rows)
        lengths = np.array([len(row) for row in self._counts.values()], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        classes = np.array([c for row in self._counts.values() for c in row], dtype=np.int64)
        counts = np.array([n for row in self._counts.values() for n in row.values()])
        of_term = np.repeat(totals, lengths)
        # A term that the class lacks has log(smooth) - log(total + others); gains are above that.
        default = np.log(smooth) - np.log(totals + others)
        gains = (
            np.log(counts + smooth)
            - np.log(np.maximum(of_term - counts, 0.0) + others)
            - np.repeat(default, lengths)
        )
        base = np.log(all_of_it - self._classes + others * terms) - np.log(
            self._classes + smooth * terms
        )
        if not self._classes[-1]:
            base[-1] = np.nan
        # Half the precision is plenty, and half the time to read them from a file.
        packed = classes.astype(np.int32), gains.astype(np.float32)
        return rows, BayesWeights(base, default, starts, *packed)
