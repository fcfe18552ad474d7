"""Reading in the page: areas, items, their addresses, paper, and searching."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
from playwright.sync_api import expect

from bot.texts import text
from tests.bot.channels.web.browser.browsing import NEEDS_BROWSER
from tests.bot.channels.web.browser.talking import QUESTION, ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from knowledge.model import Document
    from tests.bot.channels.web.browser.browsing import Visits

pytestmark = NEEDS_BROWSER
_ITEM = "/d/licheng-2022/21"


def test_a_document_is_browsed_by_its_areas(visits: Visits, document: Document) -> None:
    """From the front page to the areas of the only document and one of its items, whole."""
    page = visits.open()
    page.locator("header").get_by_role("link", name=text("web.browse")).click()
    areas = [f"{area.label}{document.title_of(area)}" for area in document.areas]
    assert page.locator("main h2").all_text_contents() == areas
    rows = page.locator(".rows a")
    assert rows.count() == len(document.items)
    rows.nth(6).click()
    page.wait_for_url("**/d/licheng-2022/7")
    assert page.locator("#wording").text_content() == document.items[6].text


def test_an_answer_leads_to_the_address_of_its_item(visits: Visits, document: Document) -> None:
    """Its permanent address has the item and nothing else; its area leads to the list.

    Who goes back finds what was said, and goes on from it.
    """
    page = visits.open()
    card = ask(page, QUESTION)
    card.get_by_role("link", name=text("web.permalink")).first.click()
    page.wait_for_url(f"**{_ITEM}")
    assert page.locator("#wording").text_content() == document.items[20].text
    page.locator(".area a").click()
    page.wait_for_url("**/d/licheng-2022#area-5")
    expect(page.locator("#area-5 h2")).to_be_in_viewport()
    page.go_back()
    page.go_back()
    expect(page.locator("#log .turn")).to_have_count(1)
    expect(ask(page, "下一条")).to_contain_text(document.items[21].title)


def test_an_item_is_kept_as_a_picture(visits: Visits) -> None:
    """A link opens it, in the width of a phone's screen, without any script."""
    page = visits.open(_ITEM, {"java_script_enabled": False})
    page.get_by_role("link", name=text("web.picture")).click()
    page.wait_for_url(f"**{_ITEM}.png")
    expect(page.locator("img")).to_have_js_property("naturalWidth", 1080)


def test_items_are_turned_like_pages(visits: Visits) -> None:
    """The one before and the one behind are linked; the first and the last have one of them."""
    page = visits.open(_ITEM)
    page.locator("a[rel=next]").click()
    page.wait_for_url("**/22")
    page.locator("a[rel=prev]").click()
    page.wait_for_url("**/21")
    page.goto("/d/licheng-2022/1")
    assert page.locator("a[rel=prev]").count() == 0
    page.goto("/d/licheng-2022/28")
    assert page.locator("a[rel=next]").count() == 0


def _printed(page: Page) -> str:
    """Return the text of a page on paper, without spaces."""
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    words = "".join(sheet.get_textpage().get_text_range() for sheet in paper)
    return re.sub(r"\s", "", words)


def test_an_item_is_printed(visits: Visits, document: Document) -> None:
    """On paper stand the wording, where it is from and its address, and nothing to press."""
    page = visits.open(_ITEM)
    page.emulate_media(media="print")
    expect(page.locator("#wording")).to_be_visible()
    for gone in ("header", "footer", "nav", ".sheet button"):
        expect(page.locator(gone).first).to_be_hidden()
    printed = _printed(page)
    assert re.sub(r"\s", "", document.items[20].text) in printed
    assert document.meta.plan_title in printed
    assert f"{visits.site}{_ITEM}" in printed


def test_an_answer_is_printed(visits: Visits, document: Document) -> None:
    """On paper an item is unfolded that was not on the screen."""
    page = visits.open()
    ask(page, QUESTION)
    printed = _printed(page)
    assert re.sub(r"\s", "", document.items[20].text) in printed


def test_search_finds_while_somebody_types(visits: Visits, document: Document) -> None:
    """Each place is counted and marked in its line, before anything is sent by hand."""
    page = visits.open("/search")
    page.locator("#phrase").press_sequentially("课后服务", delay=20)
    count = document.text.count("课后服务")
    told = text("web.count", phrase="课后服务", count=count)
    expect(page.get_by_role("status")).to_have_text(told)
    assert page.locator("#places mark").all_text_contents() == ["课后服务"] * count
    for line in page.locator("#places li").all():
        assert (line.text_content() or "").strip("…") in document.text
    page.wait_for_url("**/search?q=*")
    page.locator("#phrase").fill("课后服务区")
    expect(page.get_by_role("status")).to_have_text(text("facts.no_phrase", of="课后服务区"))
    page.locator("#places a", has_text="课后服务").click()
    expect(page.get_by_role("status")).to_have_text(told)


def test_what_a_search_finds_is_announced(visits: Visits) -> None:
    """The place for it is there before, as screen readers need it; the tab has the phrase."""
    page = visits.open("/search")
    told = page.locator("#found")
    expect(told).to_have_role("status")
    expect(told).to_have_text("")
    page.locator("#phrase").fill("双减")
    expect(told).to_contain_text("“双减”出现")
    expect(page).to_have_title(re.compile("^双减 - "))
    page.locator("#phrase").fill("校园直升机")
    expect(told).to_contain_text("没有")
    expect(page).to_have_title(re.compile("^校园直升机 - "))


def test_a_citation_is_copied(visits: Visits, document: Document) -> None:
    """The button copies title, item and address, and says that it did."""
    page = visits.open(_ITEM, permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("[data-copy]")
    button.click()
    expect(button).to_have_text(text("web.copied"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert document.meta.plan_title in copied
    assert copied.endswith(f"{visits.site}{_ITEM}")
