"""Every page by the rules of axe: WCAG 2.2 AA and what is good practice beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.bot.channels.web.browser.axe import NEEDS_AXE, violations, violations_by_night
from tests.bot.channels.web.browser.browsing import NEEDS_BROWSER, SCREENS
from tests.bot.channels.web.browser.school import page_with_widget
from tests.bot.channels.web.browser.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.bot.channels.web.browser.browsing import Visits

pytestmark = [NEEDS_BROWSER, NEEDS_AXE]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_no_rule_is_broken(visits: Visits, view: Callable[[Page], None]) -> None:
    """Axe finds nothing, by day and by night, on a phone and on a desk."""
    found = []
    for name, screen in SCREENS.items():
        page = visits.open(screen=screen)
        view(page)
        found += [f"{name}: {one}" for one in violations(page) + violations_by_night(page)]
    assert found == []


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_the_widget_breaks_no_rule(visits: Visits, school: str, screen: dict[str, Any]) -> None:
    """Open or closed, what it adds to the page of a school is by the rules."""
    page = visits.open(page_with_widget(school, visits.site), screen)
    button = page.get_by_role("button")
    button.wait_for()
    found = violations(page)
    button.click()
    page.frame_locator("#wence-frame").locator("#q").wait_for()
    found += violations(page)
    assert found == []


def test_the_rules_are_kept_an_eye_on(visits: Visits) -> None:
    """A field without a name and letters too pale are found: nothing found means something."""
    page = visits.open()
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.querySelector('#q').placeholder = ''")
    page.evaluate("document.querySelector('.lead').style.color = '#bbb'")
    found = {one.partition(":")[0] for one in violations(page)}
    assert {"label", "color-contrast"} <= found
