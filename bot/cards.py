"""Cards: what a person sees of an answer, before a channel gives it its looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.texts import text
from retrieval.outcome import Outcome

if TYPE_CHECKING:
    from bot.answer import Answer, FactAnswer, ItemAnswer
    from knowledge.model import Document, Item


class BlockKind(StrEnum):
    """What a block of a card is; QUOTE and WHOLE are the document's wording and nothing else."""

    TITLE = "title"
    AREA = "area"
    QUOTE = "quote"
    WHOLE = "whole"
    NOTE = "note"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a card."""

    kind: BlockKind
    text: str


Card = tuple[Block, ...]


def to_card(answer: Answer) -> Card:
    """Lay an answer out as blocks, top to bottom."""
    if not answer.documents:
        return (_note("card.no_documents"),)
    if answer.outcome is Outcome.ANSWER:
        return _answer_card(answer)
    if answer.outcome is Outcome.CHOICES:
        return _choices_card(answer)
    if answer.outcome is Outcome.DOCUMENT:
        return _facts_card(answer)
    return _not_found_card(answer)


def _answer_card(answer: Answer) -> Card:
    shown, *related = answer.answers
    blocks = [*_item_blocks(shown), Block(BlockKind.WHOLE, shown.item.text)]
    if shown.missing:
        details = "、".join(text(f"details.{detail}") for detail in shown.missing)
        blocks.append(_note("card.unstated", details=details))
    if related:
        blocks.append(_note("card.related", items=_names(related)))
    return (*blocks, _source(shown.item.document))


def _choices_card(answer: Answer) -> Card:
    blocks = [_note("card.choices")]
    for shown in answer.answers:
        blocks += _item_blocks(shown)
    sources = dict.fromkeys(_source(shown.item.document) for shown in answer.answers)
    return (*blocks, *sources)


def _facts_card(answer: Answer) -> Card:
    blocks = []
    for fact in answer.facts:
        blocks.append(Block(BlockKind.NOTE, _fact_line(fact)))
        if fact.quote and fact.quote != str(fact.value):
            blocks.append(Block(BlockKind.QUOTE, fact.quote))
    return (*blocks, _source(answer.documents[0]))


def _not_found_card(answer: Answer) -> Card:
    if not answer.question.text.strip():
        return (_note("card.empty"),)
    blocks = [_note("card.not_found", title=answer.documents[0].meta.plan_title)]
    if answer.nearest:
        blocks.append(_note("card.nearest", items=_names(answer.nearest)))
    return (*blocks, _note("card.retry"))


def _item_blocks(shown: ItemAnswer) -> list[Block]:
    document = shown.item.document
    offices = shown.item.offices
    named = [_note("card.offices", offices="、".join(offices.names))] if offices.names else []
    if offices.lead:
        named.append(_note("card.lead", lead=offices.lead))
    return [
        Block(BlockKind.TITLE, f"📄 {item_name(shown.item)}"),
        Block(BlockKind.AREA, _area_line(shown.item)),
        *named,
        Block(BlockKind.QUOTE, shown.quote.of(document.text)),
    ]


def item_name(item: Item) -> str:
    """Name an item by its number and title: 第7条 全面加强学生身心健康教育."""
    numbered = isinstance(item.number, int)
    return text("card.item" if numbered else "card.path", number=item.number, title=item.title)


def _area_line(item: Item) -> str:
    area = item.area
    if area is None:
        return text("card.no_area")
    return text("card.area", label=area.label, title=item.document.title_of(area))


def _names(shown: list[ItemAnswer] | tuple[ItemAnswer, ...]) -> str:
    return " · ".join(item_name(found.item) for found in shown)


def _fact_line(fact: FactAnswer) -> str:
    value = text("facts.unstated") if fact.value is None else fact.value
    return text(f"facts.{fact.name}", value=value)


def _source(document: Document) -> Block:
    issued = document.meta.issued_on
    date = issued.isoformat() if issued else text("card.undated")
    line = text("card.source", title=document.meta.plan_title, date=date)
    return Block(BlockKind.SOURCE, line)


def _note(key: str, **values: object) -> Block:
    return Block(BlockKind.NOTE, text(key, **values))
