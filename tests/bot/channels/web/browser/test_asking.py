"""Asking in the page: cards, choices, what follows, feedback, and what goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from bot.answer import Question
from bot.texts import text
from knowledge.journal import Vote
from tests.bot.channels.web.browser.browsing import NEEDS_BROWSER, PHONE, SCREENS
from tests.bot.channels.web.browser.talking import BROAD, DANGER, QUESTION, ask, next_card

if TYPE_CHECKING:
    from typing import Any

    from playwright.sync_api import Locator

    from bot.assistant import Assistant
    from bot.backend import Backend
    from knowledge.model import Document
    from tests.bot.channels.web.browser.browsing import Visits

pytestmark = NEEDS_BROWSER
_HOSTILE = "<img src=x onerror=\"document.title='taken'\"><b>双减</b>&amp;'\""


def _number_of(card: Locator) -> int:
    """Return the number by which the journal keeps the answer of a card."""
    named = card.locator("input[name=answer]").input_value()
    return int(named.partition("-")[0])


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_question_is_answered_by_the_wording(
    visits: Visits, assistant: Assistant, screen: dict[str, Any]
) -> None:
    """The card holds the whole item, character by character, with the quote marked in it."""
    page = visits.open(screen=screen)
    first = assistant.answer(Question(QUESTION)).answers[0]
    card = ask(page, QUESTION)
    expect(card.locator("h2").first).to_be_in_viewport()
    quoted = first.quote.of(first.item.document.text)
    assert card.locator("blockquote").first.text_content() == quoted
    whole = card.locator(".whole").first
    assert whole.text_content() == first.item.text
    assert whole.locator("mark").all_text_contents() == [quoted]
    card.locator("summary").first.click()
    expect(whole.locator("mark")).to_be_visible()
    colours = "one => getComputedStyle(one).backgroundColor"
    assert whole.locator("mark").evaluate(colours) != whole.evaluate(colours)


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_choice_is_pressed(visits: Visits, document: Document, screen: dict[str, Any]) -> None:
    """The item that is chosen comes whole; the choices had the notice of danger above them."""
    page = visits.open(screen=screen)
    card = ask(page, DANGER)
    expect(card.get_by_role("alert")).to_be_visible()
    buttons = card.locator("button[name=item]")
    chosen = buttons.nth(1).get_attribute("value") or ""
    item = document.items[int(chosen.partition("/")[2]) - 1]
    shown = next_card(page, buttons.nth(1).click)
    assert shown.locator(".whole").text_content() == item.text
    expect(shown).to_be_focused()


def test_what_follows_is_understood(visits: Visits, document: Document) -> None:
    """下一条 and 还有吗 go on from the last answer; the turns before stay."""
    page = visits.open()
    ask(page, "第21条")
    expect(ask(page, "下一条")).to_contain_text(document.items[21].title)
    first, more = ask(page, BROAD), ask(page, "还有吗")
    title = more.locator("h2").first.text_content()
    expect(first).not_to_contain_text(title or "")
    assert page.locator("#log .turn").count() == 4
    assert page.locator("#log .asked").last.text_content() == text("web.you") + "还有吗"


def test_another_visitor_begins_anew(visits: Visits, document: Document) -> None:
    """What one has asked says nothing about what another means."""
    ask(visits.open(), "第21条")
    stranger = ask(visits.open(), "下一条")
    expect(stranger).not_to_contain_text(document.items[21].title)


def test_thumbs_are_kept(visits: Visits, backend: Backend) -> None:
    """👎 asks for a reason, 👍 does not; both come into the journal."""
    page = visits.open()
    card = ask(page, QUESTION)
    number = _number_of(card)
    card.locator("button[value=down]").click()
    card.get_by_role("button", name=text("telegram.reasons.unclear")).click()
    expect(card.get_by_text(text("telegram.thanks"))).to_be_visible()
    (kept,) = backend.records.feedback_on(number)
    assert (kept.vote, kept.reason) == (Vote.DOWN, "unclear")
    card = ask(page, "双减")
    number = _number_of(card)
    card.locator("button[value=up]").click()
    expect(card.get_by_text(text("telegram.thanks"))).to_be_visible()
    (kept,) = backend.records.feedback_on(number)
    assert (kept.vote, kept.reason) == (Vote.UP, None)


@pytest.mark.parametrize("where", ["/ask?q={}", "/search?q={}", "/widget?greeting={}", "/d/{}"])
def test_what_is_typed_is_text_in_addresses(visits: Visits, where: str) -> None:
    """Tags in an address are shown as text, or not at all."""
    page = visits.open(where.format(quote(_HOSTILE, safe="")))
    assert page.locator("main img, main b").count() == 0
    assert page.title() != "taken"


def test_what_is_typed_is_text(visits: Visits) -> None:
    """Tags in a question are shown as text."""
    page = visits.open()
    ask(page, _HOSTILE)
    assert page.locator("#log .asked").text_content() == text("web.you") + _HOSTILE
    assert page.locator("#log img, #log b").count() == 0
    assert page.title() != "taken"


def test_a_question_that_got_lost_is_asked_again(visits: Visits) -> None:
    """Without a connection the page says so and has a button; nothing that was typed is lost."""
    page = visits.open()
    page.route("**/ask", lambda route: route.abort())
    page.locator("#q").fill(QUESTION)
    page.locator("#q").press("Enter")
    again = page.get_by_role("button", name=text("web.again"))
    again.wait_for()
    assert page.locator("#q").input_value() == QUESTION
    page.unroute("**/ask")
    again.click()
    expect(page.locator(".card h2").first).to_contain_text("第21条")
    visits.complaints.clear()


@pytest.mark.parametrize("way", ["reload", "brand", "restart", "address"])
def test_a_conversation_can_be_left(visits: Visits, way: str) -> None:
    """Who loads the page anew, or goes to its beginning, finds nothing of what was said."""
    page = visits.open()
    ask(page, QUESTION)
    before = page.locator("#ask input[name=conversation]").input_value()
    if way == "reload":
        page.reload()
    elif way == "address":
        page.goto("/")
    else:
        link = page.locator(".brand" if way == "brand" else ".restart")
        with page.expect_navigation():
            link.click()
    expect(page.locator("#log .turn")).to_have_count(0)
    expect(page.locator(".suggestions")).to_be_visible()
    assert page.locator("#ask input[name=conversation]").input_value() != before


def test_a_conversation_that_was_left_by_mistake_comes_back(visits: Visits) -> None:
    """Back leads to what was said, and on from there; no answer is announced twice."""
    page = visits.open()
    ask(page, DANGER)
    before = page.locator("#ask input[name=conversation]").input_value()
    with page.expect_navigation():
        page.locator(".restart").click()
    expect(page.locator("#log .turn")).to_have_count(0)
    page.go_back()
    expect(page.locator("#log .turn")).to_have_count(1)
    expect(page.locator("#log [role=alert]")).to_have_count(0)
    assert page.locator("#ask input[name=conversation]").input_value() == before
    ask(page, "第二个")


def test_what_was_too_long_is_told_on_the_screen(visits: Visits) -> None:
    """However long it was; it need not be typed again."""
    page = visits.open(screen=PHONE)
    words = "学校的食堂" * 110
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    expect(page.locator("#log .note")).to_be_in_viewport()
    assert page.locator("#q").input_value() == words
    visits.complaints.clear()


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_what_a_proxy_says_is_no_answer(visits: Visits, kind: str) -> None:
    """It is told that there was no answer, and the question can be asked again."""
    page = visits.open()
    broken = "<HTML><BODY><h1>502 Bad Gateway</h1>"
    page.route("**/ask", lambda route: route.fulfill(status=502, content_type=kind, body=broken))
    page.locator("#q").fill(QUESTION)
    page.locator("#q").press("Enter")
    expect(page.locator(".again")).to_be_visible()
    expect(page.locator("#log")).not_to_contain_text("Gateway")
    page.unroute("**/ask")
    page.locator(".again").click()
    expect(page.locator("#log .card")).to_contain_text("课后服务")
    visits.complaints.clear()


def test_a_question_that_is_too_long_is_not_lost(visits: Visits) -> None:
    """It comes back into the field, whole, to be shortened."""
    page = visits.open()
    words = "我想问一下孩子的事情" * 60
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    expect(page.locator("#log .card")).to_contain_text("太长")
    expect(page.locator("#q")).to_have_value(words)
    visits.complaints.clear()
