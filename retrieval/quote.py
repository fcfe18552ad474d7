"""The quote: the sentence of an item that answers best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.sentences import sentences

if TYPE_CHECKING:
    from knowledge.model import Item
    from knowledge.span import Span
    from retrieval.analysis import Analyzer
    from retrieval.query import Query


def best_sentence(item: Item, query: Query, analyzer: Analyzer) -> Span:
    """Return the sentence of the item's body that meets most of the query's weight.

    Sentences that meet as much are taken in their order, so a query that meets none gets the
    first one; an item without a body is quoted by its title.
    """
    text = item.document.text
    candidates = sentences(text, item.node.body, item.document.soft_breaks)
    if not candidates:
        return item.node.title or item.node.own
    return max(candidates, key=lambda span: _met(span.of(text), query, analyzer))


def _met(sentence: str, query: Query, analyzer: Analyzer) -> float:
    vocabulary = analyzer.terms(sentence)
    return sum(term.weight for term in query.terms if term.text in vocabulary[term.field])
