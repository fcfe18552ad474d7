"""The objects of ``wence documents --json`` and ``wence show --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.store.documents import newest_first

if TYPE_CHECKING:
    from knowledge.model import Document
    from knowledge.store.documents import DocumentStore


def document_json(document: Document) -> dict[str, Any]:
    """Return a document with its whole text."""
    issued = document.meta.issued_on
    return {
        "name": document.name,
        "sha256": document.sha256,
        "title": document.meta.plan_title,
        "issued_on": issued and issued.isoformat(),
        "draft": document.meta.draft,
        "items_at": document.items_at,
        "text": document.text,
    }


def history_rows(store: DocumentStore, name: str) -> list[dict[str, Any]]:
    """Return what happened to a document, the oldest first.

    Raises UnknownDocumentError, naming the documents that are stored.
    """
    return [
        {"kind": one.kind.value, "sha256": one.sha256, "at": one.at.isoformat()}
        for one in store.history(name)
    ]


def document_rows(store: DocumentStore, *, with_retracted: bool) -> list[dict[str, Any]]:
    """Return the documents as objects, the newest first."""
    standings = {one.revision.name: one for one in store.standings()}
    chosen = [one for one in standings.values() if with_retracted or one.in_force]
    return [
        {
            "name": document.name,
            "title": document.meta.plan_title,
            "issued_on": document.meta.issued_on and document.meta.issued_on.isoformat(),
            "draft": document.meta.draft,
            "areas": len(document.areas),
            "items": len(document.items),
            "sha256": document.sha256,
            "revisions": standings[document.name].revisions,
            "state": "in_force" if standings[document.name].in_force else "retracted",
        }
        for document in newest_first([store.read(one.revision) for one in chosen])
    ]
