"""Checks quotations against a document: identical, or where they differ, character by character."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.sentences import sentences
from knowledge.span import Span

if TYPE_CHECKING:
    from knowledge.model import Document

# Below this share of common characters a sentence is not what was meant to be quoted.
_LEAST_ALIKE = 0.6
_CANDIDATES = 5
_QUOTES = str.maketrans("“”„‟«»‘’", '""""""\'\'')


class Verdict(StrEnum):
    """What a quoted sentence is: the wording, the wording in other signs, changed, or not there."""

    IDENTICAL = "identical"
    SIGNS = "signs"
    CHANGED = "changed"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Difference:
    """What was quoted, ``[start, end)`` of the quoted sentence, for ``span`` of the document."""

    quoted: tuple[int, int]
    span: Span


@dataclass(frozen=True, slots=True)
class Checked:
    """A quoted sentence with the place it is from; SIGNS differ in width, quotes or spaces only."""

    quoted: str
    verdict: Verdict
    span: Span | None = None
    differences: tuple[Difference, ...] = ()


def check_quotation(document: Document, words: str) -> tuple[Checked, ...]:
    """Check each sentence of ``words``, in order; white space alone gives nothing."""
    text = _Signless(document.text)
    cuts = (span.of(words) for span in sentences(words, Span(0, len(words))))
    return tuple(_check(document, text, cut) for cut in cuts if _Signless(cut).plain)


class _Signless:
    """A text without what editors change unseen: width of signs, kinds of quotes, spaces."""

    def __init__(self, text: str) -> None:
        pairs = [
            (folded, at)
            for at, character in enumerate(text)
            for folded in unicodedata.normalize("NFKC", character).translate(_QUOTES)
            if not folded.isspace()
        ]
        self.plain = "".join(folded for folded, _ in pairs)
        self.origins = [at for _, at in pairs]

    def original(self, start: int, end: int) -> Span:
        """Return the range of the original that ``plain[start:end]`` stands for."""
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else self.origins[-1] + 1
            return Span(at, at)
        return Span(self.origins[start], self.origins[end - 1] + 1)


def _check(document: Document, text: _Signless, quoted: str) -> Checked:
    at = document.text.find(quoted)
    if at >= 0:
        return Checked(quoted, Verdict.IDENTICAL, Span(at, at + len(quoted)))
    signless = _Signless(quoted)
    at = text.plain.find(signless.plain)
    if at >= 0:
        span = text.original(at, at + len(signless.plain))
        return Checked(quoted, Verdict.SIGNS, span)
    return _closest(document, quoted, signless)


def _closest(document: Document, quoted: str, signless: _Signless) -> Checked:
    """Compare with the sentence that has most in common with what was quoted."""
    pairs = {signless.plain[at : at + 2] for at in range(len(signless.plain) - 1)}
    candidates = sentences(document.text, Span(0, len(document.text)))
    candidates.sort(key=lambda span: -sum(pair in span.of(document.text) for pair in pairs))
    best, most = None, 0.0
    for span in candidates[:_CANDIDATES]:
        original = _Signless(span.of(document.text))
        matcher = SequenceMatcher(None, signless.plain, original.plain, autojunk=False)
        alike = sum(block.size for block in matcher.get_matching_blocks()) / len(signless.plain)
        if alike > most:
            best, most = (span, original, matcher), alike
    if best is None or most < _LEAST_ALIKE:
        return Checked(quoted, Verdict.NOT_FOUND)
    span, original, matcher = best
    # A quotation may begin and end within a sentence: what it leaves out there is no change.
    edges = (0, len(signless.plain))
    differences = []
    for kind, low, high, start, end in matcher.get_opcodes():
        if kind == "equal" or (kind == "insert" and low in edges):
            continue
        change = _whole_numbers(signless.plain, original.plain, (low, high, start, end))
        of_quote, of_text = signless.original(*change[:2]), original.original(*change[2:])
        there = Span(span.start + of_text.start, span.start + of_text.end)
        differences.append(Difference((of_quote.start, of_quote.end), there))
    return Checked(quoted, Verdict.CHANGED, span, tuple(differences))


def _whole_numbers(
    quoted: str, original: str, change: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    """Widen a change within a number to the number: 50 for 40, not 5 for 4."""
    low, high, start, end = change
    if not any(c.isdigit() for c in quoted[low:high] + original[start:end]):
        return change
    while low and start and quoted[low - 1].isdigit() and original[start - 1].isdigit():
        low, start = low - 1, start - 1
    while (
        high < len(quoted)
        and end < len(original)
        and quoted[high].isdigit()
        and original[end].isdigit()
    ):
        high, end = high + 1, end + 1
    return low, high, start, end
