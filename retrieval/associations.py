"""Associations: what each word of a question says for each item, learnt from examples.

The examples are the ways in which people name a concept, given to the items that its official
terms stand in; the items' own words; and remembered questions. From them a complement naive Bayes
classifier learns a weight for each pair of a term and an item: the logarithm of how much more often
the term stands in the item's examples than in those of all others (Rennie, Shih, Teevan and Karger,
Tackling the poor assumptions of naive Bayes text classifiers, ICML 2003, section 3.1). The score of
an item is the sum over the question's terms, the question's length divided out. One further class
stands for what no item speaks of.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.analysis import TEXT_FIELDS, Field
from retrieval.query import Query, Term, term_weight, to_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.analysis import Analyzer
    from retrieval.searcher import Entry
    from retrieval.thesaurus import Thesaurus

Key = tuple[Field, str]
# What a term counts beside its weight, so that common words that come in patterns say something.
_LEAST = {Field.WORDS: 0.05, Field.BIGRAMS: 0.05, Field.CHARACTERS: 0.02, Field.CONCEPTS: 0.0}
_FIELDS = {Field.WORDS: 1.0, Field.BIGRAMS: 1.0, Field.CHARACTERS: 0.5, Field.CONCEPTS: 1.0}
# The weights of the kinds of examples, measured on labelled questions that had been looked at.
_VARIANTS = 0.5
_CONCEPT_ITSELF = 1.0
_OWN_WORDS = 2.0
# Added to each count, so that what was never seen is unlikely and not impossible.
_SMOOTHING = 0.2


@dataclass(frozen=True, slots=True)
class Example:
    """A question that is known to be about an item, by position, or about none; 0 < weight.

    ``sentence`` is how the sentence of the item begins that answers, where that is known.
    """

    text: str
    item: int | None
    weight: float
    sentence: str | None = None


def weighted_terms(terms: Iterable[Term]) -> dict[Key, float]:
    """Return the terms with their weights divided by their Euclidean length."""
    weights = {
        (term.field, term.text): (term.weight + _LEAST[term.field]) * _FIELDS[term.field]
        for term in terms
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}


@dataclass(frozen=True)
class Associations:
    """The learnt weights; class ``items`` is that of what no item speaks of.

    The weight of term ``t`` for class ``c`` is ``base[c] + default[t]``, plus a gain for classes
    whose examples hold the term: ``gains[starts[t]:starts[t+1]]`` for the classes at the same
    places of ``classes``. ``base[-1]`` is NaN where nothing was learnt of none. ``taught`` tells
    that remembered questions were among the examples.
    """

    items: int
    taught: bool
    rows: Mapping[Key, int]
    base: NDArray[np.float64]
    default: NDArray[np.float64]
    starts: NDArray[np.int64]
    classes: NDArray[np.int64]
    gains: NDArray[np.float64]

    def scores(self, query: Query) -> NDArray[np.float64]:
        """Return the score of each item and, last, of none; all zero where no term is known."""
        found = np.zeros(self.items + 1)
        total = constant = 0.0
        for key, weight in weighted_terms(query.terms).items():
            row = self.rows.get(key)
            if row is None:
                continue
            total += weight
            constant += weight * self.default[row]
            start, end = self.starts[row], self.starts[row + 1]
            found[self.classes[start:end]] += weight * self.gains[start:end]
        found += total * self.base + constant
        if np.isnan(self.base[-1]):
            # Without examples of what no item speaks of, an item must stand out from the others.
            found[-1] = found[:-1].mean()
        return found

    def gain(self, key: Key, item: int) -> float:
        """Return by how much a term speaks for an item, 0 where its examples do not hold it."""
        row = self.rows.get(key)
        if row is None:
            return 0.0
        start, end = self.starts[row], self.starts[row + 1]
        # A search in a short list is quicker than one in a short array.
        classes: list[int] = self.classes[start:end].tolist()
        return float(self.gains[start + classes.index(item)]) if item in classes else 0.0


def learn_associations(
    entries: Sequence[Entry],
    links: Mapping[str, Mapping[int, float]],
    examples: Iterable[Example],
    analyzer: Analyzer,
    thesaurus: Thesaurus,
) -> Associations:
    """Learn from the items' own terms, the thesaurus linked to them, and ``examples``.

    Where ``links`` has nothing at all, the thesaurus only says what the examples mention.
    """
    counts = _Counts(len(entries))
    for position, entry in enumerate(entries):
        counts.add(_own_terms(entry, analyzer), position, _OWN_WORDS)
    if links:
        _add_concepts(counts, links, analyzer, thesaurus)
    taught = False
    for example in examples:
        taught = True
        query = to_query(analyzer.fold(example.text).text, analyzer, thesaurus)
        counts.add(weighted_terms(query.terms), example.item, example.weight)
    return counts.learn(taught=taught)


def _add_concepts(
    counts: _Counts,
    links: Mapping[str, Mapping[int, float]],
    analyzer: Analyzer,
    thesaurus: Thesaurus,
) -> None:
    """Give each item the ways of naming the concepts that it has a share in."""
    for concept in thesaurus.concepts:
        bag = _bag(concept.variants, analyzer, thesaurus)
        shares: list[tuple[int | None, float]] = [*links.get(concept.name, {}).items()]
        for item, share in shares or [(None, 1.0)]:
            counts.add(bag, item, share * _VARIANTS)
            counts.add({(Field.CONCEPTS, concept.name): 1.0}, item, share * _CONCEPT_ITSELF)


def _own_terms(entry: Entry, analyzer: Analyzer) -> dict[Key, float]:
    """Return an item's terms as one example; what stands often counts by the root of how often."""
    counted: dict[Key, int] = defaultdict(int)
    for field in TEXT_FIELDS:
        for text in entry.terms.get(field, ()):
            counted[field, text] += 1
    weights = {
        key: (term_weight(*key, analyzer) + _LEAST[key[0]]) * _FIELDS[key[0]] * count**0.5
        for key, count in counted.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}


def _bag(variants: Sequence[str], analyzer: Analyzer, thesaurus: Thesaurus) -> dict[Key, float]:
    """Return the terms of all variants of a concept, divided by the root of their number."""
    bag: dict[Key, float] = defaultdict(float)
    for variant in variants:
        folded = analyzer.fold(variant.replace("…", "")).text
        query = to_query(folded, analyzer, thesaurus)
        for key, weight in weighted_terms(query.terms).items():
            bag[key] += weight
    root = math.sqrt(len(variants) or 1)
    return {key: weight / root for key, weight in bag.items()}


class _Counts:
    """How much of each term stands in the examples of each class."""

    def __init__(self, items: int) -> None:
        self._items = items
        self._counts: dict[Key, dict[int, float]] = {}
        self._classes = np.zeros(items + 1)

    def add(self, terms: Mapping[Key, float], item: int | None, weight: float) -> None:
        at = self._items if item is None else item
        for key, value in terms.items():
            row = self._counts.setdefault(key, {})
            row[at] = row.get(at, 0.0) + value * weight
            self._classes[at] += value * weight

    def learn(self, *, taught: bool) -> Associations:
        """Turn counts into weights: log of the class's share over the share of all others."""
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
        return Associations(self._items, taught, rows, base, default, starts, classes, gains)
