"""The assistant: the one way from a question to its answer."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer import Answer, ItemAnswer
from bot.facts import answer_facts, find_numbered
from retrieval.details import missing_details
from retrieval.outcome import MOST_SHOWN, Outcome, Thresholds, judge
from retrieval.understanding import LONGEST_QUESTION, FactRequest, ItemRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answer import Question
    from knowledge.model import Document, Item
    from retrieval.index import Hit, ItemIndex
    from retrieval.query import Query
    from retrieval.thesaurus import Thesaurus
    from retrieval.understanding import Understanding


# What is less likely than this has nothing to do with the question.
_NEAREST = 0.1


class Assistant:
    """Answers questions; stateless, so that any number of threads may ask."""

    def __init__(
        self,
        current_index: Callable[[], ItemIndex],
        thesaurus: Thesaurus,
        understanding: Understanding,
        thresholds: Thresholds,
    ) -> None:
        """Answer each question from the index that ``current_index`` returns for it.

        ``thresholds`` say how much evidence each outcome needs.
        """
        self._current_index = current_index
        self._thesaurus = thesaurus
        self._understanding = understanding
        self._thresholds = thresholds

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that answers come from now, the newest first."""
        return self._current_index().documents

    def answer(self, question: Question) -> Answer:
        """Answer any text; the answer's outcome says what was found.

        Raises StoreError where it cannot be told which documents are in force.
        """
        started = time.perf_counter()
        index = self._current_index()
        text = question.text[:LONGEST_QUESTION]
        narrowed = index.narrowing.narrow(text, today=question.today, year=question.year)
        request = self._understanding.understand(narrowed.words)
        empty = Answer(
            question,
            Outcome.NOT_FOUND,
            narrowed.scope.documents,
            absent_year=narrowed.scope.absent_year,
        )
        if isinstance(request, ItemRequest):
            # What else the message says picks the sentence: 第25条年底前要完成什么.
            answer = self._numbered(
                empty, index, request, self._understanding.query(narrowed.words)
            )
        elif isinstance(request, FactRequest):
            answer = self._facts(empty, request)
        else:
            hits = index.search(request, MOST_SHOWN, narrowed.scope)
            answer = self._found(empty, index, request, hits)
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def rank(self, question: Question, limit: int) -> tuple[Item, ...]:
        """Return up to ``limit`` items as a search ranks them, best first, whatever the outcome.

        A question that is not searched for, such as one for an item's number, has no ranking.
        """
        index = self._current_index()
        text = question.text[:LONGEST_QUESTION]
        narrowed = index.narrowing.narrow(text, today=question.today, year=question.year)
        request = self._understanding.understand(narrowed.words)
        if isinstance(request, (ItemRequest, FactRequest)):
            return ()
        return tuple(hit.item for hit in index.search(request, limit, narrowed.scope))

    def _numbered(
        self, empty: Answer, index: ItemIndex, request: ItemRequest, query: Query
    ) -> Answer:
        items = find_numbered(empty.documents, request.numeral)
        if not items:
            return empty
        shown = tuple(self._shown(index, empty.question, i, query, 1.0) for i in items[:MOST_SHOWN])
        outcome = Outcome.ANSWER if len(items) == 1 else Outcome.CHOICES
        return replace(empty, outcome=outcome, answers=shown)

    def _facts(self, empty: Answer, request: FactRequest) -> Answer:
        if not empty.documents:
            return empty
        facts = answer_facts(empty.documents[0], request.facts)
        return replace(empty, outcome=Outcome.DOCUMENT, facts=facts)

    def _found(self, empty: Answer, index: ItemIndex, query: Query, hits: list[Hit]) -> Answer:
        outcome = judge(hits, self._thresholds)
        # What no word of the question speaks for would puzzle the asker.
        worth = [hit for hit in hits if hit.evidence.words]
        shown = tuple(
            replace(
                self._shown(index, empty.question, hit.item, query, hit.confidence),
                words=hit.evidence.words,
            )
            for hit in worth
        )
        if outcome is Outcome.NOT_FOUND:
            near = tuple(one for one in shown if one.confidence >= _NEAREST)
            return replace(empty, nearest=near)
        return replace(empty, outcome=outcome, answers=shown)

    def _shown(
        self, index: ItemIndex, question: Question, item: Item, query: Query, confidence: float
    ) -> ItemAnswer:
        quote = index.sentences(item).best(query, self._thesaurus)
        missing = missing_details(question.text, item.text)
        return ItemAnswer(item, quote, confidence, missing)
