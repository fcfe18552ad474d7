"""The page where no script runs: all of it works by links and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.texts import text
from knowledge.journal import Vote
from tests.bot.channels.web.browser.browsing import NEEDS_BROWSER
from tests.bot.channels.web.browser.talking import BROAD, DANGER, QUESTION
from tests.bot.channels.web.browser.views import WIDGET

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bot.backend import Backend
    from knowledge.model import Document
    from tests.bot.channels.web.browser.browsing import Visits

pytestmark = NEEDS_BROWSER


def _open(visits: Visits, path: str = "/") -> Page:
    return visits.open(path, java_script_enabled=False)


def _ask(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    expect(page.locator(".asked")).to_contain_text(words)


@pytest.mark.parametrize("path", ["/", WIDGET], ids=["page", "widget"])
def test_a_conversation_goes_on(visits: Visits, document: Document, path: str) -> None:
    """Each answer is a page; it knows what was asked before."""
    page = _open(visits, path)
    _ask(page, QUESTION)
    assert page.locator(".whole").first.text_content() == document.items[20].text
    page.locator("summary").first.click()
    expect(page.locator("mark").first).to_be_visible()
    _ask(page, BROAD)
    first = page.locator(".card").inner_text()
    _ask(page, "还有吗")
    assert page.locator(".card h2").first.inner_text() not in first
    _ask(page, "第21条")
    _ask(page, "下一条")
    expect(page.locator(".card")).to_contain_text(document.items[21].title)


def test_a_suggestion_is_asked(visits: Visits) -> None:
    """The questions that people often ask are buttons of a form."""
    page = _open(visits)
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator(".card h2").first).to_contain_text("第21条")


def test_a_choice_is_pressed(visits: Visits, document: Document) -> None:
    """The item that is chosen comes whole, and the conversation goes on from it."""
    page = _open(visits)
    _ask(page, DANGER)
    button = page.locator("button[name=item]").first
    number = int((button.get_attribute("value") or "").partition("/")[2])
    button.click()
    expect(page.locator(".whole")).to_have_text(document.items[number - 1].text)
    _ask(page, "下一条")
    expect(page.locator(".card")).to_contain_text(document.items[number].title)


def test_thumbs_are_kept(visits: Visits, backend: Backend, document: Document) -> None:
    """👎 leads to the reasons, the reason to thanks, and from there it can be asked on."""
    page = _open(visits)
    _ask(page, QUESTION)
    number = int(page.locator("input[name=answer]").input_value().partition("-")[0])
    page.locator("button[value=down]").click()
    page.get_by_role("button", name=text("telegram.reasons.partial")).click()
    expect(page.get_by_text(text("telegram.thanks"))).to_be_visible()
    (kept,) = backend.records.feedback_on(number)
    assert (kept.vote, kept.reason) == (Vote.DOWN, "partial")
    _ask(page, "下一条")
    expect(page.locator(".card")).to_contain_text(document.items[21].title)


def test_a_phrase_is_found(visits: Visits, document: Document) -> None:
    """A phrase is sent by Enter; its places are counted."""
    page = _open(visits, "/search")
    page.locator("#phrase").fill("双减")
    page.locator("#phrase").press("Enter")
    told = text("web.count", phrase="双减", count=document.text.count("双减"))
    expect(page.get_by_role("status")).to_have_text(told)


def test_nothing_is_shown_that_does_not_work(visits: Visits) -> None:
    """Buttons to copy and to print need a script, so they are not there without one."""
    page = _open(visits, "/d/licheng-2022/21")
    for button in page.locator("[data-copy], [data-print]").all():
        expect(button).to_be_hidden()
