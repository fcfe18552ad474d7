"""The rules of axe: WCAG 2.2 AA and what is good practice beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Page

_AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
NEEDS_AXE = pytest.mark.needs_program(str(_AXE.relative_to(PROJECT)))
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


def violations(page: Page) -> list[str]:
    """Return the rules that a page breaks as it is now, each with the place."""
    page.evaluate(_source())
    found: list[str] = page.evaluate(_RUN, _RULES)
    return found


def violations_by_night(page: Page) -> list[str]:
    """Return the rules about colours that a page breaks where the system is dark."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(_source())
    return [f"dark: {one}" for one in page.evaluate(_RUN, _COLOURS)]


@cache
def _source() -> str:
    return _AXE.read_text(encoding="utf-8")
