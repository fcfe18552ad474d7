"""Items and areas by their number or place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer import FactAnswer, ItemAnswer
from bot.replies.facts import answer_facts
from knowledge.numerals import to_int
from retrieval.outcome import MOST_SHOWN, Outcome
from retrieval.understanding.requests import Fact, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answer import Answer
    from knowledge.model import Document, Item, Node
    from retrieval.understanding.requests import AreaRequest, ItemRequest, Key

_NUMERAL = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百千]+|[①-⑳]")


def reply_items(empty: Answer, request: ItemRequest, show: Callable[[Item], ItemAnswer]) -> Answer:
    """Answer with the items named; where one is not there, tell how many there are."""
    items = find_items(empty.documents, request)
    facts: tuple[FactAnswer, ...] = ()
    if empty.documents and len(items) < len(request.keys or request.numbers):
        facts = answer_facts(empty.documents[0], [Fact.ITEMS])
    if not items:
        return replace(empty, facts=facts)
    shown = tuple(map(show, items))
    if request.part is not Part.ITEM:
        of_items = tuple(fact for item in items for fact in [_part_fact(item, request.part)])
        return replace(empty, outcome=Outcome.DOCUMENT, answers=shown, facts=of_items)
    if len(items) > 1 and len(request.keys or request.numbers) == 1:
        return replace(empty, outcome=Outcome.CHOICES, answers=shown[:MOST_SHOWN], facts=facts)
    return replace(empty, outcome=Outcome.ANSWER, answers=shown, facts=facts, whole=request.whole)


def reply_area(empty: Answer, request: AreaRequest) -> Answer:
    """Answer with the area of the newest document and its items, or tell how many areas it has."""
    if not empty.documents:
        return empty
    document = empty.documents[0]
    area = find_area(document, request.number)
    if area is None:
        return replace(empty, facts=answer_facts(document, [Fact.AREAS]))
    items = tuple(
        ItemAnswer(item, item.node.title or item.node.own, 1.0) for item in items_of(document, area)
    )
    facts = (area_fact(document, area),)
    return replace(empty, outcome=Outcome.DOCUMENT, answers=items, facts=facts)


def _part_fact(item: Item, part: Part) -> FactAnswer:
    if part is Part.TITLE:
        title = item.node.title
        written = title.of(item.document.text) if title else None
        return FactAnswer("item_title", item.title if title else None, written, item.node.label)
    area = item.area
    if area is None:
        return FactAnswer("area", None)
    return area_fact(item.document, area)


def find_items(documents: Sequence[Document], request: ItemRequest) -> list[Item]:
    """Return the items that a request names, those of the newest document first.

    Where a document numbers its items anew in each part, 第三条 is every item whose last number
    is 3; counted within an area, it is the third of the area where none has that number there.
    """
    if request.keys:
        found = (find_item(documents, key, request.step) for key in request.keys)
        return [item for item in found if item]
    return [
        item
        for document in documents
        for number in request.numbers
        for item in _numbered(document, number, request.within)
    ]


def find_item(documents: Sequence[Document], key: Key, step: int = 0) -> Item | None:
    """Return the item with that key, or the one ``step`` items further on; None beyond the ends."""
    name, position = key
    for document in documents:
        for at, item in enumerate(document.items):
            if document.name == name and item.node.position == position:
                there = at + step
                return document.items[there] if 0 <= there < len(document.items) else None
    return None


def find_area(document: Document, number: int) -> Node | None:
    """Return the area with that number, else the one in that place; None where there is none."""
    areas = document.areas
    if number < 0:
        return areas[number] if -number <= len(areas) else None
    named = (area for area in areas if _last_number(area.path[-1]) == number)
    placed = areas[number - 1] if 0 < number <= len(areas) else None
    return next(named, placed)


def items_of(document: Document, area: Node) -> list[Item]:
    """Return the items under an area, in order; an area that is an item itself is its own."""
    return [i for i in document.items if area.span.start <= i.node.span.start < area.span.end]


def area_fact(document: Document, area: Node) -> FactAnswer:
    """Return the area's title with its place."""
    title = document.title_of(area)
    end = area.title.end if area.title else area.own.end
    quote = document.text[area.span.start : end].strip()
    return FactAnswer("area", title, quote or None, area.label)


def _numbered(document: Document, number: int, within: int | None) -> list[Item]:
    items: Sequence[Item] = document.items
    if within is not None:
        area = find_area(document, within)
        items = items_of(document, area) if area else []
    if number < 0:
        return [items[number]] if -number <= len(items) else []
    through = [item for item in items if item.number == number]
    if through:
        return through
    if not any(isinstance(item.number, int) for item in items):
        last = [item for item in items if _last_number(item.node.path[-1]) == number]
        if last:
            return last
    placed = within is not None and 0 < number <= len(items)
    return [items[number - 1]] if placed else []


def _last_number(name: str) -> int | None:
    numeral = _NUMERAL.search(name)
    try:
        return to_int(numeral[0]) if numeral else None
    except ValueError:
        return None
