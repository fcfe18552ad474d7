"""The one analyzer: from any text to terms in three fields, to which concepts are added."""

from __future__ import annotations

from enum import StrEnum
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from retrieval.folding import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.segmentation import Segmenter
    from retrieval.word_cache import WordCache


class Field(StrEnum):
    """A way of cutting text into terms, or what the thesaurus finds in it; scores add up."""

    WORDS = "words"
    BIGRAMS = "bigrams"
    CHARACTERS = "characters"
    CONCEPTS = "concepts"


# In nats: 的 has 3, 接 has 9.
_COMMON_CHARACTER = 7.0
TEXT_FIELDS = (Field.WORDS, Field.BIGRAMS, Field.CHARACTERS)


class Token(NamedTuple):
    """A term of a field with its range in the folded text."""

    field: Field
    term: str
    start: int
    end: int


class Analyzer:
    """Cuts text into the terms that are matched; questions and plans go the same way."""

    def __init__(self, segmenter: Segmenter, cache: WordCache | None = None) -> None:
        """Use ``segmenter`` for the words, and ``cache`` for those of large documents."""
        self.segmenter = segmenter
        self._cache = cache

    def fold(self, text: str) -> Folded:
        """Return the folded copy of ``text`` that tokens refer to."""
        return fold(text)

    def tokens(self, folded: str) -> Iterator[Token]:
        """Yield the tokens of a folded text, field by field, each field in text order."""
        for word, start, end in self.segmenter.words(folded):
            yield Token(Field.WORDS, word, start, end)
        for start, bigram in _bigrams(folded):
            yield Token(Field.BIGRAMS, bigram, start, start + 2)
        for start, character in _characters(folded):
            yield Token(Field.CHARACTERS, character, start, start + 1)

    def terms(self, text: str) -> dict[Field, list[str]]:
        """Return the terms of ``text`` by field, with repetitions, in text order."""
        folded = fold(text).text
        return _terms(folded, self._words(folded))

    def terms_of(self, texts: Sequence[str]) -> list[dict[Field, list[str]]]:
        """Return the terms of each of a document's texts."""
        folded = [fold(text).text for text in texts]
        if self._cache is None:
            words = [self._words(one) for one in folded]
        else:
            words = self._cache.words_of(folded, self._words)
        return [_terms(*one) for one in zip(folded, words, strict=True)]

    def information(self, term: str) -> float:
        """Return how much a term says, in nats (see Segmenter.information)."""
        return self.segmenter.information(term)

    def is_word(self, words: str) -> bool:
        """Tell whether the dictionary has a word (see Segmenter.is_word)."""
        return self.segmenter.is_word(words)

    def is_common(self, character: str) -> bool:
        """Tell whether a character is so common by itself that it is hardly a slip: 的, 我, 了."""
        return self.segmenter.information(character) < _COMMON_CHARACTER

    def _words(self, folded: str) -> list[str]:
        return [intern(word) for word, _, _ in self.segmenter.words(folded)]


def _terms(folded: str, words: list[str]) -> dict[Field, list[str]]:
    # Equal terms are one string: in a long document each stands thousands of times.
    return {
        Field.WORDS: words,
        Field.BIGRAMS: [intern(bigram) for _, bigram in _bigrams(folded)],
        Field.CHARACTERS: [intern(character) for _, character in _characters(folded)],
    }


def _bigrams(folded: str) -> Iterator[tuple[int, str]]:
    for start in range(len(folded) - 1):
        if folded[start].isalnum() and folded[start + 1].isalnum():
            yield start, folded[start : start + 2]


def _characters(folded: str) -> Iterator[tuple[int, str]]:
    for start, character in enumerate(folded):
        if character.isalnum():
            yield start, character
