"""A text without what editors and phones change unseen, with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right

from knowledge.span import Span

# Kinds of quotes, dashes, brackets of titles and full stops are kinds of one sign.
_KINDS = str.maketrans(
    "“”„‟«»「」『』‘’‹›《》〈〉。—–―‐‑‒", '""""""""""\'\'\'\'<><>.------'
)  # fmt: skip


class Folded:
    """A text without width of signs, kinds of quotes, spaces, line breaks and unseen signs."""

    def __init__(self, text: str) -> None:
        """Fold ``text``; a text of several megabytes takes a fraction of a second."""
        table = {ord(character): _fold(character) for character in set(text)}
        self.plain = text.translate(table)
        # Between two breaks every character stands for one; a break tells where counting starts.
        uneven = [chr(code) for code, folded in table.items() if len(folded) != 1]
        self._plain_at, self._text_at = [0], [0]
        if not uneven:
            return
        for found in re.finditer(f"[{re.escape(''.join(uneven))}]", text):
            folded = len(table[ord(found[0])])
            start = self._plain_at[-1] + found.start() - self._text_at[-1]
            # What one character unfolds to has its one place for each of the parts.
            for part in range(folded):
                self._plain_at.append(start + part)
                self._text_at.append(found.start())
            self._plain_at.append(start + folded)
            self._text_at.append(found.end())

    def original(self, start: int, end: int) -> Span:
        """Return the range of the text that ``plain[start:end]`` stands for."""
        if start >= end:
            at = self._origin(start)
            return Span(at, at)
        return Span(self._origin(start), self._origin(end - 1) + 1)

    def within(self, span: Span) -> Span:
        """Return the range of ``plain`` that a range of the text is folded to."""
        return Span(self._folded(span.start), self._folded(span.end))

    def _folded(self, at: int) -> int:
        found = bisect_left(self._text_at, at)
        if found < len(self._text_at) and self._text_at[found] == at:
            return self._plain_at[found]
        return self._plain_at[found - 1] + at - self._text_at[found - 1]

    def _origin(self, at: int) -> int:
        # Of several breaks at one place the last holds: the others stand for nothing.
        found = bisect_right(self._plain_at, at) - 1
        return self._text_at[found] + at - self._plain_at[found]


def _fold(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).translate(_KINDS)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")
