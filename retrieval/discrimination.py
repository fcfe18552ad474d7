"""Discrimination: weights that tell remembered questions of one class from those of all others.

Naive Bayes takes each term for itself. Where there are enough remembered questions, a logistic
regression for each class (one against the rest) weighs the same terms against each other. A term
counts by its rarity among these questions, its smoothed inverse document frequency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from retrieval.examples import Bag, Key

# With fewer questions, on average and of each class, the weights would say more of these questions
# than of the classes: of 28 items, naive Bayes alone does better up to some thousands.
_ON_AVERAGE = 200
_OF_EACH = 20
# Of so many items at most may other questions stand in for remembered ones: measured by forgetting
# those of a quarter of the shipped plan's items.
_SELDOM = 1 / 4
# The cost of a wrong question of weight 1, against large weights. Measured, as is the next, on
# questions that had been looked at; twice and half as much changed little.
_COST = 15.0
# What stands in one question alone says nothing of others.
_FEWEST = 2
# What the logarithm of the odds counts beside naive Bayes.
_SHARE = 2.0


class Discriminant(NamedTuple):
    """The weight of term ``t`` for class ``c`` is ``weights[t, c]``; a score has a constant too.

    ``rarity[t]`` is what the term counts in a question, before the question's length is divided
    out; 0 for those that stood in no questions. The last class is none.
    """

    rarity: NDArray[np.float64]
    weights: NDArray[np.float32]
    constants: NDArray[np.float64]

    def scores(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return the score of each class by the rows of a question's terms."""
        return self.shares(rows) @ self.weights[rows] + self.constants

    def shares(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return what each term of a question counts."""
        found = self.rarity[rows]
        return found / (np.linalg.norm(found) or 1.0)


def is_enough(questions: Sequence[Bag], standing_in: Sequence[Bag], items: int) -> bool:
    """Tell whether items and none have questions enough to learn how they differ.

    What stands in counts by its weight: much that is hardly about an item is little.
    """
    counts = _counts(questions, items)
    of_each = counts.astype(np.float64)
    for one in standing_in:
        of_each[one.item] += one.weight
    return bool(of_each.min() >= _OF_EACH and counts.mean() >= _ON_AVERAGE)


def seldom_asked(questions: Sequence[Bag], items: int) -> list[int]:
    """Return the items with too few questions, where these are few and the others have enough."""
    counts = _counts(questions, items)
    seldom = [at for at, count in enumerate(counts[:-1]) if count < _OF_EACH]
    enough = counts.mean() >= _ON_AVERAGE and len(seldom) <= _SELDOM * items
    return seldom if enough else []


def _counts(questions: Sequence[Bag], items: int) -> NDArray[np.int64]:
    """Count the questions of each item and, last, of none."""
    return np.bincount(
        [items if one.item is None else one.item for one in questions], minlength=items + 1
    )


def discriminate(questions: Sequence[Bag], items: int, rows: Mapping[Key, int]) -> Discriminant:
    """Learn from ``questions``, which ``is_enough``; ``rows`` says where each term stands."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - only learning needs it

    starts = np.cumsum([0, *(len(one.terms) for one in questions)])
    terms = np.array([rows[key] for one in questions for key in one.terms])
    standing = np.bincount(terms, minlength=len(rows))
    rarity = np.where(standing < _FEWEST, 0.0, 1 + np.log((1 + len(questions)) / (1 + standing)))
    values = rarity[terms]
    of_question = np.repeat(np.arange(len(questions)), np.diff(starts))
    lengths = np.sqrt(np.bincount(of_question, values**2, minlength=len(questions)))
    values /= np.where(lengths > 0, lengths, 1.0)[of_question]
    bags = csr_array((values, terms, starts), shape=(len(questions), len(rows)))
    classes = np.array([items if one.item is None else one.item for one in questions])
    counted = np.array([one.weight for one in questions])
    weights, constants = tell_apart(
        bags, [classes == at for at in range(items + 1)], _COST, counted
    )
    return Discriminant(rarity, np.float32(_SHARE) * weights, _SHARE * constants)


def tell_apart(
    bags: csr_array,
    belong: Sequence[NDArray[np.bool_]],
    cost: float,
    counted: NDArray[np.float64] | None = None,
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Fit a logistic regression for each class, one against the rest.

    ``bags`` has a row for each example, ``belong`` says for each class which examples are of it,
    ``counted`` how much each counts. Returns the weights, a row for each column of ``bags`` and a
    column for each class, and the constants. ``cost`` is that of a wrong example, against large
    weights.
    """
    # Not at the top: it takes half a second that only learning needs.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    # liblinear takes 32-bit indices only.
    bags.indices, bags.indptr = bags.indices.astype(np.int32), bags.indptr.astype(np.int32)
    weights = np.zeros((bags.shape[1], len(belong)), dtype=np.float32)
    constants = np.zeros(len(belong))
    # With a thread for each core it is no faster, and two programs that learn at the same time
    # wait for each other's threads: each took three times as long.
    with threadpool_limits(limits=1):
        for at, of_class in enumerate(belong):
            model = LogisticRegression(C=cost, solver="liblinear").fit(bags, of_class, counted)
            weights[:, at] = model.coef_[0]
            constants[at] = model.intercept_[0]
    return weights, constants
