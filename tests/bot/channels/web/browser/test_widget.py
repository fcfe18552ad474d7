"""The widget in the page of a school, which is another site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.texts import text
from tests.bot.channels.web.browser.browsing import NEEDS_BROWSER, SCREENS
from tests.bot.channels.web.browser.school import GREETING, page_with_widget
from tests.bot.channels.web.browser.talking import QUESTION, ask

if TYPE_CHECKING:
    from typing import Any

    from playwright.sync_api import Locator, Page

    from knowledge.model import Document
    from tests.bot.channels.web.browser.browsing import Visits

pytestmark = NEEDS_BROWSER


def _button(page: Page) -> Locator:
    return page.get_by_role("button", name=text("web.name"))


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_question_is_answered_in_the_page_of_a_school(
    visits: Visits, school: str, document: Document, screen: dict[str, Any]
) -> None:
    """The button opens a frame with the school's greeting; an answer in it is as in the page."""
    page = visits.open(page_with_widget(school, visits.site), screen)
    assert len(page.frames) == 1
    _button(page).click()
    frame = page.frame_locator("#wence-frame")
    expect(frame.get_by_text(GREETING)).to_be_visible()
    expect(frame.locator("#q")).to_be_focused()
    card = ask(frame, QUESTION)
    assert card.locator(".whole").first.text_content() == document.items[20].text
    inside = page.frames[1]
    assert inside.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert visits.elsewhere(school) == []


def test_escape_closes_the_frame(visits: Visits, school: str) -> None:
    """Pressed inside or outside it closes; the focus returns, and what was asked is kept."""
    page = visits.open(page_with_widget(school, visits.site))
    frame = page.frame_locator("#wence-frame")
    _button(page).focus()
    page.keyboard.press("Enter")
    ask(frame, QUESTION)
    page.keyboard.press("Escape")
    expect(page.locator("#wence-frame")).to_be_hidden()
    expect(_button(page)).to_be_focused()
    expect(_button(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(frame.locator(".turn")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("Escape")
    expect(page.locator("#wence-frame")).to_be_hidden()
    expect(_button(page)).to_be_focused()


def test_links_in_the_frame_open_windows(visits: Visits, school: str) -> None:
    """An item does not open in the frame, which may not hold it, but in a window of its own."""
    page = visits.open(page_with_widget(school, visits.site))
    _button(page).click()
    card = ask(page.frame_locator("#wence-frame"), QUESTION)
    with page.context.expect_page() as opened:
        card.locator("h2 a").first.click()
    opened.value.wait_for_url("**/d/licheng-2022/21")


def test_a_site_that_is_not_named_may_not_frame_it(visits: Visits, school: str) -> None:
    """There the browser refuses the frame; the same server under another name is another site."""
    stranger = school.replace("127.0.0.1", "localhost")
    page = visits.open(page_with_widget(stranger, visits.site))
    with page.context.expect_event("console") as heard:
        _button(page).click()
    assert "frame-ancestors" in heard.value.text
    expect(page.frame_locator("#wence-frame").locator("#q")).to_have_count(0)
    visits.complaints.clear()


@pytest.mark.parametrize("path", ["/", "/d/licheng-2022/21"])
def test_nobody_frames_the_other_pages(visits: Visits, school: str, path: str) -> None:
    """Even a site that may embed the widget is refused any other page."""
    page = visits.open(page_with_widget(school, visits.site))
    with page.context.expect_event("console") as heard:
        page.evaluate(
            "url => document.body.append(Object.assign(document.createElement('iframe'),"
            " {src: url}))",
            visits.site + path,
        )
    assert "frame" in heard.value.text.lower()
    assert all(visits.site not in frame.url for frame in page.frames)
    visits.complaints.clear()


def test_a_frame_that_could_not_be_loaded_is_loaded_again(visits: Visits, school: str) -> None:
    """Once the network is back, closing and opening is enough."""
    page = visits.open(page_with_widget(school, visits.site))
    button = page.get_by_role("button")
    page.route("**/widget?*", lambda route: route.abort())
    button.click()
    page.wait_for_timeout(300)
    page.unroute("**/widget?*")
    button.click()
    button.click()
    expect(page.frame_locator("#wence-frame").locator("#q")).to_be_visible()
    visits.complaints.clear()


def test_on_a_phone_held_sideways_the_frame_is_as_wide_as_it(visits: Visits, school: str) -> None:
    """There is little height, so none of it is given away."""
    screen = {"viewport": {"width": 740, "height": 360}}
    page = visits.open(page_with_widget(school, visits.site), screen)
    page.get_by_role("button").click()
    box = page.locator("#wence-frame").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 740)


def test_the_style_of_a_school_does_not_deform_it(visits: Visits, school: str) -> None:
    """Rules for all buttons and frames of its page stop at the widget."""
    page = visits.open(page_with_widget(school, visits.site))
    page.add_style_tag(content="button{width:100%;margin:20px;float:left}iframe{height:auto}")
    button = page.get_by_role("button")
    button.click()
    frame, pressed = page.locator("#wence-frame").bounding_box(), button.bounding_box()
    assert frame is not None
    assert pressed is not None
    assert frame["height"] > 400
    assert pressed["width"] < 200
