"""The quote: the sentence of an item that answers best."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.sentences import sentences
from retrieval.analysis import TEXT_FIELDS, Field
from retrieval.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.model import Item
    from knowledge.span import Span
    from retrieval.analysis import Analyzer
    from retrieval.associations import Associations
    from retrieval.query import Query
    from retrieval.thesaurus import Thesaurus

_FIELDS = {Field.WORDS: 1.0, Field.BIGRAMS: 1.0, Field.CHARACTERS: 0.25}
# What a concept counts whose official terms stand in a sentence, beside the words themselves.
_CONCEPT = 1.5
_BROADER = 0.3
# What the wording counts beside what was learnt of the sentences, in nats.
_WRITTEN = 2.0


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    folded: str
    terms: Mapping[Field, frozenset[str]]


class LearntSentences:
    """What was learnt of all sentences of a document, in text order.

    ``first`` is the class of the first sentence of each item, by the position of its node.
    """

    def __init__(self, associations: Associations, first: Mapping[int, int]) -> None:
        """Use ``associations`` whose classes are the sentences."""
        self.first = first
        self._associations = associations
        self._last: tuple[Query, NDArray[np.float64]] | None = None

    def scores(self, query: Query) -> NDArray[np.float64]:
        """Return the score of each sentence; for the items shown to one question the same."""
        last = self._last
        if last is None or last[0] is not query:
            # Threads may take turns here: each goes on with the pair that it made or found.
            last = (query, self._associations.scores(query))
            self._last = last
        return last[1]


def sentences_of(item: Item) -> list[Span]:
    """Return the sentences of an item's words; one without a body has its title only."""
    document = item.document
    spans = [
        span
        for node in document.within(item.node)
        for span in sentences(document.text, node.body, document.soft_breaks)
    ]
    return spans or [item.node.title or item.node.own]


class Sentences:
    """The sentences of an item, cut into terms once; chooses the one to quote."""

    def __init__(self, item: Item, analyzer: Analyzer, learnt: LearntSentences | None) -> None:
        """Cut the sentences of the item's words; use what was ``learnt`` of them, if anything."""
        text = item.document.text
        spans = sentences_of(item)
        self._learnt = learnt
        self._first = learnt.first[item.node.position] if learnt else 0
        self._sentences = tuple(
            _Sentence(
                span,
                fold(span.of(text)).text,
                {f: frozenset(terms) for f, terms in analyzer.terms(span.of(text)).items()},
            )
            for span in spans
        )
        self._frequencies = Counter(
            (field, term)
            for one in self._sentences
            for field in TEXT_FIELDS
            for term in one.terms[field]
        )

    @property
    def spans(self) -> Sequence[Span]:
        """The spans of the sentences, in text order."""
        return [one.span for one in self._sentences]

    def best(self, query: Query, thesaurus: Thesaurus) -> Span:
        """Return the sentence that meets most of the query; of equal ones the first.

        A term counts by its weight and by how few of the item's sentences have it: what stands in
        all of them does not tell them apart.
        """
        scores = [0.0] * len(self._sentences)
        for term in query.terms:
            field = _FIELDS.get(term.field)
            count = self._frequencies.get((term.field, term.text))
            if field is None or not count:
                continue
            worth = field * term.weight * self._rarity(count)
            for at, one in enumerate(self._sentences):
                if term.text in one.terms[term.field]:
                    scores[at] += worth
        if self._learnt is None:
            for term in query.terms:
                if term.field is Field.CONCEPTS:
                    self._add_concept(scores, thesaurus, term.text, term.weight)
        else:
            asked = sum(_FIELDS.get(term.field, 0.0) * term.weight for term in query.terms)
            known = self._learnt.scores(query)[self._first :][: len(scores)]
            scores = [
                _WRITTEN * score / (asked + 1.0) + float(one)
                for score, one in zip(scores, known, strict=True)
            ]
        best = max(range(len(scores)), key=lambda at: (scores[at], -at))
        return self._sentences[best].span

    def _add_concept(
        self, scores: list[float], thesaurus: Thesaurus, name: str, weight: float
    ) -> None:
        official, broader = thesaurus.official_terms(name)
        for terms, factor in ((official, _CONCEPT), (broader, _CONCEPT * _BROADER)):
            having = [
                at
                for at, one in enumerate(self._sentences)
                if any(all(part in one.folded for part in term) for term in terms)
            ]
            for at in having:
                scores[at] += factor * weight * self._rarity(len(having))

    def _rarity(self, count: int) -> float:
        return math.log1p(len(self._sentences) / count)
