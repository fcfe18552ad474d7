"""Cards: what a person sees of an answer, before a channel gives it its looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.texts import text
from retrieval.outcome import Outcome
from retrieval.scope import years_of

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        card = _answer_card(answer)
    elif answer.outcome is Outcome.CHOICES:
        card = _choices_card(answer)
    elif answer.outcome is Outcome.DOCUMENT:
        card = _facts_card(answer)
    else:
        return (*_absent_year(answer, None), *_not_found_card(answer))
    shown = answer.answers[0].item.document if answer.answers else answer.documents[0]
    return (*_absent_year(answer, shown), *card)


def _absent_year(answer: Answer, shown: Document | None) -> Card:
    """Say that no document is of the year that was named, and what is shown instead."""
    year = answer.absent_year
    if year is None:
        return ()
    if shown is None:
        return (_note("card.absent_year", year=year),)
    years = "、".join(map(str, sorted(years_of(shown))))
    title = shown.meta.plan_title
    if not years:
        return (_note("card.instead_undated", year=year, title=title),)
    return (_note("card.instead", year=year, years=years, title=title),)


def _answer_card(answer: Answer) -> Card:
    shown, *related = answer.answers
    blocks = [*_item_blocks(shown), Block(BlockKind.WHOLE, shown.item.text)]
    if shown.missing:
        details = "、".join(text(f"details.{detail}") for detail in shown.missing)
        blocks.append(_note("card.unstated", details=details))
    if related:
        blocks.append(_note("card.related", items=_names(related, shown.item.document)))
    return (*blocks, _source(shown.item.document))


def _choices_card(answer: Answer) -> Card:
    blocks = [_note("card.choices")]
    sources = [_source(shown.item.document) for shown in answer.answers]
    several = len(set(sources)) > 1
    for shown, source in zip(answer.answers, sources, strict=True):
        # Items of several documents each say which one is theirs.
        blocks += [*_item_blocks(shown), *([source] if several else [])]
    return tuple(blocks) if several else (*blocks, sources[0])


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
    first, *more = answer.documents
    title = first.meta.plan_title
    several = _note("card.not_found_several", title=title, count=len(more) + 1)
    blocks = [several if more else _note("card.not_found", title=title)]
    if answer.nearest:
        blocks.append(_note("card.nearest", items=_names(answer.nearest, first)))
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


def _names(shown: Sequence[ItemAnswer], of: Document) -> str:
    """Name items; those of another document than the card's say which one is theirs."""
    return " · ".join(
        item_name(found.item)
        if found.item.document is of
        else text(
            "card.elsewhere",
            item=item_name(found.item),
            title=found.item.document.meta.plan_title,
        )
        for found in shown
    )


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
