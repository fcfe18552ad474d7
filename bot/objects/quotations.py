"""The objects of ``wence verify --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.replies.phrases import item_at

if TYPE_CHECKING:
    from knowledge.model import Document
    from knowledge.quotation import Checked


def checked_json(document: Document, checked: Checked) -> dict[str, Any]:
    """Return a sentence that was held against a document, with all places where it stands."""
    span = checked.span
    item = item_at(document, span)
    return {
        "quoted": checked.quoted,
        "verdict": checked.verdict.value,
        "item": item and item.number,
        "original": span and span.of(document.text),
        "span": span and [span.start, span.end],
        "differences": [
            {
                "quoted": checked.quoted[slice(*one.quoted)],
                "original": one.span.of(document.text),
                "span": [one.span.start, one.span.end],
            }
            for one in checked.differences
        ],
        "places": [
            {"item": found and found.number, "span": [place.start, place.end]}
            for place in checked.places
            for found in [item_at(document, place)]
        ],
    }
