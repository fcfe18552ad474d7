"""The Searcher port: what every engine does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from retrieval.analysis import Field
    from retrieval.query import Query


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine indexes: the terms of one item by field, with repetitions."""

    terms: dict[Field, list[str]]


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry that an engine found: its position in the index and its score, above zero."""

    position: int
    score: float


class Searcher(Protocol):
    """Ranks the entries it was built over by a query.

    An engine is built once over all its entries and does not change; several threads may search
    it at a time. The score of an entry is the sum over the query's terms of the term's weight
    times its score in the field, so entries that share no term with the query are not found.
    """

    def search(self, query: Query, limit: int) -> list[Scored]:
        """Return up to ``limit`` entries, best first, equal scores by position."""
        ...
