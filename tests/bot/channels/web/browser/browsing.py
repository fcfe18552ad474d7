"""A real browser, and visits to the site that notice what goes wrong in it."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NEEDS_BROWSER = pytest.mark.needs_program(*_PROGRAMS)
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
}
SCREENS = {"desktop": DESKTOP, "phone": PHONE}
# Milliseconds; an answer takes a few, but machines are busy.
_PATIENCE = 15_000


@contextmanager
def browsing() -> Iterator[Browser]:
    """Run the browser that is installed while the block runs."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    assert program, f"none of {', '.join(_PROGRAMS)} is installed"
    with sync_playwright() as playwright:
        # Its sandbox needs rights that containers do not give.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visits:
    """Opens pages, each as somebody else, and notes what they ask for and complain of."""

    def __init__(self, browser: Browser, site: str) -> None:
        """Visit ``site``."""
        self.site = site
        self.requested: list[str] = []
        self.complaints: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def open(self, path: str = "/", screen: dict[str, Any] = DESKTOP, **options: Any) -> Page:
        """Open a page in a window of its own."""
        context = self._browser.new_context(base_url=self.site, **screen, **options)
        self._contexts.append(context)
        context.set_default_timeout(_PATIENCE)
        context.on("request", lambda request: self.requested.append(request.url))
        context.on("console", self._hear)
        context.on("weberror", lambda failed: self.complaints.append(str(failed.error)))
        page = context.new_page()
        page.goto(path)
        return page

    def elsewhere(self, *known: str) -> list[str]:
        """Return what was asked for from hosts other than the site and those that are known."""
        own = tuple(f"{site}/" for site in (self.site, *known))
        return [url for url in self.requested if not url.startswith((*own, "data:"))]

    def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        # The browser tells of pages that are rightly not there, too.
        if message.type in {"error", "warning"} and "status of 404" not in message.text:
            self.complaints.append(message.text)
