"""Keyboards: the buttons under a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.buttons import Action, Press, read_press, tag
from bot.texts import text
from retrieval.outcome import Outcome
from retrieval.understanding.requests import Fact, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogues import Said
    from knowledge.model import Document, Item, Node

# The longest text that a copy button takes, and what a button shows without being cut.
_LONGEST_COPY = 256
_LONGEST_LABEL = 40
REASONS = ("other", "partial", "unclear", "outdated")


def keyboard(said: Said) -> InlineKeyboardMarkup | None:
    """Return the buttons for an answer: its choices, or more of its item, and votes."""
    answer = said.answer
    rows: list[list[InlineKeyboardButton]] = []
    if answer.outcome is Outcome.CHOICES or answer.kind is Kind.AREA:
        rows += [[_item_button(shown.item)] for shown in answer.answers]
    elif any(fact.name == Fact.AREAS for fact in answer.facts) and answer.documents:
        rows += [[_area_button(answer.documents[0], area)] for area in answer.documents[0].areas]
    elif answer.outcome is Outcome.ANSWER:
        rows.append(_more(answer.answers[0].item))
    if said.number is not None and not answer.courtesy:
        rows.append(_votes(said.number))
    return InlineKeyboardMarkup(rows) if rows else None


def with_reasons(shown: InlineKeyboardMarkup | None, number: int) -> InlineKeyboardMarkup:
    """Return what was shown with the reasons why an answer is not good in the place of votes."""
    buttons = [
        InlineKeyboardButton(
            text(f"telegram.reasons.{name}"),
            callback_data=Press(Action.REASON, number, choice=at).data(),
        )
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


def _item_button(item: Item) -> InlineKeyboardButton:
    number = text("telegram.item", number=item.number) if item.number else ""
    press = Press(Action.ITEM, item.node.position, tag(item.document.name))
    return InlineKeyboardButton(_label(f"{number}{item.title}"), callback_data=press.data())


def _area_button(document: Document, area: Node) -> InlineKeyboardButton:
    press = Press(Action.AREA, document.areas.index(area) + 1, tag(document.name))
    return InlineKeyboardButton(_label(document.title_of(area)), callback_data=press.data())


def _label(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else words[: _LONGEST_LABEL - 1] + "…"


def _more(item: Item) -> list[InlineKeyboardButton]:
    buttons = []
    document = item.document
    if item.area is not None:
        press = Press(Action.AREA, document.areas.index(item.area) + 1, tag(document.name))
        buttons.append(InlineKeyboardButton(text("telegram.area"), callback_data=press.data()))
    copied = CopyTextButton(_citation(item))
    buttons.append(InlineKeyboardButton(text("telegram.copy"), copy_text=copied))
    return buttons


def _citation(item: Item) -> str:
    plan = text("telegram.citation", title=item.document.meta.plan_title, number=item.number or "")
    return f"{plan} {item.title}"[:_LONGEST_COPY]


def _votes(number: int) -> list[InlineKeyboardButton]:
    return [
        InlineKeyboardButton(sign, callback_data=Press(action, number).data())
        for sign, action in (("👍", Action.UP), ("👎", Action.DOWN))
    ]
