"""Examples: what is known to be asked of an item, as weighted terms."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from retrieval.analysis import TEXT_FIELDS, Field
from retrieval.query import Term, term_weight, to_query

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.searcher import Entry
    from retrieval.thesaurus import Thesaurus

Key = tuple[Field, str]
# What a term counts beside its weight, so that common words that come in patterns say something.
_LEAST = {Field.WORDS: 0.05, Field.BIGRAMS: 0.05, Field.CHARACTERS: 0.02, Field.CONCEPTS: 0.0}
_FIELDS = {Field.WORDS: 1.0, Field.BIGRAMS: 1.0, Field.CHARACTERS: 0.5, Field.CONCEPTS: 1.0}
# The weights of the kinds of examples, measured on labelled questions that had been looked at.
_VARIANTS = 0.5
_CONCEPT_ITSELF = 3.0
_QUESTIONS = 0.5
_OWN_WORDS = 2.0


@dataclass(frozen=True, slots=True)
class Example:
    """A question that is known to be about an item, by position, or about none; 0 < weight.

    ``sentence`` is how the sentence of the item begins that answers, where that is known.
    """

    text: str
    item: int | None
    weight: float
    sentence: str | None = None


class Bag(NamedTuple):
    """The weighted terms of an example of an item, by position, or of none."""

    terms: Mapping[Key, float]
    item: int | None
    weight: float


def weighted_terms(terms: Iterable[Term]) -> dict[Key, float]:
    """Return the terms with their weights divided by their Euclidean length."""
    weights = {
        (term.field, term.text): (term.weight + _LEAST[term.field]) * _FIELDS[term.field]
        for term in terms
    }
    return _of_length_one(weights)


def _of_length_one(weights: Mapping[Key, float]) -> dict[Key, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}


class Bags:
    """Makes bags of weighted terms of texts, of each text once."""

    def __init__(self, analyzer: Analyzer, thesaurus: Thesaurus) -> None:
        """Cut words by ``analyzer`` and find concepts by ``thesaurus``."""
        self.analyzer = analyzer
        self.thesaurus = thesaurus
        self._made: dict[str, dict[Key, float]] = {}

    def of(self, text: str) -> Mapping[Key, float]:
        """Return the weighted terms of a text."""
        made = self._made.get(text)
        if made is None:
            query = to_query(self.analyzer.fold(text).text, self.analyzer, self.thesaurus)
            made = self._made[text] = weighted_terms(query.terms)
        return made


def questions(examples: Iterable[Example], bags: Bags) -> Iterator[Bag]:
    """Return what is asked in ``examples``."""
    for example in examples:
        yield Bag(bags.of(example.text), example.item, example.weight)


def own_words(entries: Sequence[Entry], analyzer: Analyzer) -> Iterator[Bag]:
    """Return the items' own terms; what stands often counts by the root of how often."""
    for item, entry in enumerate(entries):
        counted: dict[Key, int] = defaultdict(int)
        for field in TEXT_FIELDS:
            for text in entry.terms.get(field, ()):
                counted[field, text] += 1
        weights = {
            key: (term_weight(*key, analyzer) + _LEAST[key[0]]) * _FIELDS[key[0]] * count**0.5
            for key, count in counted.items()
        }
        yield Bag(_of_length_one(weights), item, _OWN_WORDS)


def concept_questions(
    links: Mapping[str, Mapping[int, float]], items: Collection[int], bags: Bags
) -> Iterator[Bag]:
    """Return what is asked of the concepts of ``items``, and how these are named, one by one.

    Each counts as much as it is about the concept, and the concept about the item: 1 at most.
    """
    for concept in bags.thesaurus.concepts:
        linked = links.get(concept.name, {})
        shares = {item: share for item, share in linked.items() if item in items}
        if not shares:
            continue
        asked = bags.thesaurus.questions.get(concept.name, ())
        for text, part in (*((_named(one), 1.0) for one in concept.variants), *asked):
            for item, share in shares.items():
                yield Bag(bags.of(text), item, share * part)


def _named(variant: str) -> str:
    """Return a variant as somebody would write it, without the sign of a gap."""
    return variant.replace("…", "")


def concept_terms(bags: Bags) -> dict[str, dict[Key, float]]:
    """Return the terms of each concept: of its name, of its variants and of its questions."""
    found = {}
    for concept in bags.thesaurus.concepts:
        terms: dict[Key, float] = defaultdict(float)
        terms[Field.CONCEPTS, concept.name] = _CONCEPT_ITSELF
        variants = concept.variants
        # A concept with many names is not meant more often than one with few.
        share = _VARIANTS / math.sqrt(len(variants) or 1)
        asked = bags.thesaurus.questions.get(concept.name, ())
        weighted = [(_named(one), share) for one in variants]
        weighted += [(one, part * _QUESTIONS) for one, part in asked]
        for text, weight in weighted:
            for key, value in bags.of(text).items():
                terms[key] += value * weight
        found[concept.name] = dict(terms)
    return found


def concepts(
    links: Mapping[str, Mapping[int, float]], terms: Mapping[str, Mapping[Key, float]]
) -> Iterator[Bag]:
    """Return the terms of each concept, for the items that it has a share in, or for none."""
    for name, bag in terms.items():
        shares: list[tuple[int | None, float]] = [*links.get(name, {}).items()]
        for item, share in shares or [(None, 1.0)]:
            yield Bag(bag, item, share)
