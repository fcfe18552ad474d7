"""Every page of the site, and how somebody gets there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.bot.channels.web.browser.school import COLOUR, GREETING
from tests.bot.channels.web.browser.talking import DANGER, QUESTION, UNKNOWN, ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

# What a form sends by itself, past the script that would send it instead.
_SEND_DOWN = """form => {
  form.append(Object.assign(document.createElement("input"), { name: "vote", value: "down" }));
  form.submit();
}"""
WIDGET = f"/widget?color={quote(COLOUR)}&greeting={quote(GREETING)}"


def _goto(path: str, page: Page) -> None:
    page.goto(path)


def _ask(path: str, words: str, page: Page) -> None:
    _unfold(page, path, words)


def _unfold(page: Page, path: str, words: str) -> Locator:
    page.goto(path)
    card = ask(page, words)
    for summary in card.locator("summary").all():
        summary.click()
    return card


def _ask_and_judge(page: Page) -> None:
    card = _unfold(page, "/", QUESTION)
    card.locator("button[name=vote][value=down]").click()
    card.locator("button[name=reason]").first.wait_for()


def _judge_without_script(page: Page) -> None:
    card = _unfold(page, "/", QUESTION)
    with page.expect_navigation():
        card.locator("form[action='/feedback']").evaluate(_SEND_DOWN)


def _read_about_api(page: Page) -> None:
    page.goto("/api")
    page.locator("summary").first.click()


VIEWS: dict[str, Callable[[Page], None]] = {
    "chat": partial(_goto, "/"),
    "answer": partial(_ask, "/", QUESTION),
    "feedback": _ask_and_judge,
    "answer-page": partial(_goto, f"/ask?q={quote(QUESTION)}"),
    "feedback-page": _judge_without_script,
    "choices": partial(_ask, "/", DANGER),
    "not-found": partial(_ask, "/", UNKNOWN),
    "facts": partial(_ask, "/", "第三部分有哪些"),
    "document": partial(_goto, "/d/licheng-2022"),
    "item": partial(_goto, "/d/licheng-2022/21"),
    "search": partial(_goto, f"/search?q={quote('双减')}"),
    "search-nothing": partial(_goto, f"/search?q={quote('校园直升机')}"),
    "privacy": partial(_goto, "/privacy"),
    "api": _read_about_api,
    "missing": partial(_goto, "/nothing"),
    "missing-item": partial(_goto, "/d/licheng-2022/99"),
    "widget": partial(_goto, WIDGET),
    "widget-answer": partial(_ask, WIDGET, QUESTION),
}
