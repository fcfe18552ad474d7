"""Asking in the page as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FrameLocator, Locator, Page

QUESTION = "放学后没人接孩子怎么办"
# A child in danger: a notice, and items to choose from.
DANGER = "有人打我孩子"
UNKNOWN = "今天天气怎么样"
# More items speak of it than a card shows.
BROAD = "课后服务和幼儿园教师培训"


def ask(place: Page | FrameLocator, words: str) -> Locator:
    """Type a question, press Enter and return the card of the answer."""
    place.locator("#q").fill(words)
    return next_card(place, lambda: place.locator("#q").press("Enter"))


def next_card(place: Page | FrameLocator, doing: Callable[[], None]) -> Locator:
    """Do something and return the card that comes of it."""
    turns = place.locator("#log .turn")
    before = turns.count()
    doing()
    card = turns.nth(before).locator(".card")
    card.wait_for()
    return card
