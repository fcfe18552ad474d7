"""A query: what an engine needs to know of a question, a weighted bag of (field, term)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.analysis import Field

if TYPE_CHECKING:
    from retrieval.analysis import Analyzer, Token
    from retrieval.thesaurus import Mention, Thesaurus

# What a word must say, in nats, before it counts: 的 and 了 say less, 学校 little more.
_COMMON = 5.5
# What a concept says at least, in the same unit as terms, however common its everyday words.
_LEAST_CONCEPT = 0.6


@dataclass(frozen=True, slots=True)
class Term:
    """A weighted term of a query.

    ``asked`` is False for a term that stands in the question only within the mention of a
    concept, or comes from the thesaurus: then the concept is what was asked.
    """

    field: Field
    text: str
    weight: float
    asked: bool = True


@dataclass(frozen=True, slots=True)
class AskedConcept:
    """A concept that the question speaks of: its weight, and the words of each official term."""

    name: str
    weight: float
    official: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as a bag of terms, each (field, text) at most once, with what it speaks of."""

    terms: tuple[Term, ...]
    concepts: tuple[AskedConcept, ...] = ()


def to_query(folded: str, analyzer: Analyzer, thesaurus: Thesaurus) -> Query:
    """Weigh each term by what it says above what common words say, and add the official terms."""
    mentions = thesaurus.mentions(folded)
    weights: dict[tuple[Field, str], float] = {}
    asked: set[tuple[Field, str]] = set()
    said: defaultdict[str, float] = defaultdict(float)
    for token in analyzer.tokens(folded):
        key = (token.field, token.term)
        weights[key] = _weight(token, analyzer)
        mention = _mention_around(token, mentions)
        if mention is None:
            asked.add(key)
        elif token.field is Field.WORDS:
            name = mention.concept.name
            said[name] = max(said[name], weights[key])
    concepts = []
    for concept in dict.fromkeys(mention.concept for mention in mentions):
        official = []
        for term in concept.official:
            tokens = list(analyzer.tokens(analyzer.fold(term).text))
            official.append(frozenset(t.term for t in tokens if t.field is Field.WORDS))
            for token in tokens:
                key = (token.field, token.term)
                weights[key] = max(weights.get(key, 0.0), _weight(token, analyzer))
        weight = max(said[concept.name], _LEAST_CONCEPT)
        concepts.append(AskedConcept(concept.name, weight, tuple(official)))
    terms = (Term(*key, weight, key in asked) for key, weight in weights.items() if weight > 0)
    return Query(tuple(terms), tuple(concepts))


def _weight(token: Token, analyzer: Analyzer) -> float:
    # A bigram is seldom in the dictionary: it says the mean of its characters.
    parts = token.term if token.field is Field.BIGRAMS else (token.term,)
    information = sum(analyzer.information(part) for part in parts) / len(parts)
    return max(0.0, information - _COMMON) / 10


def _mention_around(token: Token, mentions: list[Mention]) -> Mention | None:
    """Return the mention that the token overlaps, if any."""
    return next((m for m in mentions if m.start < token.end and token.start < m.end), None)
