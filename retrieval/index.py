"""The index over the items of several documents: built once, never changed, swapped whole."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from retrieval.analysis import TEXT_FIELDS, Field
from retrieval.confidence import Calibration, Calibrations, Signs, logit
from retrieval.evidence import Evidence, Reason, weigh
from retrieval.scope import Narrowing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from knowledge.model import Document, Item
    from retrieval.associations import Associations
    from retrieval.examples import Key
    from retrieval.query import Query
    from retrieval.quote import LearntSentences, Sentences
    from retrieval.scope import Scope
    from retrieval.searcher import Entry, Searcher

# What the wording (BM25 by the question's weight) counts beside what was learnt, in nats.
_WRITTEN = 0.3
# How much an older document's items give way to those of the next newer one, in the logarithm of
# the odds that an item is meant.
_OLDER = 0.5
# So many items are asked of the engine: what it ranks lower is decided by what was learnt.
_CANDIDATES = 200
# The sentences of so many items are kept, those asked for last.
_KEPT_ITEMS = 2000
# Added to the question's weight, so that a single rare word does not count as a whole question.
_LEAST_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, with its score and the evidence for it.

    ``score`` is the logarithm of the odds that it is meant, its lead left out; ``confidence`` is
    how likely it is what was asked for, 0 to 1, judged by ``signs``. ``taught`` tells whether its
    document has remembered questions enough.
    """

    item: Item
    score: float
    evidence: Evidence
    signs: Signs
    confidence: float
    taught: bool = True


@dataclass(frozen=True, slots=True)
class AnalyzedDocument:
    """A document with the terms of each of its items, in their order, and what was learnt.

    ``sentences`` is None where nothing was learnt of them.
    """

    document: Document
    entries: tuple[Entry, ...]
    associations: Associations
    sentences: LearntSentences | None = None


