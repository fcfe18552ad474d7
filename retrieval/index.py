"""The index over the items of several documents: built once, never changed, swapped whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.evidence import Evidence, weigh
from retrieval.scope import Narrowing
from retrieval.searcher import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.model import Document, Item
    from retrieval.analysis import Analyzer, Field
    from retrieval.query import Query
    from retrieval.scope import Scope
    from retrieval.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that an engine found, with its score and the evidence for it."""

    item: Item
    score: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AnalyzedDocument:
    """A document with the terms of each of its items, in their order."""

    document: Document
    entries: tuple[Entry, ...]


def analyze_document(document: Document, analyzer: Analyzer) -> AnalyzedDocument:
    """Cut all items of a document into terms, the titles of their areas with them."""
    terms = analyzer.terms_of([_indexed_text(item) for item in document.items])
    return AnalyzedDocument(document, tuple(map(Entry, terms)))


class ItemIndex:
    """Finds items by queries, through an engine that ``make_searcher`` builds over their terms."""

    def __init__(
        self,
        analyzed: Sequence[AnalyzedDocument],
        make_searcher: Callable[[Sequence[Entry]], Searcher],
    ) -> None:
        """Index the items of documents, the newest first: of equal scores it comes first."""
        self.documents = tuple(one.document for one in analyzed)
        self.narrowing = Narrowing(self.documents)
        self._items = [item for document in self.documents for item in document.items]
        self._entries = [entry for one in analyzed for entry in one.entries]
        self._searcher = make_searcher(self._entries)

    def search(self, query: Query, limit: int, scope: Scope | None = None) -> list[Hit]:
        """Return up to ``limit`` items, best first, each with its evidence.

        With a ``scope`` they are of its documents only.
        """
        if scope is None or len(scope.documents) == len(self.documents):
            found = self._searcher.search(query, limit)
        else:
            # Engines know nothing of documents, so all that is found is asked for.
            names = {document.name for document in scope.documents}
            ranked = self._searcher.search(query, len(self._items))
            found = [s for s in ranked if self._items[s.position].document.name in names][:limit]
        return [
            Hit(self._items[one.position], one.score, weigh(query, self._vocabulary(one.position)))
            for one in found
        ]

    def _vocabulary(self, position: int) -> dict[Field, frozenset[str]]:
        # Kept for all items, it would take more memory than the engine.
        return {field: frozenset(t) for field, t in self._entries[position].terms.items()}


def _indexed_text(item: Item) -> str:
    area = item.document.title_of(item.area) if item.area else ""
    return f"{area}\n{item.text}"
