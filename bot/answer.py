"""Question and answer: all that a channel hands in, and all that it needs to show."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bot.texts import text
from retrieval.understanding.context import Context
from retrieval.understanding.requests import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from knowledge.model import Document, Item
    from knowledge.quotation import Checked
    from knowledge.span import Span
    from retrieval.details import Detail
    from retrieval.outcome import Outcome
    from retrieval.understanding.requests import Courtesy


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed.

    ``today`` gives 去年 and 今年 a meaning; ``year`` narrows the answer to documents of that year.
    """

    text: str
    today: dt.date | None = None
    year: int | None = None


@dataclass(frozen=True)
class ItemAnswer:
    """An item with the sentence to show of it.

    ``confidence`` is between 0 and 1; ``missing`` are the details that were asked for, such as a
    price or a date, and that the item does not state. ``words`` are the words and concepts of the
    question that the item meets, none where it was asked for by its number.
    """

    item: Item
    quote: Span
    confidence: float
    missing: tuple[Detail, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def stated(self) -> bool:
        """Whether no detail that was asked for is missing in the item."""
        return not self.missing

    @cached_property
    def as_json(self) -> Mapping[str, object]:
        """The item as it stands in the object of the answer; what many people ask is kept."""
        item = item_json(self.item)
        del item["span"]
        whole = item.pop("text")
        return item | {
            "quote": self.quote.of(self.item.document.text),
            "quote_span": [self.quote.start, self.quote.end],
            "text": whole,
            "confidence": round(self.confidence, 3),
            "stated": self.stated,
            "missing": [detail.value for detail in self.missing],
        }


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """A fact about a document; ``value`` is None where the document does not state it.

    ``quote`` is the place that states it, where there is one; ``of`` is what a fact of this name
    is about, such as the phrase that was counted.
    """

    name: str
    value: str | int | None
    quote: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome with everything to show: answers best first, nearest items, facts.

    ``documents`` are those that were asked, the newest first; ``absent_year`` is a year that the
    question names and that none of them is of. ``kind`` is what the question was understood as,
    ``whole`` tells that the whole wording was asked for, ``notice`` is to be read before all else,
    ``checked`` are the sentences of a quotation. ``context`` is what the next question of the
    conversation needs.
    """

    question: Question
    outcome: Outcome
    documents: tuple[Document, ...]
    answers: tuple[ItemAnswer, ...] = ()
    nearest: tuple[ItemAnswer, ...] = ()
    facts: tuple[FactAnswer, ...] = ()
    absent_year: int | None = None
    elapsed_ms: float = 0.0
    kind: Kind = Kind.SEARCH
    whole: bool = False
    courtesy: Courtesy | None = None
    notice: str | None = None
    checked: tuple[Checked, ...] = ()
    context: Context = field(default_factory=Context)


def to_json(answer: Answer) -> dict[str, object]:
    """Return the answer as the object that ``wence ask --json`` prints (docs/interfaces.md)."""
    return {
        "question": answer.question.text,
        "outcome": answer.outcome.value,
        "answers": [found.as_json for found in answer.answers],
        "nearest": [found.as_json for found in answer.nearest],
        "facts": [
            {"name": fact.name, "value": fact.value, "quote": fact.quote}
            | ({"of": fact.of} if fact.of else {})
            for fact in answer.facts
        ],
        "elapsed_ms": round(answer.elapsed_ms, 2),
        "documents": [document.name for document in answer.documents],
        "absent_year": answer.absent_year,
        "kind": answer.kind.value,
        "whole": answer.whole,
        "courtesy": answer.courtesy and text(f"courtesies.{answer.courtesy}"),
        "notice": answer.notice,
    }


def item_json(item: Item) -> dict[str, object]:
    """Return an item as an object: where it stands, who is responsible, its whole text."""
    document, area = item.document, item.area
    return {
        "document": document.name,
        "item": item.number,
        "label": item.node.label,
        "title": item.title,
        "area": area and {"label": area.label, "title": document.title_of(area)},
        "offices": list(item.offices.names),
        "lead": item.offices.lead,
        "span": [item.node.span.start, item.node.span.end],
        "text": item.text,
    }
