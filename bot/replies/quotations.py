"""Quotations held against the documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer import FactAnswer, ItemAnswer
from bot.replies.phrases import FOUND, item_at
from knowledge.quotation import Verdict, check_quotation
from retrieval.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answer import Answer
    from retrieval.understanding.requests import QuotationRequest

_ORDER = (Verdict.IDENTICAL, Verdict.SIGNS, Verdict.CHANGED, Verdict.NOT_FOUND)


def reply_quotation(
    empty: Answer, request: QuotationRequest, find: Callable[[str], Answer]
) -> Answer:
    """Check the quotation against the document that it is nearest to, of equals the newest.

    Of one that is not there, the items are shown to which ``find`` leads.
    """
    tried = [(document, check_quotation(document, request.quoted)) for document in empty.documents]
    tried = [one for one in tried if one[1]]
    if not tried:
        return empty
    document, checked = min(
        tried, key=lambda one: max(_ORDER.index(sentence.verdict) for sentence in one[1])
    )
    facts = []
    shown: dict[tuple[str, int], ItemAnswer] = {}
    for one in checked:
        quote = one.span.of(document.text) if one.span else None
        facts.append(FactAnswer("quotation", one.verdict.value, quote, one.quoted))
        item = item_at(document, one.span)
        if item and one.span and one.span.end <= item.node.span.end:
            shown.setdefault(item.key, ItemAnswer(item, one.span, 1.0))
    answer = replace(
        empty,
        outcome=Outcome.DOCUMENT,
        documents=(document, *(d for d in empty.documents if d is not document)),
        answers=tuple(shown.values()),
        facts=tuple(facts),
        checked=checked,
    )
    topic = None if shown else find(request.quoted)
    if topic is None or topic.outcome not in FOUND:
        return answer
    return replace(answer, outcome=topic.outcome, answers=topic.answers)
