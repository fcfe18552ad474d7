"""The reply to a search: the items that meet it, judged by evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answer import ItemAnswer
from knowledge.sentences import sentences
from retrieval.details import Detail, missing_details
from retrieval.figures import asked_units, preferred_spans
from retrieval.folding import fold
from retrieval.outcome import MOST_SHOWN, Outcome, Thresholds, judge
from retrieval.understanding.danger import HELP
from retrieval.understanding.requests import Guess, Kind, Search

if TYPE_CHECKING:
    from bot.answer import Answer
    from knowledge.model import Item
    from knowledge.span import Span
    from retrieval.index import ItemIndex
    from retrieval.query import Query
    from retrieval.scope import Scope
    from retrieval.thesaurus import Thesaurus
    from retrieval.understanding import Understanding
    from retrieval.understanding.requests import ItemRequest, Request

# How far down an item may stand that has the new subject of a follow-up question.
_MOST_OF_SUBJECT = 10
# What is less likely than this has nothing to do with the question.
_NEAREST = 0.1


@dataclass(frozen=True, slots=True)
class Finder:
    """Searches for one question: the index and the scope it had when the question came."""

    index: ItemIndex
    scope: Scope
    thesaurus: Thesaurus
    understanding: Understanding
    thresholds: Thresholds

    def reply(self, empty: Answer, request: Search) -> Answer:
        """Answer with the items that meet the words.

        Where the words of somebody in danger meet nothing, the plan's words for help are searched.
        """
        answer = self._found(empty, request)
        if request.danger and answer.outcome is Outcome.NOT_FOUND:
            helped = self._found(empty, replace(request, words=HELP[request.danger]))
            answer = helped if helped.outcome is not Outcome.NOT_FOUND else answer
        return answer

    def find(self, empty: Answer, words: str) -> Answer:
        """Answer as if ``words`` alone had been asked for."""
        return self.reply(replace(empty, kind=Kind.SEARCH), Search(words))

    def settled(self, empty: Answer, understood: Request | Guess) -> Request:
        """Return what a guess comes down to: a search where that is sure of its answer."""
        if not isinstance(understood, Guess):
            return understood
        found = self.find(empty, understood.words)
        return Search(understood.words) if found.outcome is Outcome.ANSWER else understood.request

    def listed(self, words: str, limit: int) -> tuple[ItemAnswer, ...]:
        """Return up to ``limit`` items that may have to do with ``words``, best first."""
        request, query = Search(words), self.understanding.query(words)
        return tuple(
            self._shown(request, query, hit.item, hit.confidence)
            for hit in self.index.search(query, limit, self.scope)
            if hit.evidence.words and hit.confidence >= _NEAREST
        )

    def show(self, empty: Answer, request: ItemRequest, item: Item) -> ItemAnswer:
        """Show an item that was named: what else the message says picks the sentence."""
        asked = Search(empty.question.text, request.whole, request.responsible)
        return self._shown(asked, self.understanding.query(asked.words), item, 1.0)

    def _found(self, empty: Answer, request: Search) -> Answer:
        query = self.understanding.query(request.words)
        wide = _MOST_OF_SUBJECT if request.subject else MOST_SHOWN
        hits = self.index.search(query, wide + len(request.skip), self.scope)
        hits = [hit for hit in hits if hit.item.key not in request.skip]
        if request.subject:
            hits.sort(key=lambda hit: request.subject not in fold(hit.item.text).text)
        hits = hits[:MOST_SHOWN]
        outcome = judge(hits, self.thresholds)
        # What no word of the question speaks for would puzzle the asker.
        shown = tuple(
            replace(self._shown(request, query, hit.item, hit.confidence), words=hit.evidence.words)
            for hit in hits
            if hit.evidence.words
        )
        if outcome is Outcome.NOT_FOUND:
            near = tuple(one for one in shown if one.confidence >= _NEAREST)
            return replace(empty, nearest=near)
        return replace(empty, outcome=outcome, answers=shown, whole=request.whole)

    def _shown(self, request: Search, query: Query, item: Item, confidence: float) -> ItemAnswer:
        stating = preferred_spans(item, request)
        quote = self.index.sentences(item).best(query, self.thesaurus)
        if request.whole:
            quote = item.node.span.trimmed(item.document.text)
        elif stating:
            quote = _sentence_with(item, stating, quote)
        missing = list(missing_details(request.words, item.text))
        if asked_units(request.words) is not None and Detail.MONEY not in missing:
            # A number of another kind in the item is not the one that was asked for.
            missing = [detail for detail in missing if detail is not Detail.AMOUNT]
            missing += [] if stating else [Detail.AMOUNT]
        if request.responsible and not item.offices.names:
            missing.append(Detail.OFFICES)
        return ItemAnswer(item, quote, confidence, tuple(missing))


def _sentence_with(item: Item, stating: tuple[Span, ...], quote: Span) -> Span:
    """Return the quote if it states a number asked for, else the sentence with the nearest one."""
    if any(quote.start <= span.start < quote.end for span in stating):
        return quote
    text = item.document.text
    whole = sentences(text, item.node.span, item.document.soft_breaks)
    holding = (one for one in whole if one.start <= stating[0].start < one.end)
    found = next(holding, stating[0])
    start = item.node.body.start if item.node.body.start < found.end else found.start
    return type(found)(max(found.start, start), found.end)
