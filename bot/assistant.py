"""The assistant: the one way from a question to its answer."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from bot.answer import Answer, Question
from bot.replies.context import next_context
from bot.replies.facts import reply_facts
from bot.replies.phrases import reply_alternatives, reply_phrases
from bot.replies.places import reply_area, reply_items
from bot.replies.quotations import reply_quotation
from bot.replies.search import Finder
from bot.replies.targets import reply_targets
from retrieval.outcome import Outcome, Thresholds
from retrieval.scope import Narrowed, Scope
from retrieval.understanding import LONGEST_QUESTION
from retrieval.understanding.context import resolve
from retrieval.understanding.requests import (
    AlternativesRequest,
    AreaRequest,
    CourtesyRequest,
    FactRequest,
    Guess,
    ItemRequest,
    PhraseRequest,
    QuotationRequest,
    Search,
    TargetsRequest,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowledge.model import Document, Item
    from retrieval.evidence import Reason
    from retrieval.index import Hit, ItemIndex
    from retrieval.thesaurus import Thesaurus
    from retrieval.understanding import Understanding
    from retrieval.understanding.context import Context
    from retrieval.understanding.requests import Request


_KEPT_ANSWERS = 1000
# Each takes some milliseconds.
_PREPARED_ITEMS = 100
# With a slip, so that all is made that any question needs.
_SLIP = "可厚服务"


class Assistant:
    """Answers questions; any number of threads may ask, what was asked before changes nothing."""

    def __init__(
        self,
        current_index: Callable[[], ItemIndex],
        thesaurus: Thesaurus,
        understanding: Understanding,
        thresholds: Thresholds,
        danger_notice: str | None = None,
    ) -> None:
        """Answer each question from the index that ``current_index`` returns for it.

        ``thresholds`` say how much evidence each outcome needs; ``danger_notice`` is put before
        the answer where a child is in danger.
        """
        self._current_index = current_index
        self._thesaurus = thesaurus
        self._understanding = understanding
        self._thresholds = thresholds
        self._danger_notice = danger_notice
        # Many people ask the same; an answer follows from the index and the question alone.
        self._kept = lru_cache(_KEPT_ANSWERS)(self._anew)
        self._kept_for: ItemIndex | None = None

    def with_thresholds(self, thresholds: Thresholds) -> Assistant:
        """Return an assistant over the same that needs other evidence for each outcome."""
        return Assistant(
            self._current_index,
            self._thesaurus,
            self._understanding,
            thresholds,
            self._danger_notice,
        )

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that answers come from now, the newest first."""
        return self._current_index().documents

    def prepare(self) -> None:
        """Make now what the first to ask would wait for; raises StoreError as ``answer`` does."""
        index = self._current_index()
        items = [item for document in index.documents for item in document.items]
        for item in items[:_PREPARED_ITEMS]:
            index.sentences(item)
        self.answer(Question(_SLIP))

    def answer(self, question: Question, context: Context | None = None) -> Answer:
        """Answer any text; the answer's outcome says what was found.

        ``context`` is that of the last answer in the same conversation, in the light of which
        还有吗 has a meaning. Raises StoreError where it cannot be told which documents are in
        force.
        """
        return self.answer_all([(question, context)])[0]

    def answer_all(self, asked: Iterable[tuple[Question, Context | None]]) -> tuple[Answer, ...]:
        """Answer questions that came at the same time, all from one index, as ``answer`` does."""
        index = self._current_index()
        if index is not self._kept_for:
            self._kept.cache_clear()
            self._kept_for = index
        return tuple(self._answer(index, question, context) for question, context in asked)

    def _answer(self, index: ItemIndex, question: Question, context: Context | None) -> Answer:
        started = time.perf_counter()
        found = self._follow_up(index, question, context) if context else None
        answer, request = found or self._kept(index, question)
        answer = replace(answer, context=next_context(answer, request, context))
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _follow_up(
        self, index: ItemIndex, question: Question, context: Context
    ) -> tuple[Answer, Request] | None:
        """Answer what means something only after the last answer, None for any other question."""
        narrowed = _narrowed(index, question)
        request = resolve(narrowed.words, context)
        if request is None:
            return None
        scope = narrowed.scope
        if len(scope.documents) == len(index.documents):
            among = tuple(one for one in index.documents if one.name in context.documents)
            scope = Scope(among or scope.documents, scope.absent_year)
        return self._answered(index, question, scope, request)

    def _anew(self, index: ItemIndex, question: Question) -> tuple[Answer, Request]:
        narrowed = _narrowed(index, question)
        understood = self._understanding.understand(narrowed.words)
        return self._answered(index, question, narrowed.scope, understood)

    def _answered(
        self, index: ItemIndex, question: Question, scope: Scope, understood: Request | Guess
    ) -> tuple[Answer, Request]:
        finder = self._finder(index, scope)
        empty = Answer(question, Outcome.NOT_FOUND, scope.documents, absent_year=scope.absent_year)
        request = finder.settled(empty, understood)
        return self._reply(replace(empty, kind=request.kind), request, finder), request

    def open(
        self, request: Request, document: str | None = None, context: Context | None = None
    ) -> Answer:
        """Answer what is asked for without words, of all documents or of the one of that name.

        An item that was one of the choices of ``context`` is shown in the light of the words that
        led to them. Nothing is found of a document that is gone. Raises StoreError as ``answer``
        does.
        """
        words = ""
        if isinstance(request, ItemRequest) and context and {*request.keys} <= {*context.choices}:
            words = context.words
        index = self._current_index()
        named = tuple(one for one in index.documents if document in (None, one.name))
        finder = self._finder(index, Scope(named))
        empty = Answer(Question(words), Outcome.NOT_FOUND, named, kind=request.kind)
        answer = self._reply(empty, request, finder)
        return replace(answer, context=next_context(answer, request, None))

    def suggest(self, words: str, limit: int) -> tuple[Answer, ...]:
        """Return up to ``limit`` answers of one item each that ``words`` may be meant for.

        They are for somebody who goes on typing and chooses, so nothing is refused. Raises
        StoreError as ``answer`` does.
        """
        index = self._current_index()
        narrowed = index.narrowing.narrow(words[:LONGEST_QUESTION])
        if isinstance(self._understanding.understand(narrowed.words), Search):
            found = self._finder(index, narrowed.scope).listed(narrowed.words, limit)
        else:
            found = self.answer(Question(words)).answers[:limit]
        documents = narrowed.scope.documents
        return tuple(Answer(Question(words), Outcome.ANSWER, documents, (one,)) for one in found)

    def rank(self, question: Question, limit: int) -> tuple[Item, ...]:
        """Return up to ``limit`` items as a search ranks them, best first, whatever the outcome.

        A question that is not searched for, such as one for an item's number, has no ranking; one
        for a phrase is ranked by all its words.
        """
        return tuple(hit.item for hit, _ in self.explain(question, limit))

    def explain(self, question: Question, limit: int) -> tuple[tuple[Hit, list[Reason]], ...]:
        """Return the items that ``rank`` does, each with what every term adds to its score."""
        index = self._current_index()
        narrowed = _narrowed(index, question)
        request = self._understanding.understand(narrowed.words)
        if isinstance(request, Search):
            words = request.words
        elif isinstance(request, PhraseRequest | AlternativesRequest | Guess):
            words = narrowed.words
        else:
            return ()
        query = self._understanding.query(words)
        hits = index.search(query, limit, narrowed.scope)
        return tuple((hit, index.explain(query, hit)) for hit in hits)

    def _finder(self, index: ItemIndex, scope: Scope) -> Finder:
        return Finder(index, scope, self._thesaurus, self._understanding, self._thresholds)

    def _reply(self, empty: Answer, request: Request, finder: Finder) -> Answer:  # noqa: PLR0911 - one a kind
        match request:
            case Search():
                notice = self._danger_notice if request.danger else None
                return finder.reply(replace(empty, notice=notice), request)
            case ItemRequest():
                return reply_items(empty, request, lambda item: finder.show(empty, request, item))
            case AreaRequest():
                return reply_area(empty, request)
            case FactRequest():
                return reply_facts(empty, request)
            case PhraseRequest():
                return reply_phrases(empty, request, lambda words: finder.find(empty, words))
            case AlternativesRequest():
                return reply_alternatives(empty, request, lambda words: finder.find(empty, words))
            case QuotationRequest():
                return reply_quotation(empty, request, lambda words: finder.find(empty, words))
            case TargetsRequest():
                return reply_targets(empty, request, lambda words: finder.find(empty, words))
            case CourtesyRequest():
                return replace(empty, courtesy=request.courtesy)
        assert_never(request)


def _narrowed(index: ItemIndex, question: Question) -> Narrowed:
    text = question.text[:LONGEST_QUESTION]
    return index.narrowing.narrow(text, today=question.today, year=question.year)
