"""A folded copy of a text for matching, with the way back to the original's offsets.

Folding takes away what people do not mean when they ask: width (NFKC), case, and traditional
against simplified characters. It works character by character, so that every folded character
knows the one it came from.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``origins[i]`` is the original offset of its character ``i``."""

    text: str
    origins: tuple[int, ...]
    original_length: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original range that the folded range ``[start, end)`` came from."""
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else self.original_length
            return at, at
        last = self.origins[end - 1]
        return self.origins[start], last + 1

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded range of the original range ``[start, end)``."""
        return bisect_left(self.origins, start), bisect_left(self.origins, end)


def fold(text: str) -> Folded:
    """Fold ``text``; any string is taken, lone surrogates and control characters included."""
    pieces = [_fold_character(character) for character in text]
    origins = tuple(at for at, piece in enumerate(pieces) for _ in piece)
    return Folded("".join(pieces), origins, len(text))


def fold_words(words: str) -> str:
    """Return the folded text alone, for words that need no way back to an original."""
    return "".join(map(_fold_character, words))


@cache
def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    # The converter takes UTF-8 only, which a lone surrogate has none of.
    return _simplifier().convert(plain) if plain.isalpha() else plain


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
