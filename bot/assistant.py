"""The assistant: the one way from a question to its answer."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer import Answer, ItemAnswer
from bot.facts import answer_facts, find_numbered
from retrieval.details import missing_details
from retrieval.outcome import MOST_SHOWN, Outcome, Thresholds, judge
from retrieval.quote import best_sentence
from retrieval.understanding import FactRequest, ItemRequest

if TYPE_CHECKING:
    from bot.answer import Question
    from knowledge.model import Document, Item
    from retrieval.analysis import Analyzer
    from retrieval.index import ItemIndex
    from retrieval.query import Query
    from retrieval.understanding import Understanding


class Assistant:
    """Answers questions from an index; stateless, so that any number of threads may ask."""

    def __init__(
        self,
        index: ItemIndex,
        analyzer: Analyzer,
        understanding: Understanding,
        thresholds: Thresholds,
    ) -> None:
        """Answer from ``index``, by the evidence that ``thresholds`` ask for."""
        self._index = index
        self._analyzer = analyzer
        self._understanding = understanding
        self._thresholds = thresholds

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that answers come from, the newest first."""
        return self._index.documents

    def answer(self, question: Question) -> Answer:
        """Answer any text; the answer's outcome says what was found."""
        started = time.perf_counter()
        request = self._understanding.understand(question.text)
        if isinstance(request, ItemRequest):
            answer = self._numbered(question, request)
        elif isinstance(request, FactRequest):
            answer = self._facts(question, request)
        else:
            answer = self._search(question, request)
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _numbered(self, question: Question, request: ItemRequest) -> Answer:
        items = find_numbered(self._index.documents, request.numeral)
        if not items:
            return self._empty(question, Outcome.NOT_FOUND)
        # What else the message says picks the sentence: 第25条年底前要完成什么.
        query = self._understanding.query(question.text)
        answers = tuple(self._shown(question, item, query, 1.0) for item in items[:MOST_SHOWN])
        outcome = Outcome.ANSWER if len(items) == 1 else Outcome.CHOICES
        return replace(self._empty(question, outcome), answers=answers)

    def _facts(self, question: Question, request: FactRequest) -> Answer:
        if not self._index.documents:
            return self._empty(question, Outcome.NOT_FOUND)
        facts = answer_facts(self._index.documents[0], request.facts)
        return replace(self._empty(question, Outcome.DOCUMENT), facts=facts)

    def _search(self, question: Question, query: Query) -> Answer:
        hits = self._index.search(query, MOST_SHOWN)
        outcome = judge(hits, self._thresholds)
        # What shares no word with the question would puzzle the asker beside what does.
        worth = [hit for hit in hits if hit.evidence.words]
        shown = tuple(self._shown(question, h.item, query, h.evidence.share) for h in worth)
        if outcome is Outcome.NOT_FOUND:
            return replace(self._empty(question, outcome), nearest=shown)
        return replace(self._empty(question, outcome), answers=shown)

    def _shown(self, question: Question, item: Item, query: Query, confidence: float) -> ItemAnswer:
        quote = best_sentence(item, query, self._analyzer)
        missing = missing_details(question.text, item.text)
        return ItemAnswer(item, quote, confidence, missing)

    def _empty(self, question: Question, outcome: Outcome) -> Answer:
        return Answer(question, outcome, self._index.documents)
