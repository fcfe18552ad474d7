"""The objects of ``wence outline --json`` and ``wence targets --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.reports import remarks_json

if TYPE_CHECKING:
    from knowledge.model import Document
    from knowledge.targets import Target


def targets_json(document: Document) -> list[dict[str, Any]]:
    """Return the targets of a document as ``wence targets --json`` prints them."""
    return [
        {"item": item.number} | _target_json(document.text, target)
        for item in document.items
        for target in item.targets
    ]


def _target_json(document_text: str, target: Target) -> dict[str, Any]:
    # The quote is the clause that the number is cut from.
    return {
        "comparator": target.comparator,
        "quantity": target.quantity,
        "unit": target.unit or None,
        "object": target.object,
        "deadline": target.deadline,
        "period": target.period,
        "quote": target.span.of(document_text),
        "quote_span": [target.span.start, target.span.end],
    }


def outline_json(document: Document) -> dict[str, Any]:
    """Return the outline as the object that ``wence outline --json`` prints."""
    meta = document.meta
    return {
        "meta": {
            # A document whose text states no title goes by its name.
            "title": None if meta.title == document.name else meta.title,
            "enclosed_title": meta.enclosed_title,
            "issuer": list(meta.issuer),
            "doc_no": meta.doc_number,
            "issued_on": meta.issued_on and meta.issued_on.isoformat(),
            "addressees": meta.addressees,
            "openness": meta.openness,
            "draft": meta.draft,
            "valid_until": meta.valid_until and meta.valid_until.isoformat(),
            "attachments": list(meta.attachments),
        },
        "nodes": [
            {
                "path": list(node.path),
                "label": node.label,
                "title": document.title_of(node) if node.title else None,
                "span": [node.span.start, node.span.end],
                "text_span": [node.body.start, node.body.end],
                "offices": list(node.offices.names),
                "lead": node.offices.lead,
            }
            for node in document.nodes
        ],
        "items_at": document.items_at,
        "warnings": remarks_json(document),
        "targets": targets_json(document),
    }
