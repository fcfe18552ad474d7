"""A query: what an engine needs to know of a question, a weighted bag of (field, term)."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.analysis import Field


@dataclass(frozen=True, slots=True)
class Term:
    """A weighted term of a query."""

    field: Field
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Query:
    """A question as a bag of terms, each (field, text) at most once."""

    terms: tuple[Term, ...]
