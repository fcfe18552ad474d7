"""The rules for inline and reply keyboards."""

from collections.abc import Callable
from typing import Any

from tests.standins.telegram.errors import reject
from tests.standins.telegram.html_entities import utf16_length
from tests.standins.telegram.links import checked_link, deep_link_fault, is_https, mentioned_user
from tests.standins.telegram.records import Json

STYLES = {"danger", "success", "primary"}
MAX_BUTTONS = 100
MAX_IN_ROW = 8


def check_markup(markup: Json | None, *, chat_type: str) -> list[str]:
    """Refuse a keyboard Telegram would refuse; return what it would take but not work."""
    if not markup:
        return []
    if "inline_keyboard" in markup:
        return _check_inline(markup["inline_keyboard"], chat_type=chat_type)
    if "keyboard" in markup:
        _check_reply(markup["keyboard"], chat_type=chat_type)
    for name in ("remove_keyboard", "force_reply"):
        if name in markup and markup[name] is not True:
            reject(f"{name} must be true")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= utf16_length(placeholder) <= 64:
        reject("input_field_placeholder must be of 1-64 characters")
    return []


def _check_inline(rows: list[list[Json]], *, chat_type: str) -> list[str]:
    if sum(len(row) for row in rows) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        reject("reply markup is too long")
    faults = [_check_button(button, chat_type=chat_type) for row in rows for button in row]
    return [fault for fault in faults if fault]


def _check_button(button: Json, *, chat_type: str) -> str | None:
    text = button["text"]
    actions = [name for name in ACTIONS if name in button]
    if not text.strip():
        reject("can't parse inline keyboard button: text of the button is empty")
    if not actions:
        reject(
            "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        reject(
            f"can't parse inline keyboard button {text!r}: exactly one action is allowed, "
            f"found {', '.join(actions)}"
        )
    _check_style(button)
    return ACTIONS[actions[0]](button[actions[0]], chat_type)


def _check_style(button: Json) -> None:
    if button.get("style", "primary") not in STYLES:
        reject(f"invalid button style {button['style']!r}")


def _check_url(url: str, _chat_type: str) -> str | None:
    if mentioned_user(url) is None and checked_link(url) is None:
        reject(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return deep_link_fault(url)


def _check_data(data: str, _chat_type: str) -> None:
    if not 1 <= len(data.encode()) <= 64:
        reject("BUTTON_DATA_INVALID")


def _check_copied(value: Json, _chat_type: str) -> None:
    if not 1 <= utf16_length(value["text"]) <= 256:
        reject("BUTTON_COPY_TEXT_INVALID")


def _check_query(query: str, _chat_type: str) -> None:
    if utf16_length(query) > 256:
        reject("SWITCH_INLINE_QUERY_TOO_LONG")


def _check_chosen(value: Json, chat_type: str) -> None:
    _check_query(value.get("query", ""), chat_type)
    if not any(on for name, on in value.items() if name.startswith("allow_")):
        reject("at least one chat type must be allowed")


def _check_login(value: Json, _chat_type: str) -> None:
    # No domain is linked to the bot of the stand-in, so no login button can work.
    reject("BOT_DOMAIN_INVALID" if is_https(value["url"]) else "BUTTON_URL_INVALID")


def _check_web_app(value: Json, chat_type: str) -> None:
    if chat_type != "private":
        reject("BUTTON_TYPE_INVALID")
    if not is_https(value["url"]):
        reject(
            f"inline keyboard button Web App URL '{value['url']}' is invalid: "
            "only HTTPS links are allowed"
        )


def _never(_value: object, _chat_type: str) -> None:
    reject("BUTTON_TYPE_INVALID")


ACTIONS: dict[str, Callable[[Any, str], str | None]] = {
    "url": _check_url,
    "callback_data": _check_data,
    "web_app": _check_web_app,
    "login_url": _check_login,
    "switch_inline_query": _check_query,
    "switch_inline_query_current_chat": _check_query,
    "switch_inline_query_chosen_chat": _check_chosen,
    "copy_text": _check_copied,
    "callback_game": _never,
    "pay": _never,
}


def _check_reply(rows: list[list[Json]], *, chat_type: str) -> None:
    if not any(rows):
        reject("reply keyboard is empty")
    for button in (button for row in rows for button in row):
        extra = set(button) - {"text", "icon_custom_emoji_id", "style"}
        if not button["text"].strip():
            reject("can't parse keyboard button: text of the button is empty")
        if len(extra) > 1:
            reject("can't parse keyboard button: at most one action is allowed")
        if extra and chat_type != "private":
            reject("phone number, location or poll can be requested in private chats")
        _check_style(button)
        if "web_app" in button:
            _check_web_app(button["web_app"], chat_type)
