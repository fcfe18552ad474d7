"""The object of ``wence diff --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.comparison.model import Status

if TYPE_CHECKING:
    from knowledge.comparison.model import ChangedNumber, Compared, Comparison, Version
    from knowledge.model import Document
    from knowledge.span import Span
    from knowledge.wording import Change


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return a comparison as the object that ``wence diff --json`` prints."""
    summary = {status.value: found.count(status) for status in Status}
    return {
        "old": _document_json(found.old),
        "new": _document_json(found.new),
        "same": found.same,
        "summary": summary | {"unchanged": found.count(None), "numbers": len(found.numbers)},
        "items": [_compared_json(found, one) for one in found.items if one.statuses],
        "headings": [_compared_json(found, one) for one in found.headings if one.statuses],
        "numbers": [_number_json(found, one) for one in found.numbers],
        "metadata": [{"name": one.name, "old": one.old, "new": one.new} for one in found.fields],
        "parts": [
            {
                "part": one.kind.value,
                "old_span": _span(one.old),
                "new_span": _span(one.new),
                "differences": _differences(found, one.changes),
            }
            for one in found.parts
        ],
    }


def _document_json(document: Document) -> dict[str, Any]:
    issued = document.meta.issued_on
    return {
        "document": document.name,
        "sha256": document.sha256,
        "title": document.meta.plan_title,
        "issued_on": issued and issued.isoformat(),
    }


def _compared_json(found: Comparison, one: Compared) -> dict[str, Any]:
    return {
        "statuses": [status.value for status in one.statuses],
        "old": _version_json(found.old, one.old),
        "new": _version_json(found.new, one.new),
        "differences": _differences(found, one.changes),
    }


def _version_json(document: Document, version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    node = version.node
    above = None if node.parent is None else document.nodes[node.parent]
    return {
        "item": _item(document, version),
        "label": node.label,
        "title": document.title_of(node),
        "above": above and {"label": above.label, "title": document.title_of(above)},
        "text": version.words.of(document.text),
        "span": _span(version.words),
    }


def _item(document: Document, version: Version | None) -> int | str | None:
    position = version and version.node.position
    return next((i.number for i in document.items if i.node.position == position), None)


def _differences(found: Comparison, changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    return [
        {
            "old": change.old.of(found.old.text),
            "new": change.new.of(found.new.text),
            "old_span": _span(change.old),
            "new_span": _span(change.new),
        }
        for change in changes
    ]


def _number_json(found: Comparison, one: ChangedNumber) -> dict[str, Any]:
    compared = one.compared
    return {
        "old_item": compared and _item(found.old, compared.old),
        "new_item": compared and _item(found.new, compared.new),
        "old": one.old and one.old.of(found.old.text),
        "new": one.new and one.new.of(found.new.text),
        "old_quote": one.old_quote and one.old_quote.of(found.old.text),
        "new_quote": one.new_quote and one.new_quote.of(found.new.text),
        "old_span": _span(one.old),
        "new_span": _span(one.new),
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
