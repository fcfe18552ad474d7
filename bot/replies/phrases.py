"""Phrases counted in the documents, and which of two wordings stands there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer import FactAnswer, ItemAnswer
from bot.replies.places import find_items
from knowledge.sentences import sentences
from knowledge.span import Span
from retrieval.details import Detail
from retrieval.occurrences import longest_common, occurrences
from retrieval.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answer import Answer
    from knowledge.model import Document, Item
    from retrieval.understanding.requests import AlternativesRequest, PhraseRequest

    Find = Callable[[str], Answer]
    Place = tuple[Document, Span]

FOUND = (Outcome.ANSWER, Outcome.CHOICES)


def reply_phrases(empty: Answer, request: PhraseRequest, find: Find) -> Answer:
    """Count the phrases; ``find`` searches for the words that say what of.

    Where those lead to items, they are what is answered, with the count as a fact beside it.
    """
    within = find_items(empty.documents, request.place) if request.place else None
    if within is not None and not within:
        return empty
    places = {phrase: _places(empty, phrase, within) for phrase in request.phrases}
    everywhere = [place for found in places.values() for place in found]
    if request.doubtful and not everywhere:
        return find("、".join(request.phrases))
    facts = tuple(fact for phrase, found in places.items() for fact in _facts(empty, phrase, found))
    # What does not occur may still be spoken of under another name.
    about = (request.about, "" if request.place else "、".join(request.phrases))
    return _with_items(empty, facts, everywhere, about, find)


def reply_alternatives(empty: Answer, request: AlternativesRequest, find: Find) -> Answer:
    """Count both wordings in the item that is spoken of, or else in the documents."""
    topic = find(request.about) if request.about else None
    within = [topic.answers[0].item] if topic and topic.outcome is Outcome.ANSWER else None
    places = {wording: _places(empty, wording, within) for wording in request.wordings}
    everywhere = [place for found in places.values() for place in found]
    facts = tuple(_count(wording, found) for wording, found in places.items())
    about = (request.about, " ".join(request.wordings), empty.question.text)
    return _with_items(empty, facts, everywhere, about, find)


def _with_items(
    empty: Answer,
    facts: tuple[FactAnswer, ...],
    places: Sequence[Place],
    about: tuple[str, ...],
    find: Find,
) -> Answer:
    """Put the items of the places first that ``about`` leads to; without any, what it leads to.

    ``about`` says in several ways what is asked about, the last ones for want of places only.
    """
    shown = _quoted(places)
    answer = replace(empty, outcome=Outcome.DOCUMENT, answers=tuple(shown), facts=facts)
    topics = (find(words) for words in (about[:1] if shown else about) if words)
    topic = next((one for one in topics if one.outcome in FOUND), None)
    if topic is None:
        return answer
    if not shown:
        missing = () if places else (Detail.WORDING,)
        unstated = tuple(replace(one, missing=(*one.missing, *missing)) for one in topic.answers)
        return replace(answer, outcome=topic.outcome, answers=unstated)
    ranks = [found.item.key for found in topic.answers]
    ordered = sorted(
        shown, key=lambda one: ranks.index(one.item.key) if one.item.key in ranks else len(ranks)
    )
    of_topic = ordered[0].item.key in ranks
    outcome = Outcome.ANSWER if of_topic else Outcome.DOCUMENT
    return replace(answer, outcome=outcome, answers=tuple(ordered))


def _places(empty: Answer, phrase: str, within: Sequence[Item] | None) -> list[Place]:
    if within is not None:
        return [
            (item.document, span)
            for item in within
            for span in occurrences(item.document.text, phrase, item.node.span)
        ]
    return [
        (document, s) for document in empty.documents for s in occurrences(document.text, phrase)
    ]


def _facts(empty: Answer, phrase: str, found: list[Place]) -> list[FactAnswer]:
    facts = [_count(phrase, found)]
    if not found:
        nearest = ((d, longest_common(d.text, phrase)) for d in empty.documents)
        document, spans = next(((d, s) for d, s in nearest if s), (None, ()))
        if document and spans:
            wording, quote = spans[0].of(document.text), _sentence(document, spans[0])
            facts.append(FactAnswer("nearest_wording", wording, quote.of(document.text), phrase))
    return facts


def _count(phrase: str, found: list[Place]) -> FactAnswer:
    quote = _sentence(*found[0]).of(found[0][0].text) if found else None
    return FactAnswer("phrase", len(found), quote, phrase)


def _quoted(places: Sequence[Place]) -> list[ItemAnswer]:
    """Return the items in which the places lie, in document order, each with its first sentence."""
    shown: dict[tuple[str, int], ItemAnswer] = {}
    order = {document.name: at for at, (document, _) in enumerate(places)}
    for document, span in sorted(places, key=lambda one: (order[one[0].name], one[1])):
        item = item_at(document, span)
        if item:
            shown.setdefault(item.key, ItemAnswer(item, _sentence(document, span), 1.0))
    return list(shown.values())


def item_at(document: Document, span: Span | None) -> Item | None:
    """Return the item that a span of the document begins in, if any."""
    within = (
        i for i in document.items if span and i.node.span.start <= span.start < i.node.span.end
    )
    return next(within, None)


def _sentence(document: Document, span: Span) -> Span:
    """Return the sentence around a span: of the item's words where it stands in one."""
    item = item_at(document, span)
    text = document.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = Span(start, len(text) if end < 0 else end)
    if item:
        title = item.node.title
        if title and title.start <= span.start < title.end:
            return title
        line = item.node.span
        if item.node.body.start <= span.start < item.node.body.end:
            line = item.node.body
    around = sentences(text, line, document.soft_breaks)
    holding = (one for one in around if one.start <= span.start < one.end)
    return next(holding, span)
