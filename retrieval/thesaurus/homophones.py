"""Words that sound like a variant: slips of pinyin keyboards and of dictation, 双简 for 双减."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from retrieval.thesaurus.variants import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

_SHORTEST, _TELLING, _LONGEST = 2, 3, 6


class Homophones:
    """A dictionary of variants by their sounds, without tones.

    Of two characters, whose sounds many words share, only official terms are taken.
    """

    def __init__(
        self, variants: Iterable[tuple[str, tuple[str, ...]]], official: Container[str]
    ) -> None:
        """Take folded variants with the names of their concepts, and the ``official`` ones."""
        self._by_sound: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {}
        for variant, names in variants:
            if _TELLING <= len(variant) <= _LONGEST or (
                len(variant) == _SHORTEST and variant in official
            ):
                self._by_sound.setdefault(_sounds(variant), (variant, names))

    def find(self, folded: str, is_word: Callable[[str], bool]) -> Iterator[Found]:
        """Yield what sounds like a variant and is spelt otherwise, in text order, longest first.

        A slip is no word: where ``is_word`` knows a word of the text that covers a sign which is
        spelt otherwise, it was meant as it stands. What was found counts a character less.
        """
        covered = 0
        for start in range(len(folded)):
            for length in range(min(_LONGEST, len(folded) - start), _SHORTEST - 1, -1):
                words = folded[start : start + length]
                found = self._by_sound.get(_sounds(words))
                if found is None or start + length <= covered or found[0] == words:
                    continue
                slips = [at for at in range(length) if words[at] != found[0][at]]
                if not any(_covered(folded, start + at, is_word) for at in slips):
                    covered = start + length
                    yield Found(found[1], start, covered, length - 1)
                    break


def _covered(folded: str, at: int, is_word: Callable[[str], bool]) -> bool:
    """Tell whether a word of two or three characters covers the one at ``at``."""
    return any(
        is_word(folded[start : start + length])
        for length in (2, 3)
        for start in range(max(0, at - length + 1), at + 1)
        if start + length <= len(folded)
    )


def _sounds(words: str) -> tuple[str, ...]:
    return tuple(map(_sound, words))


@cache
def _sound(character: str) -> str:
    # Slow to load, and seldom needed.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return str(lazy_pinyin(character)[0]) if "\u4e00" <= character <= "\u9fff" else character
