"""A query: what an engine needs to know of a question, a weighted bag of (field, term)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from retrieval.analysis import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.analysis import Analyzer, Token
    from retrieval.thesaurus import Mention, Thesaurus

# What a word must say, in nats, before it counts: 的 and 了 say less, 学校 little more.
_COMMON = 5.5
_NATS = 10.0
# A mention of six characters or more is as sure as any.
_SUREST = 6


class Term(NamedTuple):
    """A weighted term of a query; the weight is zero for what says nothing by itself, as 的."""

    field: Field
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Query:
    """A question as a bag of terms, each (field, text) once, with the concepts it mentions."""

    terms: tuple[Term, ...]
    mentions: tuple[Mention, ...] = ()


def to_query(folded: str, analyzer: Analyzer, thesaurus: Thesaurus) -> Query:
    """Weigh the terms of a folded question by what each says above what common words say."""
    mentions = tuple(thesaurus.mentions(folded))
    tokens = list(analyzer.tokens(folded))
    if _may_slip(folded, tokens, analyzer):
        mentions += tuple(thesaurus.slips(folded, analyzer.is_word))
    weights: dict[tuple[Field, str], float] = {}
    for token in tokens:
        key = (token.field, token.term)
        if key not in weights:
            weights[key] = term_weight(*key, analyzer)
    for name, weight in concept_weights(mentions).items():
        weights[Field.CONCEPTS, name] = weight
    terms = tuple(Term(field, text, weight) for (field, text), weight in weights.items())
    return Query(terms, mentions)


def _may_slip(folded: str, tokens: Iterable[Token], analyzer: Analyzer) -> bool:
    """Tell whether two characters in a row belong to no word, as those of a slip do not.

    Two of the most common ones, such as 我的, are no slip.
    """
    inside = {
        at
        for field, word, start, end in tokens
        if field is Field.WORDS and len(word) > 1 and analyzer.is_word(word)
        for at in range(start, end)
    }
    alone = [at for at, sign in enumerate(folded) if sign.isalpha() and at not in inside]
    return any(
        after == before + 1
        and not (analyzer.is_common(folded[before]) and analyzer.is_common(folded[after]))
        for before, after in pairwise(alone)
    )


def term_weight(field: Field, term: str, analyzer: Analyzer) -> float:
    """Return what a term says, 0 or more; a bigram, seldom a word, says the mean of its parts."""
    if field is Field.BIGRAMS:
        information = (analyzer.information(term[0]) + analyzer.information(term[1])) / 2
    else:
        information = analyzer.information(term)
    return max(0.0, information - _COMMON) / _NATS


def concept_weights(mentions: tuple[Mention, ...]) -> dict[str, float]:
    """Weigh concepts by their longest mention; what several share says less of each."""
    weights: dict[str, float] = {}
    for mention in mentions:
        sure = 0.6 + 0.2 * min(mention.literal, _SUREST)
        weight = sure / len(mention.concepts) ** 0.5
        for name in mention.concepts:
            weights[name] = max(weights.get(name, 0.0), weight)
    return weights
