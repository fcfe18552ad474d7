"""The blocks that cards are made of, and how items and documents are named in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answer import ItemAnswer
    from knowledge.model import Document, Item


class BlockKind(StrEnum):
    """What a block of a card is.

    QUOTE, WHOLE and VERBATIM are the document's wording and nothing else; a channel may fold WHOLE
    up, while VERBATIM was asked for.
    """

    TITLE = "title"
    AREA = "area"
    QUOTE = "quote"
    WHOLE = "whole"
    VERBATIM = "verbatim"
    NOTE = "note"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a card.

    ``about`` are the items that it names, in that order, or the one whose words it is.
    """

    kind: BlockKind
    text: str
    about: tuple[Item, ...] = field(default=(), compare=False)


# What the title of a draft may say itself.
_DRAFT = ("征求意见稿", "草案")
Card = tuple[Block, ...]


def note(key: str, shown: Sequence[ItemAnswer] = (), **values: object) -> Block:
    """Return the text at ``key``, which names the items ``shown``, as a block."""
    return Block(BlockKind.NOTE, text(key, **values), tuple(one.item for one in shown))


def item_head(item: Item) -> list[Block]:
    """Return an item's name, its area and the units that the document names for it."""
    offices = item.offices
    named = [note("card.offices", offices="、".join(offices.names))] if offices.names else []
    if offices.lead:
        named.append(note("card.lead", lead=offices.lead))
    return [
        Block(BlockKind.TITLE, f"📄 {item_name(item)}", (item,)),
        Block(BlockKind.AREA, _area_line(item), (item,)),
        *named,
    ]


def item_blocks(shown: ItemAnswer) -> list[Block]:
    """Return an item's head with the sentence to show of it."""
    return [
        *item_head(shown.item),
        Block(BlockKind.QUOTE, shown.quote.of(shown.item.document.text), (shown.item,)),
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


def item_names(shown: Sequence[ItemAnswer], of: Document) -> str:
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


def document_title(document: Document) -> str:
    """Return a document's title, of a draft with the word for it, whether it says so or not."""
    title = document.meta.plan_title
    if document.meta.draft and not any(word in title for word in _DRAFT):
        return text("card.draft", title=title)
    return title


def document_date(document: Document) -> str:
    """Return the date of a document's issue, or that it states none."""
    issued = document.meta.issued_on
    return issued.isoformat() if issued else text("card.undated")


def source(document: Document) -> Block:
    """Return the line that says what document, and of when, all this is from."""
    line = text("card.source", title=document_title(document), date=document_date(document))
    return Block(BlockKind.SOURCE, line)


def sourced(
    shown: Sequence[ItemAnswer],
    blocks_of: Callable[[ItemAnswer], Sequence[Block]],
    after: Sequence[Block] = (),
) -> list[Block]:
    """Return the blocks of items, one at least, and those ``after`` them, with their source.

    Items of several documents each say which one is theirs; of one it is said at the end.
    """
    sources = [source(one.item.document) for one in shown]
    several = len(set(sources)) > 1
    blocks: list[Block] = []
    for one, its_source in zip(shown, sources, strict=True):
        blocks += [*blocks_of(one), *([its_source] if several else [])]
    return [*blocks, *after, *([] if several else sources[:1])]
