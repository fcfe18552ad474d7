"""Chinese words, by jieba: how a text splits into them and how much each of them says."""

from __future__ import annotations

import logging
import math
from functools import lru_cache
from typing import TYPE_CHECKING

import jieba

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# How much is said by so many words is kept: questions are made of few.
_KEPT_WORDS = 1 << 16


class Segmenter:
    """Splits folded text into words with a jieba tokenizer of its own.

    The prefix dictionary takes about a second to build, so it is loaded at the first use and
    kept in ``cache_folder``, never in the shared temporary one.
    """

    def __init__(self, cache_folder: Path) -> None:
        """Prepare a tokenizer; nothing is loaded yet."""
        logging.getLogger("jieba").setLevel(logging.ERROR)
        self._tokenizer = jieba.Tokenizer()
        cache_folder.mkdir(parents=True, exist_ok=True)
        self._tokenizer.tmp_dir = str(cache_folder)
        self._informations = lru_cache(_KEPT_WORDS)(self._information)

    @property
    def version(self) -> str:
        """What the words of a text depend on beside the text."""
        return f"jieba {jieba.__version__} search"

    def words(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """Yield the words of ``folded`` with their start and end, long words' parts included.

        These are the cuts of jieba's search mode without spaces and punctuation.
        """
        for word, start, end in self._tokenizer.tokenize(folded, mode="search"):
            if any(character.isalnum() for character in word):
                yield word, start, end

    def is_word(self, words: str) -> bool:
        """Tell whether the dictionary has ``words`` as a word of its own."""
        self._tokenizer.check_initialized()
        return bool(self._tokenizer.FREQ.get(words, 0))

    def information(self, word: str) -> float:
        """Return how much a word says, in nats: minus the logarithm of its share of Chinese text.

        The share is that of jieba's dictionary, counted over general text; a word that it lacks
        counts as one seen once. 学校 says less than 课后, whatever the plans at hand hold.
        """
        return self._informations(word)

    def _information(self, word: str) -> float:
        self._tokenizer.check_initialized()
        return math.log(self._tokenizer.total / max(self._tokenizer.FREQ.get(word, 0), 1))
