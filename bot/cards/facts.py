"""Cards of what is no search: facts, phrases, areas, targets and quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.blocks import Block, BlockKind, item_name, item_names, note, source, sourced
from bot.quotations import report
from bot.texts import text
from retrieval.understanding.requests import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answer import Answer, FactAnswer, ItemAnswer
    from bot.cards.blocks import Card

# A word that stands everywhere is told by its count; a person reads the first few places.
_MOST_PLACES = 6


def facts_card(answer: Answer) -> Card:
    """Lay out facts with the places that state them."""
    if answer.kind in (Kind.PHRASES, Kind.ALTERNATIVES) and answer.answers:
        return (*fact_lines(answer), *_places(answer.answers))
    # Items may be of an older document than the newest of those that were asked.
    document = answer.answers[0].item.document if answer.answers else answer.documents[0]
    if answer.kind in (Kind.QUOTATION, Kind.PHRASES, Kind.ALTERNATIVES):
        blocks = fact_lines(answer)
    elif answer.kind is Kind.TARGETS:
        blocks = _targets(answer)
    elif answer.kind is Kind.AREA:
        names = [Block(BlockKind.NOTE, item_name(one.item), (one.item,)) for one in answer.answers]
        blocks = [*fact_lines(answer), *names]
    else:
        blocks = []
        for fact in answer.facts:
            line = _fact_line(fact)
            blocks.append(Block(BlockKind.NOTE, line))
            if fact.quote and fact.quote not in line:
                blocks.append(Block(BlockKind.QUOTE, fact.quote))
    return (*blocks, source(document))


def fact_lines(answer: Answer) -> list[Block]:
    """Return a line for each fact, for each sentence of a quotation that was checked."""
    if answer.kind is Kind.QUOTATION:
        document = answer.documents[0]
        return [Block(BlockKind.NOTE, report(document, one)) for one in answer.checked]
    if answer.kind is Kind.TARGETS:
        return [note("card.no_targets")]
    return [Block(BlockKind.NOTE, _fact_line(fact)) for fact in answer.facts]


def _fact_line(fact: FactAnswer) -> str:
    if fact.name == "phrase" and not fact.value:
        return text("facts.no_phrase", of=fact.of)
    if isinstance(fact.value, bool):
        value: object = text("facts.yes" if fact.value else "facts.no")
    else:
        value = text("facts.unstated") if fact.value is None else fact.value
    return text(f"facts.{fact.name}", value=value, of=fact.of or "")


def _places(shown: Sequence[ItemAnswer]) -> list[Block]:
    read, rest = shown[:_MOST_PLACES], shown[_MOST_PLACES:]
    names = item_names(rest, read[0].item.document)
    more = [note("card.more_places", rest, items=names)] if rest else []
    return sourced(read, _place, more)


def _place(shown: ItemAnswer) -> list[Block]:
    item = shown.item
    return [
        Block(BlockKind.TITLE, f"📄 {item_name(item)}", (item,)),
        Block(BlockKind.QUOTE, shown.quote.of(item.document.text), (item,)),
    ]


def _targets(answer: Answer) -> list[Block]:
    if not answer.answers:
        return [note("card.no_targets")]
    blocks = []
    for one in answer.answers:
        document, node = one.item.document, one.item.node
        within = [
            t for t in one.item.targets if t.span.of(document.text) in _quotes(answer, node.label)
        ]
        named = text("card.targets", item=item_name(one.item), count=len(within))
        blocks.append(Block(BlockKind.TITLE, named, (one.item,)))
        for target in within:
            number = target.number.of(document.text)
            blocks.append(note("card.target", number=number, quote=target.span.of(document.text)))
    return blocks


def _quotes(answer: Answer, label: str) -> set[str | None]:
    return {fact.quote for fact in answer.facts if fact.of == label}
