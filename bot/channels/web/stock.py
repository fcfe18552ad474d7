"""The stock: documents as requests name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channels.web.renumbering import Renumbering
from bot.naming import find_item
from bot.texts import text

if TYPE_CHECKING:
    from bot.channels.web.renumbering import Renumbered
    from knowledge.model import Document, Item
    from knowledge.store.documents import DocumentStore


class Stock:
    """Finds documents: those in force in memory, others in the store.

    It waits for nothing that is learnt of them: after an import that takes seconds.
    """

    def __init__(self, store: DocumentStore) -> None:
        """Find those in ``store``."""
        self._store = store
        self._renumbering = Renumbering(store)
        self._kept: tuple[int, tuple[Document, ...]] = (-1, ())

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in force, the newest first; raises StoreError."""
        version, kept = self._store.version(), self._kept
        if kept[0] != version:
            # Threads may do so at the same time: each goes on with the pair that it made.
            kept = self._kept = version, self._store.all()
        return kept[1]

    def document(self, named: str | None = None) -> Document:
        """Return a document in force, a revision of any by ``name@`` and digits, or the newest.

        Raises UnknownDocumentError, naming what there is, and StoreError.
        """
        found = next((one for one in self.documents if named in (None, one.name)), None)
        # The store tells what there is where there is nothing.
        return found or self._store.get(named)

    def in_force(self, name: str) -> Document | None:
        """Return the document of that name if it is in force; raises StoreError."""
        return next((one for one in self.documents if one.name == name), None)

    def item(self, named: str, number: str) -> Item:
        """Return an item of a document; raises InputError besides, naming what there is."""
        return find_item(self.document(named), number)

    def renumbered(self, document: Document, named: str, number: str) -> Renumbered | None:
        """Return what a number last named in a document, as it was named, if not what it does now.

        An address that names a revision means what it always did. Raises StoreError.
        """
        return None if "@" in named else self._renumbering.of(document, number)


def notes_on(document: Document, now: Document | None) -> tuple[str, ...]:
    """Tell what is to be known before a document is read; ``now`` is in force in its place."""
    notes = [text("web.draft")] if document.meta.draft else []
    if now is None:
        notes.append(text("web.retracted_revision"))
    elif now.sha256 != document.sha256:
        notes.append(text("web.old_revision"))
    return tuple(notes)
