"""The answers to answerCallbackQuery and answerInlineQuery."""

import re

from tests.standins.telegram.answers_messages import formatted
from tests.standins.telegram.errors import reject
from tests.standins.telegram.formatting import check_message_text
from tests.standins.telegram.html_entities import utf16_length
from tests.standins.telegram.keyboards import check_markup
from tests.standins.telegram.links import PAYLOAD, checked_link, deep_link_fault, is_https
from tests.standins.telegram.records import Json
from tests.standins.telegram.state import State

MAX_RESULTS = 50


def answer_callback_query(state: State, params: Json) -> bool:
    """Take the spinner off a pressed button."""
    if utf16_length(params.get("text", "")) > 200:
        reject("MESSAGE_TOO_LONG")
    if params.get("cache_time", 0) < 0:
        reject("cache_time must not be negative")
    url = params.get("url")
    if url is not None and not _opens_the_bot(url, state.bot.username or ""):
        reject("URL_INVALID")
    state.answer(state.waiting_query("callback", params["callback_query_id"]), params)
    return True


def answer_inline_query(state: State, params: Json) -> bool:
    """Show results under the input field."""
    results = params["results"]
    if len(results) > MAX_RESULTS:
        reject("RESULTS_TOO_MUCH")
    seen = set()
    for result in results:
        if not 1 <= len(result["id"].encode()) <= 64:
            reject("RESULT_ID_INVALID")
        if result["id"] in seen:
            reject("RESULT_ID_DUPLICATE")
        seen.add(result["id"])
        _check_article(state, result)
    if len(params.get("next_offset", "").encode()) > 64:
        reject("NEXT_OFFSET_INVALID")
    if params.get("cache_time", 0) < 0:
        reject("cache_time must not be negative")
    _check_button(params.get("button"))
    state.answer(state.waiting_query("inline", params["inline_query_id"]), params)
    return True


def _opens_the_bot(url: str, username: str) -> bool:
    pattern = rf"(?:https?://)?(?:t|telegram)\.me/{re.escape(username)}\?start=[^&]+|tg://.+"
    return bool(re.fullmatch(pattern, url, re.IGNORECASE)) and deep_link_fault(url) is None


def _check_article(state: State, result: Json) -> None:
    if not result["title"].strip():
        reject("ARTICLE_TITLE_EMPTY")
    content = result["input_message_content"]
    if "message_text" in content:
        parsed = formatted(state, "answerInlineQuery", content, "message_text", "entities")
        check_message_text(parsed)
    for name in ("url", "thumbnail_url"):
        if result.get(name) and checked_link(result[name]) is None:
            reject(f"can't parse inline query result: {name} is not an HTTP URL")
    # An inline message can land in any chat, so nothing private may be in its keyboard.
    for warning in check_markup(result.get("reply_markup"), chat_type="inline"):
        state.note("answerInlineQuery", warning)


def _check_button(button: Json | None) -> None:
    if button is None:
        return
    if not button["text"].strip():
        reject("can't parse inline query results button: text is empty")
    if ("web_app" in button) == ("start_parameter" in button):
        reject("inline query results button needs web_app or start_parameter")
    if "start_parameter" in button and not PAYLOAD.fullmatch(button["start_parameter"]):
        reject("START_PARAM_INVALID")
    if "web_app" in button and not is_https(button["web_app"]["url"]):
        reject("inline query results button Web App URL is invalid")
