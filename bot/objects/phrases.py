"""The object that says where a phrase stands in documents, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.replies.phrases import item_at
from retrieval.occurrences import occurrences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.model import Document
    from knowledge.span import Span

# As many characters on either side tell what is spoken of.
_AROUND = 30


def phrase_json(
    documents: Sequence[Document], phrase: str, most: int | None = None
) -> dict[str, Any]:
    """Return the places of a phrase, document by document, each in the order of its text.

    Where there are more than ``most``, the first ones and the count of all.

    ``text`` is what stands there, which may differ from the phrase in width, case, script, spaces
    and quotes; with ``before`` and ``after`` it is one piece of the document's text.
    """
    found = [
        (document, span) for document in documents for span in occurrences(document.text, phrase)
    ]
    places = [_place_json(*one) for one in found[:most]]
    return {"phrase": phrase, "count": len(found), "places": places}


def _place_json(document: Document, span: Span) -> dict[str, Any]:
    text, item = document.text, item_at(document, span)
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    before = text[max(start, span.start - _AROUND) : span.start]
    after = text[span.end : len(text) if end < 0 else end][:_AROUND]
    return {
        "document": document.name,
        "item": item and item.number,
        "span": [span.start, span.end],
        "before": before,
        "text": span.of(text),
        "after": after,
    }
