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
# So many revisions back links are led on.
_REVISIONS = 5


# A revision, and the position of the node that each of its items is now, by their positions.
_Before = tuple["Document", dict[int, int | None]]


@dataclass(frozen=True, slots=True)
class Renumbered:
    """An item of an earlier revision, and what it is now, None where it is gone."""

    before: Item
    now: Item | None


class Renumbering:
    """Compares documents in force with their earlier revisions, once each."""

    def __init__(self, store: DocumentStore) -> None:
        """Take the revisions from ``store``."""
        self._store = store
        self._kept = lru_cache(_KEPT)(self._compare)

    def of(self, document: Document, number: str) -> Renumbered | None:
        """Return what ``number`` last named that it does not name now, None if there is nothing.

        Raises StoreError.
        """
        # An old content may come back, behind another one than at first.
        for before, became in self._kept(document, self._store.version()):
            try:
                old = find_item(before, number)
            except InputError:
                continue
            if old.node.position not in became:
                continue
            now = became[old.node.position]
            named = next((one for one in document.items if one.node.position == now), None)
            if named is None or named.number != old.number:
                return Renumbered(old, named)
        return None

    def _compare(self, document: Document, _version: int) -> list[_Before]:
        """Return the revisions before, the last first, each with where its items are now."""
        imported = [
            event.sha256
            for event in reversed(self._store.history(document.name))
            if event.kind is EventKind.IMPORTED and event.sha256 != document.sha256
        ]
        found = []
        for digits in list(dict.fromkeys(imported))[:_REVISIONS]:
            before = self._store.get(f"{document.name}@{digits}")
            became = {
                one.old.node.position: one.new.node.position if one.new else None
                for one in compare_documents(before, document).items
                if one.old
            }
            found.append((before, became))
        return found
