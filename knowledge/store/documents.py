"""The documents in the database."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from knowledge.errors import SourceError, StoreError, UnknownDocumentError
from knowledge.parsing import read_document
from knowledge.readers.source import Source
from knowledge.store import queries
from knowledge.store.changes import import_revision, set_in_force
from knowledge.store.database import writing
from knowledge.store.history import EventKind, Standing
from knowledge.store.naming import choose_revision, short_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import sqlalchemy as sa

    from knowledge.model import Document
    from knowledge.store.history import Event, Revision

_NAME = re.compile(r"[\w.\-—()()]{1,100}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    ``new`` is False where the content was stored before; ``changed`` is False where it was in
    force, too, and nothing was done.
    """

    document: Document
    new: bool
    changed: bool


class DocumentStore:
    """Keeps documents as revisions of their text, found by content, and their history.

    The revision that was imported last is in force, unless the document is retracted. A document
    is named by its name, a revision by ``name@`` and eight or more digits of its sha256.
    """

    def __init__(self, engine: sa.Engine) -> None:
        """Work on ``engine``, as ``open_database`` returns it."""
        self._engine = engine

    @property
    def engine(self) -> sa.Engine:
        """The database, for what else is stored beside the documents."""
        return self._engine

    def add(
        self,
        name: str,
        source: Source,
        items_at: str | None = None,
        before_writing: Callable[[], None] = lambda: None,
    ) -> Imported:
        """Put ``source`` in force under ``name``; what is in force already changes nothing.

        ``before_writing`` is called when the document is read and the writing begins. All is
        written in one transaction or nothing is. Raises SourceError for a name that cannot serve
        and NotAPlanError before anything is written, StoreError where writing fails.
        """
        if not _NAME.fullmatch(name):
            raise SourceError("bad-name", name=name)
        document = read_document(name, source, items_at)
        before_writing()
        named = items_at and document.items_at
        try:
            with writing(self._engine) as connection:
                return Imported(document, *import_revision(connection, name, source, named))
        except SQLAlchemyError as error:
            raise StoreError("database-write", name=name, cause=error) from error

    def retract(self, name: str) -> bool:
        """Take a document out of force; tell whether it was in force.

        Raises UnknownDocumentError, naming the documents that are stored.
        """
        return self._set(name, in_force=False)

    def restore(self, name: str) -> bool:
        """Put a retracted document in force again, as it was; tell whether it was retracted.

        Raises UnknownDocumentError, naming the documents that are stored.
        """
        return self._set(name, in_force=True)

    def all(self) -> tuple[Document, ...]:
        """Return the documents in force, the one issued last first, undated ones at the end."""
        return newest_first([self.read(revision) for revision in self.in_force()])

    def get(self, named: str | None = None) -> Document:
        """Return a document in force, or a revision of any; without a name the one issued last.

        Raises UnknownDocumentError where there is none, naming those that there are.
        """
        if named is not None:
            return self.read(self.find(named))
        documents = self.all()
        if not documents:
            raise UnknownDocumentError("no-document", retracted=_join(self.standings()))
        return documents[0]

    def find(self, named: str) -> Revision:
        """Return the revision in force of ``name``, or the one that ``name@digits`` names.

        Raises UnknownDocumentError, with what is known, where nothing or more than one is named.
        """
        name, at, digits = named.partition("@")
        standing = self._standing(name)
        if at:
            return choose_revision(name, digits, self._stored(name))
        if not standing.in_force:
            old = short_name(standing.revision)
            raise UnknownDocumentError("retracted-document", name=name, revision=old)
        return standing.revision

    def read(self, revision: Revision) -> Document:
        """Load the text of a revision and read it as it was read when it was imported."""
        ((text,),) = self._read(queries.text_of(revision))
        # The bytes stay where they are: only their fingerprint is needed.
        document = read_document(revision.name, Source(b"", text), revision.items_at)
        return replace(document, sha256=revision.sha256)

    def has(self, name: str, source: Source) -> bool:
        """Tell whether the content of ``source`` was ever stored under ``name``."""
        return any(one.sha256 == source.sha256 for one in self._stored(name))

    def in_force(self) -> tuple[Revision, ...]:
        """Return the revisions in force, in the order of their documents' first import."""
        return tuple(one.revision for one in self.standings() if one.in_force)

    def standings(self) -> tuple[Standing, ...]:
        """Return where each document stands, retracted ones among them."""
        return tuple(
            Standing(queries.to_revision(row), row.revisions, row.kind != EventKind.RETRACTED)
            for row in self._read(queries.standings())
        )

    def history(self, name: str) -> tuple[Event, ...]:
        """Return what happened to a document, the oldest event first.

        Raises UnknownDocumentError, naming the documents that are stored.
        """
        self._standing(name)
        return queries.to_events(self._read(queries.history_of(name)))

    def version(self) -> int:
        """Return a number of the events, which grows with whatever changes the answers.

        Not the highest id: a server hands out ids before it commits, and an event that is
        committed behind one with a higher id would go unseen.
        """
        ((version,),) = self._read(queries.STATE_VERSION)
        return int(version)

    def is_empty(self) -> bool:
        """Tell whether no document was ever stored."""
        return not self.version()

    def _set(self, name: str, *, in_force: bool) -> bool:
        self._standing(name)
        try:
            with writing(self._engine) as connection:
                return set_in_force(connection, name, in_force=in_force)
        except SQLAlchemyError as error:
            raise StoreError("database-change", name=name, cause=error) from error

    def _standing(self, name: str) -> Standing:
        standings = self.standings()
        found = next((one for one in standings if one.revision.name == name), None)
        if found is None:
            raise UnknownDocumentError("unknown-document", name=name, known=_join(standings))
        return found

    def _stored(self, name: str) -> tuple[Revision, ...]:
        return tuple(queries.to_revision(row) for row in self._read(queries.revisions_of(name)))

    def _read(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        try:
            with self._engine.connect() as connection:
                return connection.execute(query).all()
        except SQLAlchemyError as error:
            raise StoreError("database-read", cause=error) from error


def newest_first(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Order documents by their date of issue, the newest first, undated ones and drafts last."""
    return tuple(sorted(documents, key=_age))


def _join(standings: Sequence[Standing]) -> str:
    return "、".join(one.revision.name for one in standings)


def _age(document: Document) -> tuple[bool, bool, int, str]:
    issued = document.meta.issued_on
    return (
        document.meta.draft,
        issued is None,
        -(issued.toordinal() if issued else 0),
        document.name,
    )
