"""Every page on every screen: its width, its colours, its weight, and whom it asks."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.web.browser.browsing import DESKTOP, NEEDS_BROWSER, PHONE
from tests.bot.channels.web.browser.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Response

    from tests.bot.channels.web.browser.browsing import Visits

pytestmark = NEEDS_BROWSER
_MOST_BYTES = 60_000
_WIDTH = "document.scrollingElement.scrollWidth"
_LIGHT = """() => {
  const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, one) => sum + +one, 0);
  const style = getComputedStyle(document.body);
  return [light(style.backgroundColor), light(style.color)];
}"""


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_no_page_is_wider_than_the_screen(visits: Visits, view: Callable[[Page], None]) -> None:
    """Nothing scrolls sideways, even with letters of twice the size; no other host is asked."""
    page = visits.open(screen=PHONE)
    view(page)
    for letters in ("100%", "200%"):
        page.evaluate("size => document.documentElement.style.fontSize = size", letters)
        for screen in (PHONE, DESKTOP):
            page.set_viewport_size(screen["viewport"])
            assert page.evaluate(_WIDTH) <= screen["viewport"]["width"]
    assert visits.elsewhere() == []


def test_colours_follow_day_and_night(visits: Visits) -> None:
    """Where the system is dark, light letters stand on a dark page."""
    page = visits.open(color_scheme="light")
    paper, ink = page.evaluate(_LIGHT)
    assert paper > ink
    page.emulate_media(color_scheme="dark")
    paper, ink = page.evaluate(_LIGHT)
    assert paper < ink


def test_the_first_page_is_light(visits: Visits) -> None:
    """All that the first visit fetches is under 60 KB, packed."""
    page = visits.open("about:blank")
    fetched: list[Response] = []
    page.on("response", lambda response: fetched.append(response))  # noqa: PLW0108 -- Playwright marks its handlers
    page.goto("/", wait_until="networkidle")
    assert len(fetched) > 3
    assert sum(len(gzip.compress(one.body())) for one in fetched) < _MOST_BYTES
