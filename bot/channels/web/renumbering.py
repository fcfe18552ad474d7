"""Numbers that meant another item before a document was revised: links to them were passed on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.naming import find_item
from knowledge.comparison.comparing import compare_documents
from knowledge.store.history import EventKind

if TYPE_CHECKING:
    from knowledge.model import Document, Item
    from knowledge.store.documents import DocumentStore

_KEPT = 32


@dataclass(frozen=True, slots=True)
class Renumbered:
    """An item of the revision before, and what it is now, None where it is gone."""

    before: Item
    now: Item | None


class Renumbering:
    """Compares documents in force with their revisions before, once each."""

    def __init__(self, store: DocumentStore) -> None:
        """Take the revisions from ``store``."""
        self._store = store
        self._kept = lru_cache(_KEPT)(self._compare)

    def of(self, document: Document, number: str) -> Renumbered | None:
        """Return what ``number`` named in the revision before, None if it is what it names now.

        Raises StoreError.
        """
        # An old content may come back, behind another one than at first.
        before, became = self._kept(document, self._store.version())
        if before is None:
            return None
        try:
            old = find_item(before, number)
        except InputError:
            return None
        if old.node.position not in became:
            return None
        now = became[old.node.position]
        named = next((one for one in document.items if one.node.position == now), None)
        return None if named and named.number == old.number else Renumbered(old, named)

    def _compare(
        self, document: Document, _version: int
    ) -> tuple[Document | None, dict[int, int | None]]:
        """Return the revision before, and where each of its items is now by their positions."""
        imported = [
            event.sha256
            for event in self._store.history(document.name)
            if event.kind is EventKind.IMPORTED and event.sha256 != document.sha256
        ]
        if not imported:
            return None, {}
        before = self._store.get(f"{document.name}@{imported[-1]}")
        compared = compare_documents(before, document).items
        became = {
            one.old.node.position: one.new.node.position if one.new else None
            for one in compared
            if one.old
        }
        return before, became
