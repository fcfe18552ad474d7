"""Pictures of every page, on a phone and on a desk, as docs/screenshots/*.png.

`python -m tests.bot.channels.web.browser.screenshots` makes them anew.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pypdfium2
from PIL import Image
from pydantic import SecretStr

from bot.bootstrap import build_backend, build_search
from bot.settings import Settings, WebSettings
from knowledge.store.database import open_database, sqlite_url
from knowledge.store.documents import DocumentStore
from tests.bot.channels.web.browser.browsing import SCREENS, Visits, browsing
from tests.bot.channels.web.browser.school import page_with_widget, school_site
from tests.bot.channels.web.browser.serving import serving
from tests.bot.channels.web.browser.talking import QUESTION, ask
from tests.bot.channels.web.browser.views import VIEWS
from tests.bot.channels.web.revising import backend_over, fill
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MADE = PROJECT / "docs" / "screenshots"
_SHOWN = (
    "chat",
    "answer",
    "choices",
    "not-found",
    "facts",
    "feedback",
    "document",
    "item",
    "search",
    "search-nothing",
    "privacy",
    "api",
    "missing",
    "missing-item",
)
# Of a site with several documents, some of them revised, drafts or retracted.
_CHANGED = ("documents", "renumbered", "old-revision", "draft", "retracted")
_DARK = ("chat", "answer")
_DRAWN = {"sheet": "/d/licheng-2022/21.png", "preview": "/d/licheng-2022/21/preview.png"}
_COLOURS = 64


def _keep(page: Page, name: str) -> None:
    taken = page.screenshot(animations="disabled", caret="hide")
    _reduce(Image.open(BytesIO(taken)), name)


def _reduce(picture: Image.Image, name: str) -> None:
    # With so few colours it is a third as large, and nobody sees a difference.
    picture.convert("RGB").quantize(_COLOURS).save(MADE / f"{name}.png", optimize=True)


def take(visits: Visits, screen: str) -> None:
    """Take the pictures of all pages on a screen."""
    size: dict[str, Any] = SCREENS[screen] | {"reduced_motion": "reduce"}
    for name in _SHOWN:
        page = visits.open(screen=size)
        VIEWS[name](page)
        _keep(page, f"{name}-{screen}")
        if name in _DARK:
            page.emulate_media(color_scheme="dark")
            _keep(page, f"{name}-{screen}-dark")


def take_changed(browser: Browser, settings: Settings, folder: Path) -> None:
    """Take the pictures of what is told of documents that changed."""
    store = DocumentStore(open_database(sqlite_url(folder)))
    paths, analyzer = fill(store), build_search(settings).analyzer
    with serving(backend_over(store, analyzer), settings) as site:
        visits = Visits(browser, site)
        for screen in SCREENS:
            for name in _CHANGED:
                size: dict[str, Any] = SCREENS[screen] | {"reduced_motion": "reduce"}
                _keep(visits.open(paths[name], size), f"{name}-{screen}")
        visits.close()
    store.engine.dispose()


def take_item(visits: Visits) -> None:
    """Take an item on paper, and the pictures of it that the site draws itself."""
    page = visits.open()
    VIEWS["item"](page)
    (paper, *_) = pypdfium2.PdfDocument(page.pdf(format="A4"))
    _reduce(paper.render().to_pil(), "item-paper")
    for name, path in _DRAWN.items():
        drawn = page.request.get(f"{visits.site}{path}").body()
        _reduce(Image.open(BytesIO(drawn)), f"item-{name}")


def take_widget(visits: Visits, screen: str, school: str) -> None:
    """Take the picture of the widget in the page of a school."""
    size: dict[str, Any] = SCREENS[screen] | {"reduced_motion": "reduce"}
    page = visits.open(page_with_widget(school, visits.site), size)
    page.locator("button").click()
    ask(page.frame_locator("#wence-frame"), QUESTION)
    _keep(page, f"widget-{screen}")


def main() -> None:
    """Take all pictures."""
    MADE.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, school_site() as school:
        settings = Settings(
            folder=Path(folder),
            database_url=SecretStr(sqlite_url(Path(folder))),
            web=WebSettings(allowed_origins=[school], public_url="https://wence.example.cn"),
        )
        backend = build_backend(settings)
        with serving(backend, settings) as site, browsing() as browser:
            visits = Visits(browser, site)
            for screen in SCREENS:
                take(visits, screen)
                take_widget(visits, screen, school)
            take_item(visits)
            visits.close()
            changed = Path(folder) / "changed"
            changed.mkdir()
            take_changed(browser, settings, changed)


if __name__ == "__main__":
    main()
