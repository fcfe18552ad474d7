"""The stock: documents as requests name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channels.web.renumbering import Renumbering
from bot.naming import find_item
from bot.texts import text
from knowledge.errors import UnknownDocumentError

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
        self._in_force: tuple[int, tuple[Document, ...]] = (-1, ())

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in force, the newest first; raises StoreError."""
        version, documents = self._store.version(), self._in_force
        if documents[0] != version:
            # Threads may do so at the same time: each goes on with the pair that it made.
            documents = self._in_force = version, self._store.all()
        return documents[1]

    def document(self, named: str | None = None) -> Document:
        """Return a document in force, a revision of any by ``name@`` and digits, or the newest.

        Raises UnknownDocumentError, naming what there is, and StoreError.
        """
        in_force = self.documents
        found = in_force if named is None else [one for one in in_force if one.name == named]
        if found:
            return found[0]
        if named is not None and "\0" in named:
            # Some databases refuse such a name instead of finding nothing.
            known = "、".join(one.name for one in in_force)
            raise UnknownDocumentError("unknown-document", name=named, known=known)
        return self._store.get(named)

    def stored(self, named: str) -> str:
        """Return the name of a document that is or was in force; raises as ``document`` does."""
        name = named.partition("@")[0]
        if "\0" in name:
            self.document(name)
        return name

    def item(self, named: str, number: str) -> Item:
        """Return an item of a document; raises InputError besides, naming what there is."""
        return find_item(self.document(named), number)

    def renumbered(self, named: str, number: str) -> Renumbered | None:
        """Return what a number named before the document was revised, if it names that no more.

        An address that names a revision means what it always did. Raises as ``document`` does.
        """
        return None if "@" in named else self._renumbering.of(self.document(named), number)

    def in_force(self, document: Document) -> Document | None:
        """Return what is in force in the place of a revision; None where it is itself, or nothing.

        Raises StoreError.
        """
        named = next((one for one in self.documents if one.name == document.name), None)
        return named if named and named.sha256 != document.sha256 else None

    def notes(self, document: Document, named: str) -> tuple[str, ...]:
        """Tell what is to be known of a document before it is read, as it was named."""
        notes = [text("web.draft")] if document.meta.draft else []
        if "@" in named:
            in_force = {one.name: one.sha256 for one in self.documents}
            if document.name not in in_force:
                notes.append(text("web.retracted_revision"))
            elif in_force[document.name] != document.sha256:
                notes.append(text("web.old_revision"))
        return tuple(notes)
