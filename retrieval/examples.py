"""Examples: what is known to be asked of an item, as weighted terms."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from retrieval.analysis import TEXT_FIELDS, Field
from retrieval.query import Term, term_weight, to_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}


def questions(
    examples: Iterable[Example], analyzer: Analyzer, thesaurus: Thesaurus
) -> Iterator[Bag]:
    """Return what is asked in ``examples``."""
    for example in examples:
        query = to_query(analyzer.fold(example.text).text, analyzer, thesaurus)
        yield Bag(weighted_terms(query.terms), example.item, example.weight)


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
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        yield Bag({key: weight / length for key, weight in weights.items()}, item, _OWN_WORDS)


def concepts(
    links: Mapping[str, Mapping[int, float]], analyzer: Analyzer, thesaurus: Thesaurus
) -> Iterator[Bag]:
    """Return the ways of naming each concept, for the items that it has a share in, or for none."""
    for concept in thesaurus.concepts:
        bag = _variants(concept.variants, analyzer, thesaurus)
        shares: list[tuple[int | None, float]] = [*links.get(concept.name, {}).items()]
        for item, share in shares or [(None, 1.0)]:
            yield Bag(bag, item, share * _VARIANTS)
            yield Bag({(Field.CONCEPTS, concept.name): 1.0}, item, share * _CONCEPT_ITSELF)


def _variants(
    variants: Sequence[str], analyzer: Analyzer, thesaurus: Thesaurus
) -> dict[Key, float]:
    """Return the terms of all variants of a concept, divided by the root of their number."""
    bag: dict[Key, float] = defaultdict(float)
    for variant in variants:
        folded = analyzer.fold(variant.replace("…", "")).text
        query = to_query(folded, analyzer, thesaurus)
        for key, weight in weighted_terms(query.terms).items():
            bag[key] += weight
    root = math.sqrt(len(variants) or 1)
    return {key: weight / root for key, weight in bag.items()}
