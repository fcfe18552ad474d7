"""Items as people name them: by number or path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import InputError
from knowledge.memory import ItemPlaces

if TYPE_CHECKING:
    from knowledge.model import Document, Item

# More numbers than these are told by the first and the last one.
_LISTED = 10


def find_item(document: Document, named: str) -> Item:
    """Return the item of that number or path; raises InputError with the numbers there are."""
    found = ItemPlaces(document).named(named)
    if found is None:
        numbers = [str(item.number) for item in document.items]
        known = "、".join(numbers) if len(numbers) <= _LISTED else f"{numbers[0]}…{numbers[-1]}"
        raise InputError("unknown-item", name=document.name, item=named, known=known)
    return found
