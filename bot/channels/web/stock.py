"""The stock: documents as requests name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import UnknownDocumentError

if TYPE_CHECKING:
    from bot.backend import Backend
    from knowledge.model import Document


class Stock:
    """Finds documents: those in force in memory, others in the store."""

    def __init__(self, backend: Backend) -> None:
        """Find those of ``backend``."""
        self._backend = backend

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in force, the newest first; raises StoreError."""
        return self._backend.dialogues.documents

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
        return self._backend.documents.get(named)
