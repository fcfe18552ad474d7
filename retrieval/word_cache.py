"""Remembers the words of large documents, so that a start need not cut them again."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from retrieval.kept_files import keep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

# Fewer characters than these are cut in less than a second.
WORTH_KEEPING = 100_000


class WordCache:
    """Keeps words in files that are named by what the words were cut from.

    A file that is missing, broken or cannot be written costs time and nothing else.
    """

    def __init__(self, folder: Path, version: str) -> None:
        """Keep files in ``folder``; ``version`` names the way in which words are cut."""
        self._folder = folder
        self._version = version

    def words_of(self, texts: Sequence[str], cut: Callable[[str], list[str]]) -> list[list[str]]:
        """Return the words of each text, those that ``cut`` gives or gave for the same texts."""
        if sum(map(len, texts)) < WORTH_KEEPING:
            return [cut(text) for text in texts]
        path = self._folder / f"{self._key(texts)}.json"
        kept = _read(path, len(texts))
        if kept is not None:
            return kept
        words = [cut(text) for text in texts]
        keep(path, json.dumps(_packed(words), ensure_ascii=True).encode())
        return words

    def _key(self, texts: Sequence[str]) -> str:
        digest = sha256(self._version.encode())
        for text in texts:
            data = text.encode("utf-8", "surrogatepass")
            digest.update(f"\n{len(data)}\n".encode())
            digest.update(data)
        return digest.hexdigest()


def _packed(words: list[list[str]]) -> dict[str, object]:
    """Replace words by their numbers: each stands thousands of times in a large document."""
    numbers = {word: at for at, word in enumerate(dict.fromkeys(chain.from_iterable(words)))}
    return {"words": list(numbers), "texts": [[numbers[word] for word in one] for one in words]}


def _read(path: Path, texts: int) -> list[list[str]] | None:
    """Read the words of as many texts, or None where the file is missing or broken."""
    try:
        kept = json.loads(path.read_bytes())
        words = [sys.intern(word) for word in kept["words"]]
        unpacked = [[words[at] for at in one] for one in kept["texts"]]
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return None
    return unpacked if len(unpacked) == texts else None
