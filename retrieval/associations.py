"""Associations: what each word of a question says for each item, learnt from examples.

The examples are the ways in which people name a concept, given to the items that its official
terms stand in; the items' own words; and remembered questions. The score of an item is the sum of
what the question's terms weigh for it, the question's length divided out: by naive Bayes and, where
there are enough remembered questions, by what tells these apart. One further class stands for what
no item speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from retrieval.discrimination import Discriminant, discriminate, is_enough, seldom_asked
from retrieval.examples import concept_questions, concepts, own_words, questions, weighted_terms
from retrieval.naive_bayes import BayesWeights, NaiveBayes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.examples import Bags, Example, Key
    from retrieval.query import Query
    from retrieval.searcher import Entry

# What a question that stands in counts beside remembered ones: as a simulated question does.
_IN_PLACE = 5.0


@dataclass(frozen=True)
class Associations:
    """The learnt weights; class ``items`` is that of what no item speaks of.

    ``rows`` says where each term stands. ``discriminant`` is None where there were not enough
    remembered questions.
    """

    items: int
    rows: Mapping[Key, int]
    bayes: BayesWeights
    discriminant: Discriminant | None

    @property
    def taught(self) -> bool:
        """Whether there were remembered questions enough to tell the items apart by them."""
        return self.discriminant is not None

    def scores(self, query: Query) -> NDArray[np.float64]:
        """Return the score of each item and, last, of none; all zero where no term is known."""
        known = self._known(query)
        if not known:
            return np.zeros(self.items + 1)
        found = self.bayes.scores(list(known.values()))
        if self.discriminant is not None:
            found += self.discriminant.scores([row for row, _ in known.values()])
        return found

    def gains(self, query: Query, item: int) -> dict[Key, float]:
        """Return what each known term adds for an item, above what it does for one without it."""
        known = self._known(query)
        found = {key: weight * self.bayes.gain(row, item) for key, (row, weight) in known.items()}
        if self.discriminant is not None and known:
            rows = [row for row, _ in known.values()]
            told = self.discriminant.shares(rows) * self.discriminant.weights[rows, item]
            for key, gain in zip(known, told.tolist(), strict=True):
                found[key] += gain
        return found

    def _known(self, query: Query) -> dict[Key, tuple[int, float]]:
        """Return the terms that were learnt, each with its row and its weight for naive Bayes."""
        return {
            key: (row, weight)
            for key, weight in weighted_terms(query.terms).items()
            if (row := self.rows.get(key)) is not None
        }

    def holds(self, key: Key, item: int) -> bool:
        """Tell whether a term stands in an item's examples more often than in the others'."""
        row = self.rows.get(key)
        return row is not None and self.bayes.gain(row, item) > 0


def learn_associations(
    entries: Sequence[Entry],
    examples: Iterable[Example],
    bags: Bags,
    links: Mapping[str, Mapping[int, float]] = MappingProxyType({}),
    terms: Mapping[str, Mapping[Key, float]] = MappingProxyType({}),
) -> Associations:
    """Learn from the items' own terms, from the concepts that they are about, and ``examples``.

    ``links`` are the shares of each concept in items, ``terms`` those of each concept; they go
    together. Where some few items are seldom asked of, what the thesaurus asks of their concepts
    stands in.
    """
    items = len(entries)
    bayes = NaiveBayes(items)
    for bag in own_words(entries, bags.analyzer):
        bayes.add(bag)
    for bag in concepts(links, terms):
        bayes.add(bag)
    asked = list(questions(examples, bags))
    for bag in asked:
        bayes.add(bag)
    rows, weights = bayes.learn()
    standing_in = list(concept_questions(links, seldom_asked(asked, items), bags))
    if not is_enough(asked, standing_in, items):
        return Associations(items, rows, weights, None)
    asked += [one._replace(weight=_IN_PLACE * one.weight) for one in standing_in]
    return Associations(items, rows, weights, discriminate(asked, items, rows))