class ItemIndex:
    """Finds items by queries: by their wording, through an engine, and by what was learnt."""

    def __init__(
        self,
        analyzed: Sequence[AnalyzedDocument],
        make_searcher: Callable[[Sequence[Entry]], Searcher],
        make_sentences: Callable[[Item, LearntSentences | None], Sentences],
        calibrations: Calibrations,
    ) -> None:
        """Index the items of documents, the newest first: of equal scores it comes first."""
        self.documents = tuple(one.document for one in analyzed)
        self.narrowing = Narrowing(self.documents)
        self._items = [item for document in self.documents for item in document.items]
        self._entries = [entry for one in analyzed for entry in one.entries]
        self._searcher = make_searcher(self._entries)
        self._learnt = [one.associations for one in analyzed]
        self._by_key = {item.key: item for item in self._items}
        # An item's own hash would go through its whole document.
        self._calibrations = calibrations
        # Kept for all items of long documents, they would take more memory than the engine.
        self._vocabulary = lru_cache(_KEPT_ITEMS)(self._terms_of)
        self._sentences = lru_cache(_KEPT_ITEMS)(self._cut)
        self._make_sentences = make_sentences
        self._learnt_sentences = {one.document.name: one.sentences for one in analyzed}
        starts = np.cumsum([0, *(len(one.entries) for one in analyzed)])
        age = np.arange(len(analyzed)) * _OLDER
        sure = [self._calibration(one.associations) for one in analyzed]
        sizes = np.diff(starts)
        self._worth = np.repeat([one.margin for one in sure], sizes)
        self._start = np.repeat([one.constant for one in sure] - age, sizes)
        self._length = np.repeat([one.length for one in sure], sizes)
        self._ranges = [(int(a), int(b)) for a, b in pairwise(starts)]

    def search(self, query: Query, limit: int, scope: Scope | None = None) -> list[Hit]:
        """Return up to ``limit`` items, best first, each with its evidence.

        With a ``scope`` they are of its documents only. The score is the sum of what each term
        adds, as ``explain`` lists it, and of a part that does not depend on the item's words. What
        was learnt of two documents differs in scale: by odds their items can be held together.
        """
        if not query.terms:
            return []
        margins, written = self._margins(query), self._written(query)
        length = math.log1p(sum(term.field is Field.CHARACTERS for term in query.terms))
        scores = self._worth * (margins + written) + self._start + self._length * length
        if scope is not None and len(scope.documents) < len(self.documents):
            names = {document.name for document in scope.documents}
            for document, (start, end) in zip(self.documents, self._ranges, strict=True):
                if document.name not in names:
                    scores[start:end] = -np.inf
        best = [int(at) for at in np.argsort(-scores, kind="stable")[: limit + 1]]
        best = [at for at in best if np.isfinite(scores[at])]
        hits = []
        for rank, at in enumerate(best[:limit]):
            lead = float(scores[at] - scores[best[rank + 1]]) if rank + 1 < len(best) else 0.0
            evidence = self._evidence(query, at)
            margin = float(margins[at])
            # Only the best item leads; what follows it is judged by its own evidence.
            gap = lead if rank == 0 else 0.0
            signs = Signs(margin, float(written[at]), gap, length)
            learnt = self._learnt[self._place(at)[0]]
            sure = self._calibration(learnt).confidence(signs)
            score = float(scores[at])
            hits.append(Hit(self._items[at], score, evidence, signs, sure, learnt.taught))
        return self._led(hits)

    def _led(self, hits: list[Hit]) -> list[Hit]:
        """Put the most likely one of the documents' best items first, newer ones preferred.

        The score leaves out how differently the wording counts for a document that was taught.
        """
        age = {document.name: at * _OLDER for at, document in enumerate(self.documents)}
        best: dict[str, Hit] = {}
        for hit in hits:
            best.setdefault(hit.item.document.name, hit)
        if len(best) <= 1:
            return hits
        first = max(
            best.values(), key=lambda hit: logit(hit.confidence) - age[hit.item.document.name]
        )
        return [first, *(hit for hit in hits if hit is not first)]

    def _calibration(self, learnt: Associations) -> Calibration:
        return self._calibrations.taught if learnt.taught else self._calibrations.untaught

    def sentences(self, item: Item) -> Sentences:
        """Return the sentences of an item, cut at the first time."""
        return self._sentences(item.key)

    def explain(self, query: Query, hit: Hit) -> list[Reason]:
        """Return what each term of the query adds to the score of a hit, the most first."""
        at = next(at for at, item in enumerate(self._items) if item is hit.item)
        document, position = self._place(at)
        learnt = self._learnt[document]
        gains = learnt.gains(query, position)
        worth = float(self._worth[at])
        reasons = []
        for term in query.terms:
            key = (term.field, term.text)
            one = type(query)((term,))
            written = self._written(one, total=_weight_of(query))[at]
            told = gains.get(key, 0.0)
            reasons.append(Reason(term.field, term.text, worth * told, worth * float(written)))
        return sorted((r for r in reasons if r.total), key=lambda reason: -reason.total)

    def _margins(self, query: Query) -> NDArray[np.float64]:
        """Return how much more each item was learnt to be asked by such words than none is."""
        found = [scores[:-1] - scores[-1] for scores in (one.scores(query) for one in self._learnt)]
        return np.concatenate(found) if found else np.zeros(0)

    def _written(self, query: Query, total: float | None = None) -> NDArray[np.float64]:
        scores = np.zeros(len(self._items))
        for scored in self._searcher.search(query, _CANDIDATES):
            scores[scored.position] = scored.score
        return scores * _WRITTEN / (total or _weight_of(query))

    def _evidence(self, query: Query, at: int) -> Evidence:
        document, position = self._place(at)
        learnt = self._learnt[document]

        def holds(key: Key) -> bool:
            return learnt.holds(key, position)

        return weigh(query, self._vocabulary(at), holds)

    def _terms_of(self, at: int) -> dict[Field, frozenset[str]]:
        return {field: frozenset(terms) for field, terms in self._entries[at].terms.items()}

    def _cut(self, key: tuple[str, int]) -> Sentences:
        return self._make_sentences(self._by_key[key], self._learnt_sentences[key[0]])

    def _place(self, at: int) -> tuple[int, int]:
        """Return the document of an item, by its position, and the item's position in it."""
        document = next(n for n, (start, end) in enumerate(self._ranges) if start <= at < end)
        return document, at - self._ranges[document][0]


def _weight_of(query: Query) -> float:
    """Return the mean weight of the question in the fields of its text."""
    weights = [sum(t.weight for t in query.terms if t.field is field) for field in TEXT_FIELDS]
    return sum(weights) / len(weights) + _LEAST_WEIGHT


def indexed_text(item: Item) -> str:
    """Return what is indexed of an item: the title of its area, and all its words."""
    area = item.document.title_of(item.area) if item.area else ""
    return f"{area}\n{item.text}"
