"""Sentences of a text as spans."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.labels import read_label
from knowledge.span import Span

if TYPE_CHECKING:
    from collections.abc import Container

# A sentence ends after its stop and the closing quotes and brackets that follow it, or at a line's
# end. A full-width semicolon parts the points of an enumeration, which can be read on their own.
_STOP = "[。！？!?；]+[”’」』》）)]*"
_SENTENCE = re.compile(rf"[^。！？!?；\n]*(?:{_STOP}|\n|$)")
_WRAPPED = re.compile(rf"[^。！？!?；]*(?:{_STOP}|$)")
_LINE_END = re.compile(r"\n\s*")


def sentences(text: str, span: Span, soft_breaks: Container[int] = ()) -> list[Span]:
    """Split ``span`` into the sentences it holds, trimmed, in order, without empty ones.

    A line break at an offset in ``soft_breaks`` ends no sentence.
    """
    found: list[Span] = []
    goes_on = False
    for match in _SENTENCE.finditer(text, span.start, span.end):
        sentence = Span(*match.span())
        if goes_on:
            sentence = Span(found.pop().start, sentence.end)
        found.append(sentence)
        goes_on = sentence.end - 1 in soft_breaks and text[sentence.end - 1] == "\n"
    return [trimmed for sentence in found if (trimmed := sentence.trimmed(text))]


def wrapped_sentences(text: str, span: Span) -> list[Span]:
    """Split ``span`` as ``sentences`` does where lines may end in mid-sentence.

    A blank line, or a label at the beginning of the next one, ends a sentence; a line's end alone
    does not.
    """
    ends = [
        found.end()
        for found in _LINE_END.finditer(text, span.start, span.end)
        if found[0].count("\n") > 1 or read_label(text, found.end(), _line_end(text, found.end()))
    ]
    return [
        trimmed
        for block in pairwise([span.start, *ends, span.end])
        for match in _WRAPPED.finditer(text, *block)
        if (trimmed := Span(*match.span()).trimmed(text))
    ]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
