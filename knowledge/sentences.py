"""Sentences of a text as spans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.span import Span

if TYPE_CHECKING:
    from collections.abc import Container

# A sentence ends after its stop and the closing quotes and brackets that follow it, or at a line's
# end. A full-width semicolon parts the points of an enumeration, which can be read on their own.
_SENTENCE = re.compile(r"[^。！？!?；\n]*(?:[。！？!?；]+[”’」』》）)]*|\n|$)")


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
