"""Sentences of a text as spans."""

import re

from knowledge.span import Span

# A sentence ends after its stop and the closing quotes and brackets that follow it, or at a line's
# end. A full-width semicolon parts the points of an enumeration, which can be read on their own.
_SENTENCE = re.compile(r"[^。！？!?；\n]*(?:[。！？!?；]+[”’」』》）)]*|\n|$)")


def sentences(text: str, span: Span) -> list[Span]:
    """Split ``span`` into the sentences it holds, trimmed, in order, without empty ones."""
    found = (Span(*m.span()) for m in _SENTENCE.finditer(text, span.start, span.end))
    return [trimmed for sentence in found if (trimmed := sentence.trimmed(text))]
