"""Buttons: what a press asks for, as the data that Telegram hands back.

The data is up to 64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton); it starts with
the version of its form, so that buttons under old messages can be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.model import Document, Item, Node

_VERSION = "1"
_DIGITS = 8


class Action(StrEnum):
    """What a button does."""

    ITEM = "i"
    WHOLE = "w"
    AREA = "a"
    AREAS = "s"
    UP = "u"
    DOWN = "d"
    REASON = "r"
    IMPORT = "m"
    DISMISS = "x"


@dataclass(frozen=True, slots=True)
class Press:
    """What a button asks for.

    ``document`` is the tag of a document's name, "" for votes; ``number`` is the position of an
    item's node, the number of an area or that of an answer; ``choice`` is which reason it is, or
    which page of a list.
    """

    action: Action
    number: int
    document: str = ""
    choice: int = 0

    def data(self) -> str:
        """Return the press as callback data."""
        return f"{_VERSION}:{self.action}:{self.number}:{self.document}:{self.choice}"


def item_press(item: Item) -> Press:
    """Return what shows an item."""
    return Press(Action.ITEM, item.node.position, tag(item.document.name))


def whole_press(item: Item) -> Press:
    """Return what shows an item's whole wording, nothing folded away."""
    return Press(Action.WHOLE, item.node.position, tag(item.document.name))


def area_press(document: Document, area: Node, page: int = 0) -> Press:
    """Return what shows an area with a page of its items."""
    return Press(Action.AREA, document.areas.index(area) + 1, tag(document.name), page)


def areas_press(document: Document, page: int = 0) -> Press:
    """Return what shows a page of a document's areas."""
    return Press(Action.AREAS, 0, tag(document.name), page)


def read_press(data: str) -> Press | None:
    """Read callback data; None for those of another version, or of nobody."""
    version, *rest = data.split(":")
    if version != _VERSION or len(rest) != len(("action", "number", "document", "choice")):
        return None
    action, number, document, choice = rest
    try:
        return Press(Action(action), int(number), document, int(choice))
    except ValueError:
        return None


def tagged(documents: Iterable[Document], digits: str) -> Document | None:
    """Return the document whose name has a tag, None where it is gone."""
    return next((one for one in documents if tag(one.name) == digits), None)


@lru_cache(100)
def tag(document: str) -> str:
    """Return what stands for a document's name, which may be too long for a button."""
    return sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
