"""Evidence: which words of a question an item meets, whatever engine found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.analysis import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.query import Query


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words and concepts that were met, and the share of the question's weight they carry.

    ``share`` is between 0 and 1: the mean of the shares of met weight in the fields of words and
    of character bigrams. Single characters, words of one character among them, are met by chance
    too often to be evidence.
    """

    words: tuple[str, ...]
    share: float


_TELLING = (Field.WORDS, Field.BIGRAMS)


def weigh(query: Query, vocabulary: Mapping[Field, frozenset[str]]) -> Evidence:
    """Hold a query against the terms of one item."""
    met = dict.fromkeys(_TELLING, 0.0)
    asked = dict.fromkeys(_TELLING, 0.0)
    words = []
    for term in query.terms:
        if term.field not in asked or not term.asked or len(term.text) == 1:
            continue
        asked[term.field] += term.weight
        if term.text in vocabulary[term.field]:
            met[term.field] += term.weight
            if term.field is Field.WORDS:
                words.append(term.text)
    for concept in query.concepts:
        found = any(official <= vocabulary[Field.WORDS] for official in concept.official)
        if found:
            words.append(concept.name)
        for field in _TELLING:
            asked[field] += concept.weight
            met[field] += concept.weight * found
    shares = [met[field] / asked[field] for field in _TELLING if asked[field]]
    return Evidence(tuple(words), sum(shares) / len(shares) if shares else 0.0)
