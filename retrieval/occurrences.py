"""Where phrases stand in a document, matched without width, case, spaces and kinds of quotes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from knowledge.span import Span
from retrieval.folding import fold

# 两个“只增不减” is said, and typed, without its quotes.
_QUOTES = frozenset("\"'“”‘’「」『』")
# One character in common is no common wording; of longer ones a short piece of the middle, as 年教
# of 老年教育, is none either.
_SHORTEST = 2
_ANYWHERE = 4


class _Matched:
    """A text as it is matched: width, case and script folded, without spaces and quotes."""

    def __init__(self, text: str) -> None:
        self._characters = fold(text)
        folded = self._characters.text
        left_out = {sign for sign in set(folded) if _is_left_out(sign)}
        self._kept = [at for at, sign in enumerate(folded) if sign not in left_out]
        self.plain = "".join(folded[at] for at in self._kept)

    def original(self, start: int, end: int) -> Span:
        """Return the span of the text that ``plain[start:end]`` stands for; it is not empty."""
        return Span(*self._characters.original(self._kept[start], self._kept[end - 1] + 1))


def _is_left_out(sign: str) -> bool:
    return sign.isspace() or sign in _QUOTES or unicodedata.category(sign) == "Cf"


def occurrences(text: str, phrase: str, within: Span | None = None) -> tuple[Span, ...]:
    """Return the places of ``phrase`` in a document's text, in order, none overlapping.

    With ``within`` they lie in that span. A phrase without a character that counts has none.
    """
    matched = _matched(text)
    wanted = _Matched(phrase).plain
    found = (matched.original(at, at + len(wanted)) for at in _places(matched.plain, wanted))
    return tuple(one for one in found if within is None or within.start <= one.start < within.end)


def longest_common(text: str, phrase: str) -> tuple[Span, ...]:
    """Return all places of the longest part of ``phrase`` that occurs; of equal ones the first.

    A part has two characters at least, and a letter or digit at both ends; up to three
    characters, it begins or ends the phrase.
    """
    matched = _matched(text)
    wanted = _Matched(phrase).plain
    for length in range(len(wanted) - 1, _SHORTEST - 1, -1):
        last = len(wanted) - length
        for start in range(last + 1) if length >= _ANYWHERE else (0, last):
            part = wanted[start : start + length]
            if part[0].isalnum() and part[-1].isalnum() and part in matched.plain:
                places = _places(matched.plain, part)
                return tuple(matched.original(at, at + length) for at in places)
    return ()


def _places(plain: str, wanted: str) -> list[int]:
    found: list[int] = []
    at = plain.find(wanted) if wanted else -1
    while at >= 0:
        found.append(at)
        at = plain.find(wanted, at + len(wanted))
    return found


# A document's text is folded once, not at every question; a few are asked at a time.
@lru_cache(maxsize=4)
def _matched(text: str) -> _Matched:
    return _Matched(text)
