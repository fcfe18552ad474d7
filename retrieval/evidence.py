"""Evidence: what of a question speaks for an item, word by word, and how much of it is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.analysis import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retrieval.examples import Key
    from retrieval.query import Query

_TELLING = (Field.WORDS, Field.BIGRAMS)


@dataclass(frozen=True, slots=True)
class Reason:
    """A term of the question with what it adds to the item's score.

    ``learnt`` comes from examples, ``written`` from the item's own words (BM25).
    """

    field: Field
    text: str
    learnt: float
    written: float

    @property
    def total(self) -> float:
        """What the term adds altogether."""
        return self.learnt + self.written


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an item.

    ``words`` are the words and concepts of the question that do, ``share`` how much of the
    question's weight is met by the item's examples or wording, 0 to 1: the mean of the shares in
    the fields of words and of bigrams, concepts counting in both.
    """

    words: tuple[str, ...]
    share: float


def weigh(
    query: Query,
    vocabulary: Mapping[Field, frozenset[str]],
    holds: Callable[[Key], bool],
) -> Evidence:
    """Hold a query against an item: its own terms, and whether its examples hold a term."""
    met = dict.fromkeys(_TELLING, 0.0)
    asked = dict.fromkeys(_TELLING, 0.0)
    words = []
    for term in query.terms:
        if term.field is Field.CHARACTERS or (len(term.text) == 1 and term.field is Field.WORDS):
            continue
        found = term.text in vocabulary.get(term.field, ()) or holds((term.field, term.text))
        if found and term.field in (Field.WORDS, Field.CONCEPTS) and term.weight:
            words.append(term.text)
        for field in _TELLING if term.field is Field.CONCEPTS else (term.field,):
            asked[field] += term.weight
            met[field] += term.weight * found
    shares = [met[field] / asked[field] for field in _TELLING if asked[field]]
    return Evidence(tuple(words), sum(shares) / len(shares) if shares else 0.0)
