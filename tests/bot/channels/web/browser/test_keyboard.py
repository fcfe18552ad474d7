"""The page by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from bot.texts import text
from tests.bot.channels.web.browser.browsing import NEEDS_BROWSER
from tests.bot.channels.web.browser.talking import DANGER, QUESTION, next_card

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.bot.channels.web.browser.browsing import Visits

pytestmark = NEEDS_BROWSER
_FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    name: one.id || one.textContent.trim(),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && box.top >= 0 && box.bottom <= innerHeight && box.width > 0,
  };
}"""


def _walk(page: Page, steps: int) -> list[str]:
    """Press the tabulator and return what was reached; the focus is seen at each step."""
    names = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        # Where it scrolls smoothly it takes a moment.
        page.wait_for_function(f"({_FOCUSED})().seen")
        names.append(page.evaluate(_FOCUSED)["name"])
    return names


def test_the_tabulator_goes_from_top_to_bottom(visits: Visits) -> None:
    """All that can be pressed is reached in the order in which it stands, and seen."""
    page = visits.open()
    in_order = page.eval_on_selector_all(
        "a[href], button, input:not([type=hidden])",
        """all => all.filter(one => one.checkVisibility())
            .map(one => one.id || one.textContent.trim())""",
    )
    assert _walk(page, len(in_order)) == in_order
    assert in_order[:4] == [
        text("web.skip"),
        text("web.name"),
        text("web.browse"),
        text("web.search"),
    ]


def test_the_head_can_be_skipped(visits: Visits) -> None:
    """The first link is seen once it is reached, and leads to the field."""
    page = visits.open()
    skip = page.get_by_role("link", name=text("web.skip"))
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert _walk(page, 1) == ["q"]


def test_a_conversation_without_a_mouse(visits: Visits) -> None:
    """Enter asks and the field stays ready; a choice is reached and opened, and read from there."""
    page = visits.open()
    page.locator("#q").focus()
    page.keyboard.type(QUESTION)
    next_card(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(DANGER)
    card = next_card(page, lambda: page.keyboard.press("Enter"))
    button = card.locator("button[name=item]").first
    while not button.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Shift+Tab")
    chosen = next_card(page, lambda: page.keyboard.press("Enter"))
    expect(chosen).to_be_focused()
    page.keyboard.press("Tab")
    expect(chosen.locator("h2 a")).to_be_focused()


def test_an_item_is_unfolded_by_enter(visits: Visits) -> None:
    """What unfolds the whole wording is reached and pressed as a button is."""
    page = visits.open()
    page.locator("#q").focus()
    page.keyboard.type(QUESTION)
    card = next_card(page, lambda: page.keyboard.press("Enter"))
    card.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(card.locator(".whole").first).to_be_visible()
