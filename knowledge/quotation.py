"""Checks quotations against a document: identical, or where they differ, character by character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.folding import Folded
from knowledge.passages import closest_passage
from knowledge.sentences import wrapped_sentences
from knowledge.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Document

# Characters; comparing takes time by their square.
_LONGEST = 300
# As much of it as ends with a comma or the like, or else as much as may be.
_PART = re.compile(rf".{{1,{_LONGEST - 1}}}(?:[,，、:：;；\s]|$)|.{{1,{_LONGEST}}}", re.DOTALL)
_OPENING, _CLOSING = "“\"'‘「『《<〈", "”\"'’」』》>〉"


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
    """A quoted sentence with the place it is from; SIGNS differ in width, quotes or spaces only.

    ``places`` are all places where the wording stands; ``span`` is the first of them.
    """

    quoted: str
    verdict: Verdict
    span: Span | None = None
    differences: tuple[Difference, ...] = ()
    places: tuple[Span, ...] = ()


def check_quotation(document: Document, words: str) -> tuple[Checked, ...]:
    """Check each sentence of ``words``, in order; without a letter or digit there is none.

    Lines that end in mid-sentence, as a phone or a PDF breaks them, are read on; quotes around a
    sentence that are not the document's are left out. What goes on for very long without an end and
    does not stand there as a whole is checked in parts.
    """
    text = Folded(document.text)
    cuts = (span.of(words) for span in wrapped_sentences(words, Span(0, len(words))))
    return tuple(
        checked
        for cut in cuts
        if _says_something(cut)
        for checked in _check(document.text, text, cut)
    )


def _says_something(words: str) -> bool:
    return any(map(str.isalnum, words))


def _check(text: str, folded: Folded, sentence: str) -> Iterator[Checked]:
    found = _found(text, folded, sentence)
    if found:
        yield found
    elif len(sentence) > _LONGEST:
        for part in filter(_says_something, _PART.findall(sentence)):
            yield _found(text, folded, part) or _changed(text, folded, part)
    else:
        yield _changed(text, folded, _without_quotes(sentence)[-1])


def _found(text: str, folded: Folded, sentence: str) -> Checked | None:
    """Return where a sentence stands as it is, or in other signs."""
    tries = _without_quotes(sentence)
    for quoted in tries:
        for wording in dict.fromkeys((quoted, "".join(quoted.splitlines()))):
            places = [Span(at, at + len(wording)) for at in _places(text, wording)]
            if places:
                return Checked(quoted, Verdict.IDENTICAL, places[0], (), tuple(places))
    for quoted in tries:
        plain = Folded(quoted).plain
        places = [folded.original(at, at + len(plain)) for at in _places(folded.plain, plain)]
        if places:
            return Checked(quoted, Verdict.SIGNS, places[0], (), tuple(places))
    return None


def _without_quotes(sentence: str) -> list[str]:
    """Return the sentence, then without a quote at its beginning, at its end and at both."""
    opened, closed = sentence[:1] in _OPENING, sentence[-1:] in _CLOSING
    ranges = [(0, 0), (opened, 0), (0, closed), (opened, closed)]
    cuts = (sentence[low : len(sentence) - high].strip() for low, high in ranges)
    return [cut for cut in dict.fromkeys(cuts) if Folded(cut).plain]


def _places(text: str, wording: str) -> list[int]:
    found, at = [], text.find(wording)
    while at >= 0:
        found.append(at)
        at = text.find(wording, at + len(wording))
    return found


def _changed(text: str, folded: Folded, quoted: str) -> Checked:
    own = Folded(quoted)
    closest = closest_passage(text, folded, own.plain)
    if closest is None:
        return Checked(quoted, Verdict.NOT_FOUND)
    found = []
    for change in closest.changes:
        of_quote, there = own.original(*_ends(change.old)), folded.original(*_ends(change.new))
        found.append(Difference(_ends(of_quote), there))
    return Checked(quoted, Verdict.CHANGED, closest.span, tuple(found), (closest.span,))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
