"""Keyboards: the buttons under a card.

Buttons are written as the JSON objects that they are sent as: as objects of the library they took a
tenth of the time of an answer.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.cards import item_name
from bot.channels.telegram.buttons import (
    Action,
    Press,
    area_press,
    areas_press,
    item_press,
    read_press,
    whole_press,
)
from bot.journal import REASONS
from bot.texts import text
from retrieval.outcome import Outcome
from retrieval.understanding.requests import Fact, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import InlineKeyboardButton
    from telegram._utils.types import JSONDict

    from bot.dialogues import Said
    from knowledge.model import Document, Item, Node

# The longest text that a copy button takes, and what a button shows without being cut.
_LONGEST_COPY = 256
_LONGEST_LABEL = 40
# Rows of a list on a page, and places of a phrase that are named.
_ROWS, _MOST_PLACES = 8, 6


class Keyboard(InlineKeyboardMarkup):
    """Rows of buttons that are written already."""

    def __init__(self, rows: list[list[JSONDict]]) -> None:
        """Stand for ``rows`` of the Bot API's buttons (InlineKeyboardButton)."""
        super().__init__(())
        self._rows = rows

    def to_dict(self, recursive: bool = True) -> JSONDict:  # noqa: ARG002, FBT001, FBT002 -- the library's parameter
        """Return what is sent."""
        return {"inline_keyboard": self._rows}


def keyboard(said: Said, page: int = 0) -> InlineKeyboardMarkup | None:
    """Return the buttons for an answer: its choices, or more of its item, and votes.

    Long lists have pages.
    """
    answer = said.answer
    items = [one.item for one in answer.answers]
    rows: list[list[JSONDict]] = []
    if answer.kind is Kind.AREA and items:
        document, area = items[0].document, items[0].area
        rows += _page([_item_row(item) for item in items], page, partial(_turn, document, area))
        rows.append([_button(text("telegram.all_areas"), areas_press(document))])
    elif any(fact.name == Fact.AREAS for fact in answer.facts) and answer.documents:
        first = answer.documents[0]
        areas = [[_button(first.title_of(one), area_press(first, one))] for one in first.areas]
        rows += _page(areas, page, partial(areas_press, first))
    elif answer.outcome is Outcome.CHOICES:
        rows += map(_item_row, items)
    elif answer.outcome is Outcome.ANSWER:
        rows += _more(items[0], whole=answer.whole)
        # Where items were asked for by their numbers, all of them are shown.
        rows += [] if answer.kind is Kind.ITEMS else map(_item_row, items[1:])
    else:
        rows += map(_item_row, items[:_MOST_PLACES])
    if said.number is not None and not answer.courtesy:
        rows.append(_votes(said.number))
    return Keyboard(rows) if rows else None


def _page(
    rows: list[list[JSONDict]], page: int, turned: Callable[[int], Press]
) -> list[list[JSONDict]]:
    """Return the rows of a page, and those that turn it."""
    last = max(0, (len(rows) - 1) // _ROWS)
    page = min(max(page, 0), last)
    turns = []
    if page:
        turns.append(_button(text("telegram.before"), turned(page - 1)))
    if page < last:
        turns.append(_button(text("telegram.after"), turned(page + 1)))
    return [*rows[page * _ROWS : (page + 1) * _ROWS], *([turns] if turns else [])]


def _turn(document: Document, area: Node | None, page: int) -> Press:
    return area_press(document, area, page) if area else areas_press(document, page)


def with_reasons(shown: InlineKeyboardMarkup | None, number: int) -> InlineKeyboardMarkup:
    """Return what was shown with the reasons why an answer is not good in the place of votes."""
    buttons = [
        _button(text(f"telegram.reasons.{name}"), Press(Action.REASON, number, choice=at))
        for at, name in enumerate(REASONS)
    ]
    return Keyboard([*_others(shown), buttons[:2], buttons[2:]])


def without_votes(shown: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """Return what was shown without votes and reasons."""
    rows = _others(shown)
    return Keyboard(rows) if rows else None


def _others(shown: InlineKeyboardMarkup | None) -> list[list[JSONDict]]:
    rows = shown.inline_keyboard if shown else ()
    return [[one.to_dict() for one in row] for row in rows if not any(map(_votes_on, row))]


def _votes_on(button: InlineKeyboardButton) -> bool:
    press = read_press(str(button.callback_data or ""))
    return press is not None and press.action in (Action.UP, Action.DOWN, Action.REASON)


def _button(words: str, press: Press) -> JSONDict:
    shown = words if len(words) <= _LONGEST_LABEL else words[: _LONGEST_LABEL - 1] + "…"
    return {"text": shown, "callback_data": press.data()}


def _item_row(item: Item) -> list[JSONDict]:
    return [_button(item_name(item), item_press(item))]


def _more(item: Item, *, whole: bool) -> list[list[JSONDict]]:
    first: list[JSONDict] = []
    second: list[JSONDict] = []
    if not whole:
        first.append(_button(text("telegram.whole"), whole_press(item)))
    if item.area is not None:
        first.append(_button(text("telegram.area"), area_press(item.document, item.area)))
    title = item.document.meta.plan_title
    named = item.title[:_LONGEST_LABEL]
    second.append({"text": text("telegram.share"), "switch_inline_query": named})
    citation = text("telegram.citation", title=title, item=item_name(item))
    copied = {"text": citation[:_LONGEST_COPY]}
    second.append({"text": text("telegram.copy"), "copy_text": copied})
    return [row for row in (first, second) if row]


def _votes(number: int) -> list[JSONDict]:
    return [
        _button(sign, Press(action, number))
        for sign, action in (("👍", Action.UP), ("👎", Action.DOWN))
    ]
