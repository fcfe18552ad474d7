"""Sentences of a text as spans."""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.labels import read_label
from knowledge.span import Span

# A sentence ends after its stop and the closing quotes and brackets that follow it, or at a line's
# end. A full-width semicolon parts the points of an enumeration, which can be read on their own.
_STOP = "[。！？!?；]+[”’」』》）)]*"
_SENTENCE = re.compile(rf"[^。！？!?；\n]*(?:{_STOP}|\n|$)")
_WRAPPED = re.compile(rf"[^。！？!?；]*(?:{_STOP}|$)")
_LINE_END = re.compile(r"\n\s*")


def sentences(text: str, span: Span) -> list[Span]:
    """Split ``span`` into the sentences it holds, trimmed, in order, without empty ones."""
    return _found(_SENTENCE, text, span)


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
    blocks = pairwise([span.start, *ends, span.end])
    return [one for block in blocks for one in _found(_WRAPPED, text, Span(*block))]


def _found(pattern: re.Pattern[str], text: str, span: Span) -> list[Span]:
    found = (Span(*m.span()) for m in pattern.finditer(text, span.start, span.end))
    return [trimmed for sentence in found if (trimmed := sentence.trimmed(text))]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
