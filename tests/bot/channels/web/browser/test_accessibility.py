"""Every page by the rules of axe: WCAG 2.2 AA and what is good practice beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.bot.channels.web.browser.browsing import NEEDS_BROWSER, SCREENS
from tests.bot.channels.web.browser.school import page_with_widget
from tests.bot.channels.web.browser.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.bot.channels.web.browser.browsing import Visits

pytestmark = [NEEDS_BROWSER, pytest.mark.needs_program("npm")]
_AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Night changes nothing but colours.
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# The frame of the widget is a page of its own here, and axe would write into it.
_RUN = """async rules => {
  const found = await axe.run({ runOnly: rules, resultTypes: ["violations"], iframes: false });
  return found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target} ${node.failureSummary}`,
  ));
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """Return the source of axe."""
    assert _AXE.is_file(), "axe-core is not installed; `make test` installs it by npm"
    return _AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_no_rule_is_broken(visits: Visits, axe: str, view: Callable[[Page], None]) -> None:
    """Axe finds nothing, by day and by night, on a phone and on a desk."""
    found = []
    for name, screen in SCREENS.items():
        page = visits.open(screen=screen)
        view(page)
        page.evaluate(axe)
        found += [f"{name}: {one}" for one in page.evaluate(_RUN, _RULES)]
        page.emulate_media(color_scheme="dark")
        found += [f"{name}, dark: {one}" for one in page.evaluate(_RUN, _COLOURS)]
    assert found == []


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_the_widget_breaks_no_rule(
    visits: Visits, axe: str, school: str, screen: dict[str, Any]
) -> None:
    """Open or closed, what it adds to the page of a school is by the rules."""
    page = visits.open(page_with_widget(school, visits.site), screen)
    button = page.get_by_role("button")
    button.wait_for()
    page.evaluate(axe)
    found = page.evaluate(_RUN, _RULES)
    button.click()
    page.frame_locator("#wence-frame").locator("#q").wait_for()
    found += page.evaluate(_RUN, _RULES)
    assert found == []


def test_the_rules_are_kept_an_eye_on(visits: Visits, axe: str) -> None:
    """A field without a name and letters too pale are found: nothing found means something."""
    page = visits.open()
    page.evaluate(axe)
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.querySelector('#q').placeholder = ''")
    page.evaluate("document.querySelector('.lead').style.color = '#bbb'")
    found = {one.partition(":")[0] for one in page.evaluate(_RUN, _RULES)}
    assert {"label", "color-contrast"} <= found
