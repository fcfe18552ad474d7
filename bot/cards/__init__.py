"""Cards: what a person sees of an answer, before a channel gives it its looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.blocks import (
    Block,
    BlockKind,
    Card,
    document_title,
    item_blocks,
    item_head,
    item_name,
    item_names,
    note,
    source,
    sourced,
)
from bot.cards.facts import fact_lines, facts_card
from bot.texts import text
from retrieval.outcome import Outcome
from retrieval.scope import years_of
from retrieval.understanding.requests import Fact, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answer import Answer, ItemAnswer
    from knowledge.model import Document

__all__ = ["Block", "BlockKind", "Card", "document_title", "item_name", "to_card"]


def to_card(answer: Answer) -> Card:
    """Lay an answer out as blocks, top to bottom; a notice comes before all else."""
    notice = (Block(BlockKind.NOTE, answer.notice),) if answer.notice else ()
    return (*notice, *_card(answer))


def _card(answer: Answer) -> Card:
    if answer.courtesy:
        return (note(f"courtesies.{answer.courtesy}"),)
    if not answer.documents:
        return (note("card.no_documents"),)
    if answer.outcome is Outcome.ANSWER:
        card = _answer_card(answer)
    elif answer.outcome is Outcome.CHOICES:
        card = _choices_card(answer)
    elif answer.outcome is Outcome.DOCUMENT:
        card = facts_card(answer)
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
        return (note("card.absent_year", year=year),)
    years = "、".join(map(str, sorted(years_of(shown))))
    title = shown.meta.plan_title
    if not years:
        return (note("card.instead_undated", year=year, title=title),)
    return (note("card.instead", year=year, years=years, title=title),)


def _answer_card(answer: Answer) -> Card:
    shown, *related = answer.answers
    document = shown.item.document
    if answer.kind is Kind.ITEMS:
        # All of them were asked for.
        blocks = [block for one in answer.answers for block in _whole(answer, one)]
        if answer.facts:
            blocks.append(_only(answer))
        return (*blocks, source(document))
    blocks = [*fact_lines(answer), *_whole(answer, shown)]
    if related:
        blocks.append(note("card.related", related, items=item_names(related, document)))
    return (*blocks, source(document))


def _whole(answer: Answer, shown: ItemAnswer) -> list[Block]:
    """Show an item with its whole wording: first of all where that was asked for."""
    if answer.whole:
        blocks = [*item_head(shown.item), Block(BlockKind.VERBATIM, shown.item.text, (shown.item,))]
    else:
        blocks = [*item_blocks(shown), Block(BlockKind.WHOLE, shown.item.text, (shown.item,))]
    return [*blocks, *_unstated([shown])]


def _unstated(answers: Sequence[ItemAnswer]) -> list[Block]:
    """Name the details that were asked for and that none of the items states."""
    missing = [detail for detail in answers[0].missing if all(detail in a.missing for a in answers)]
    if not missing:
        return []
    details = "、".join(text(f"details.{detail}") for detail in missing)
    return [note("card.unstated", details=details)]


def _choices_card(answer: Answer) -> Card:
    choices = sourced(answer.answers, item_blocks, _unstated(answer.answers))
    return (*fact_lines(answer), note("card.choices"), *choices)


def _not_found_card(answer: Answer) -> Card:
    first, *more = answer.documents
    title = first.meta.plan_title
    if answer.facts:
        return (_only(answer), note("card.retry"), source(first))
    if not answer.question.text.strip():
        return (note("card.empty"),)
    if answer.context.shown:
        return (note("card.no_more"), source(first))
    several = note("card.not_found_several", title=title, count=len(more) + 1)
    blocks = [several if more else note("card.not_found", title=title)]
    if answer.nearest:
        nearest = item_names(answer.nearest, first)
        blocks.append(note("card.nearest", answer.nearest, items=nearest))
    return (*blocks, note("card.retry"))


def _only(answer: Answer) -> Block:
    """Say how many items or areas there are, where one was named that is not there."""
    fact = answer.facts[0]
    title = answer.documents[0].meta.plan_title
    key = "card.only_areas" if fact.name == Fact.AREAS else "card.only_items"
    return note(key, title=title, count=fact.value)
