"""Every page by the rules of axe: WCAG 2.2 AA and what is good practice beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.web.browser.browsing import NEEDS_BROWSER, SCREENS
from tests.bot.channels.web.browser.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.bot.channels.web.browser.browsing import Visits

pytestmark = [NEEDS_BROWSER, pytest.mark.needs_program("npm")]
_AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async rules => {
  const found = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
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
    """axe finds nothing, by day and by night, on a phone and on a desk."""
    found = []
    for name, screen in SCREENS.items():
        page = visits.open(screen=screen)
        view(page)
        page.evaluate(axe)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{name}, {scheme}: {one}" for one in page.evaluate(_RUN, _RULES)]
    assert found == []
