"""The index over the items of several documents: built once, never changed, swapped whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.evidence import Evidence, weigh
from retrieval.searcher import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.model import Document, Item
    from retrieval.analysis import Analyzer
    from retrieval.query import Query
    from retrieval.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that an engine found, with its score and the evidence for it."""

    item: Item
    score: float
    evidence: Evidence


class ItemIndex:
    """Finds items by queries, through an engine that ``make_searcher`` builds over their terms."""

    def __init__(
        self,
        documents: Sequence[Document],
        analyzer: Analyzer,
        make_searcher: Callable[[Sequence[Entry]], Searcher],
    ) -> None:
        """Analyze and index all items of ``documents``."""
        self.documents = tuple(documents)
        self._items = [item for document in documents for item in document.items]
        self._entries = [Entry(analyzer.terms(_indexed_text(item))) for item in self._items]
        self._vocabularies = [
            {field: frozenset(terms) for field, terms in entry.terms.items()}
            for entry in self._entries
        ]
        self._searcher = make_searcher(self._entries)

    def search(self, query: Query, limit: int) -> list[Hit]:
        """Return up to ``limit`` items, best first, each with its evidence."""
        return [
            Hit(
                self._items[scored.position],
                scored.score,
                weigh(query, self._vocabularies[scored.position]),
            )
            for scored in self._searcher.search(query, limit)
        ]


def _indexed_text(item: Item) -> str:
    area = item.document.title_of(item.area) if item.area else ""
    return f"{area}\n{item.text}"
