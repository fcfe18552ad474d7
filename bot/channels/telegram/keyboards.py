"""Keyboards: the buttons under a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.cards import item_name
from bot.channels.telegram.buttons import Action, Press, area_press, item_press, read_press
from bot.texts import text
from retrieval.outcome import Outcome
from retrieval.understanding.requests import Fact, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogues import Said
    from knowledge.model import Item

# The longest text that a copy button takes, and what a button shows without being cut.
_LONGEST_COPY = 256
_LONGEST_LABEL = 40
REASONS = ("other", "partial", "unclear", "outdated")


def keyboard(said: Said) -> InlineKeyboardMarkup | None:
    """Return the buttons for an answer: its choices, or more of its item, and votes."""
    answer = said.answer
    rows: list[list[InlineKeyboardButton]] = []
    if answer.outcome is Outcome.CHOICES or answer.kind is Kind.AREA:
        shown = [one.item for one in answer.answers]
        rows += [[_button(item_name(item), item_press(item))] for item in shown]
    elif any(fact.name == Fact.AREAS for fact in answer.facts) and answer.documents:
        first = answer.documents[0]
        rows += [[_button(first.title_of(one), area_press(first, one))] for one in first.areas]
    elif answer.outcome is Outcome.ANSWER:
        rows.append(_more(answer.answers[0].item))
    if said.number is not None and not answer.courtesy:
        rows.append(_votes(said.number))
    return InlineKeyboardMarkup(rows) if rows else None


def with_reasons(shown: InlineKeyboardMarkup | None, number: int) -> InlineKeyboardMarkup:
    """Return what was shown with the reasons why an answer is not good in the place of votes."""
    buttons = [
        _button(text(f"telegram.reasons.{name}"), Press(Action.REASON, number, choice=at))
        for at, name in enumerate(REASONS)
    ]
    return InlineKeyboardMarkup([*_others(shown), buttons[:2], buttons[2:]])


def without_votes(shown: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """Return what was shown without votes and reasons."""
    rows = _others(shown)
    return InlineKeyboardMarkup(rows) if rows else None


def _others(shown: InlineKeyboardMarkup | None) -> list[Sequence[InlineKeyboardButton]]:
    return [row for row in (shown.inline_keyboard if shown else ()) if not any(map(_votes_on, row))]


def _votes_on(button: InlineKeyboardButton) -> bool:
    press = read_press(str(button.callback_data or ""))
    return press is not None and press.action in (Action.UP, Action.DOWN, Action.REASON)


def _button(words: str, press: Press) -> InlineKeyboardButton:
    shown = words if len(words) <= _LONGEST_LABEL else words[: _LONGEST_LABEL - 1] + "…"
    return InlineKeyboardButton(shown, callback_data=press.data())


def _more(item: Item) -> list[InlineKeyboardButton]:
    buttons = []
    if item.area is not None:
        buttons.append(_button(text("telegram.area"), area_press(item.document, item.area)))
    title = item.document.meta.plan_title
    citation = text("telegram.citation", title=title, item=item_name(item))
    copied = CopyTextButton(citation[:_LONGEST_COPY])
    buttons.append(InlineKeyboardButton(text("telegram.copy"), copy_text=copied))
    return buttons


def _votes(number: int) -> list[InlineKeyboardButton]:
    return [
        _button(sign, Press(action, number))
        for sign, action in (("👍", Action.UP), ("👎", Action.DOWN))
    ]
