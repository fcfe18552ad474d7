"""Pages of several documents, some of them revised, drafts or retracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.texts import text
from knowledge.store.database import open_database, sqlite_url
from knowledge.store.documents import DocumentStore
from tests.bot.channels.web.browser.axe import NEEDS_AXE, violations, violations_by_night
from tests.bot.channels.web.browser.browsing import NEEDS_BROWSER, SCREENS, Visits
from tests.bot.channels.web.browser.serving import serving
from tests.bot.channels.web.browser.talking import ask
from tests.bot.channels.web.revising import PATHS, backend_over, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from bot.settings import Settings
    from retrieval.analysis import Analyzer

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentStore]:
    """Return an empty store."""
    engine = open_database(sqlite_url(tmp_path_factory.mktemp("revised")))
    yield DocumentStore(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def paths(store: DocumentStore) -> dict[str, str]:
    """Fill the store, and return the paths to look at."""
    return fill(store)


@pytest.fixture(scope="module")
def revised(
    browser: Browser,
    store: DocumentStore,
    paths: dict[str, str],
    analyzer: Analyzer,
    settings: Settings,
) -> Iterator[Visits]:
    """Return what opens pages of a site over these documents."""
    assert paths
    with serving(backend_over(store, analyzer), settings) as site:
        made = Visits(browser, site)
        yield made
        made.close()


@NEEDS_AXE
@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_no_rule_is_broken(
    revised: Visits, paths: dict[str, str], name: str, screen: dict[str, object]
) -> None:
    """By axe, by day and by night; and no page is wider than its screen."""
    page = revised.open(paths[name], screen)
    assert violations(page) + violations_by_night(page) == []
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= page.evaluate("window.innerWidth")


def test_an_old_number_leads_to_its_item(revised: Visits) -> None:
    """Who opens a link that was passed on before the revision reads what it meant."""
    page = revised.open("/d/plan/1")
    expect(page.locator("#wording")).to_contain_text("阅读行动")
    page.locator(".note a").click()
    page.wait_for_url("**/d/plan/2")
    expect(page.locator("#wording")).to_contain_text("课后服务")


def test_answers_of_several_documents_name_theirs(revised: Visits) -> None:
    """What two documents say is told with the title of each."""
    card = ask(revised.open("/"), "校车安全")
    for title in ("2022年鲤城教育工作要点", "2023年鲤城教育工作要点"):
        expect(card).to_contain_text(title)


def test_documents_are_listed(revised: Visits) -> None:
    """Those in force and no others; each leads to its items."""
    page = revised.open("/d")
    rows = page.locator(".rows a")
    assert rows.count() == 2
    page.get_by_role("link", name="征求意见稿").click()
    expect(page.locator(".note")).to_have_text(text("web.draft"))
