"""One browser and one site for all tests; each test visits as somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import WebSettings
from tests.bot.channels.web.browser.browsing import Visits, browsing
from tests.bot.channels.web.browser.school import school_site
from tests.bot.channels.web.browser.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from bot.backend import Backend
    from bot.settings import Settings
    from knowledge.model import Document


# Not for the session: while Playwright runs, no other test could run an event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Run a browser."""
    with browsing() as running:
        yield running


@pytest.fixture(scope="package")
def school() -> Iterator[str]:
    """Serve the site of a school that may embed the widget, and return its address."""
    with school_site() as url:
        yield url


@pytest.fixture(scope="package")
def site(backend: Backend, settings: Settings, school: str) -> Iterator[str]:
    """Serve the application and return its address."""
    web = WebSettings(allowed_origins=[school])
    with serving(backend, settings.model_copy(update={"web": web})) as url:
        yield url


@pytest.fixture
def visits(browser: Browser, site: str) -> Iterator[Visits]:
    """Return what opens pages; none of them may complain in the end."""
    made = Visits(browser, site)
    yield made
    made.close()
    assert made.complaints == []


@pytest.fixture
def document(backend: Backend) -> Document:
    """Return the shipped plan."""
    return backend.dialogues.documents[0]
