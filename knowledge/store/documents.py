"""The documents in the database."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from knowledge.errors import SourceError, StoreError, UnknownDocumentError
from knowledge.parsing import read_document
from knowledge.readers.source import Source
from knowledge.store.database import writing
from knowledge.store.tables import documents, revisions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.model import Document


_NAME = re.compile(r"[\w.\-—()()]{1,100}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``new`` is False where the same content was stored before."""

    document: Document
    new: bool


class DocumentStore:
    """Keeps documents as revisions of their text; the newest revision of each is in force."""

    def __init__(self, engine: sa.Engine) -> None:
        """Work on ``engine``, as ``open_database`` returns it."""
        self._engine = engine

    def add(self, name: str, source: Source) -> Imported:
        """Store ``source`` under ``name``; the same bytes under the same name change nothing.

        Raises SourceError for a name that cannot serve and NotAPlanError before anything is
        written, StoreError where writing fails.
        """
        if not _NAME.fullmatch(name):
            raise SourceError("bad-name", name=name)
        document = read_document(name, source)
        try:
            with writing(self._engine).begin() as connection:
                return Imported(document, new=_insert(connection, name, source))
        except SQLAlchemyError as error:
            raise StoreError("database-write", name=name, cause=error) from error

    def all(self) -> tuple[Document, ...]:
        """Return the documents in force, the one issued last first, undated ones at the end."""
        loaded = [read_document(name, source) for name, source in self._newest()]
        return tuple(sorted(loaded, key=_age))

    def get(self, name: str | None = None) -> Document:
        """Return the document in force under ``name``, without a name the one issued last.

        Raises UnknownDocumentError, naming the documents that are stored.
        """
        if name is None:
            return self.all()[0]
        stored = dict(self._newest())
        if name not in stored:
            raise UnknownDocumentError("unknown-document", name=name, known="、".join(stored))
        return read_document(name, stored[name])

    def is_empty(self) -> bool:
        """Tell whether no document is stored."""
        return not self._read(sa.select(documents.c.id).limit(1))

    def _newest(self) -> Iterator[tuple[str, Source]]:
        newest = sa.select(sa.func.max(revisions.c.id)).group_by(revisions.c.document_id)
        query = (
            sa.select(documents.c.name, revisions.c.source, revisions.c.text)
            .join(revisions, revisions.c.document_id == documents.c.id)
            .where(revisions.c.id.in_(newest))
            .order_by(documents.c.id)
        )
        rows = self._read(query)
        return ((row.name, Source(row.source, row.text)) for row in rows)

    def _read(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        try:
            with self._engine.connect() as connection:
                return connection.execute(query).all()
        except SQLAlchemyError as error:
            raise StoreError("database-read", cause=error) from error


def _insert(connection: sa.Connection, name: str, source: Source) -> bool:
    found = connection.scalar(sa.select(documents.c.id).where(documents.c.name == name))
    if found is None:
        connection.execute(documents.insert().values(name=name))
        found = connection.scalar(sa.select(documents.c.id).where(documents.c.name == name))
    newest = connection.scalar(
        sa.select(revisions.c.sha256)
        .where(revisions.c.document_id == found)
        .order_by(revisions.c.id.desc())
        .limit(1)
    )
    if newest == source.sha256:
        return False
    connection.execute(
        revisions.insert().values(
            document_id=found,
            sha256=source.sha256,
            source=source.data,
            text=source.text,
            imported_at=dt.datetime.now(dt.UTC),
        )
    )
    return True


def _age(document: Document) -> tuple[bool, int, str]:
    issued = document.meta.issued_on
    return issued is None, -(issued.toordinal() if issued else 0), document.name
