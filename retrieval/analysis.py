"""The one analyzer: from any text to weighted terms in three fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from sys import intern
from typing import TYPE_CHECKING

from retrieval.folding import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.segmentation import Segmenter


class Field(StrEnum):
    """A way of cutting text into terms; scores of the fields add up."""

    WORDS = "words"
    BIGRAMS = "bigrams"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class Token:
    """A term of a field with its range in the folded text."""

    field: Field
    term: str
    start: int
    end: int


class Analyzer:
    """Cuts text into the terms that are matched; questions and plans go the same way."""

    def __init__(self, segmenter: Segmenter) -> None:
        """Use ``segmenter`` for the words."""
        self.segmenter = segmenter

    def fold(self, text: str) -> Folded:
        """Return the folded copy of ``text`` that tokens refer to."""
        return fold(text)

    def tokens(self, folded: str) -> Iterator[Token]:
        """Yield the tokens of a folded text, field by field, each field in text order."""
        for word, start, end in self.segmenter.words(folded):
            yield Token(Field.WORDS, word, start, end)
        for start in range(len(folded) - 1):
            if folded[start].isalnum() and folded[start + 1].isalnum():
                yield Token(Field.BIGRAMS, folded[start : start + 2], start, start + 2)
        for start, character in enumerate(folded):
            if character.isalnum():
                yield Token(Field.CHARACTERS, character, start, start + 1)

    def terms(self, text: str) -> dict[Field, list[str]]:
        """Return the terms of ``text`` by field, with repetitions, in text order."""
        found: dict[Field, list[str]] = {field: [] for field in Field}
        for token in self.tokens(fold(text).text):
            # Equal terms are one string: in a long document each stands thousands of times.
            found[token.field].append(intern(token.term))
        return found

    def terms_of(self, texts: Sequence[str]) -> list[dict[Field, list[str]]]:
        """Return the terms of each text."""
        return [self.terms(text) for text in texts]

    def information(self, term: str) -> float:
        """Return how much a term says, in nats (see Segmenter.information)."""
        return self.segmenter.information(term)
