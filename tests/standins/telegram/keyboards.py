"""The rules for inline and reply keyboards."""

from tests.standins.telegram.errors import reject
from tests.standins.telegram.html_markup import utf16_length
from tests.standins.telegram.links import checked_link, deep_link_fault, is_https, mentioned_user
from tests.standins.telegram.records import Json

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
STYLES = {"danger", "success", "primary"}
MAX_BUTTONS = 100
MAX_IN_ROW = 8


def check_markup(markup: Json | None, *, private: bool) -> list[str]:
    """Refuse a keyboard Telegram would refuse; return what it would take but not work."""
    if not markup:
        return []
    if "inline_keyboard" in markup:
        return _check_inline(markup["inline_keyboard"], private=private)
    if "keyboard" in markup:
        _check_reply(markup["keyboard"], private=private)
    for name in ("remove_keyboard", "force_reply"):
        if name in markup and markup[name] is not True:
            reject(f"{name} must be true")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= utf16_length(placeholder) <= 64:
        reject("input_field_placeholder must be of 1-64 characters")
    return []


def _check_inline(rows: list[list[Json]], *, private: bool) -> list[str]:
    if sum(len(row) for row in rows) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        reject("reply markup is too long")
    faults = [_check_button(button, private=private) for row in rows for button in row]
    return [fault for fault in faults if fault]


def _check_button(button: Json, *, private: bool) -> str | None:
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
    action, value = actions[0], button[actions[0]]
    if action == "callback_data" and not 1 <= len(value.encode()) <= 64:
        reject("BUTTON_DATA_INVALID")
    if action == "copy_text" and not 1 <= utf16_length(value["text"]) <= 256:
        reject("BUTTON_COPY_TEXT_INVALID")
    if action.startswith("switch_inline_query"):
        _check_switch(action, value)
    if action in {"callback_game", "pay"}:
        reject("BUTTON_TYPE_INVALID")
    if action == "login_url":
        if not is_https(value["url"]):
            reject("BUTTON_URL_INVALID")
        reject("BOT_DOMAIN_INVALID")
    if action == "web_app":
        if not private:
            reject("BUTTON_TYPE_INVALID")
        _check_web_app(value)
    if action == "url":
        if mentioned_user(value) is None and checked_link(value) is None:
            reject(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
        return deep_link_fault(value)
    return None


def _check_style(button: Json) -> None:
    if button.get("style", "primary") not in STYLES:
        reject(f"invalid button style {button['style']!r}")


def _check_switch(action: str, value: str | Json) -> None:
    query = value if isinstance(value, str) else value.get("query", "")
    if utf16_length(query) > 256:
        reject("SWITCH_INLINE_QUERY_TOO_LONG")
    if action.endswith("chosen_chat") and isinstance(value, dict):
        allowed = [name for name, on in value.items() if name.startswith("allow_") and on]
        if not allowed:
            reject("at least one chat type must be allowed")


def _check_web_app(value: Json) -> None:
    if not is_https(value["url"]):
        reject(
            f"inline keyboard button Web App URL '{value['url']}' is invalid: "
            "only HTTPS links are allowed"
        )


def _check_reply(rows: list[list[Json]], *, private: bool) -> None:
    if not any(rows):
        reject("reply keyboard is empty")
    for button in (button for row in rows for button in row):
        extra = set(button) - {"text", "icon_custom_emoji_id", "style"}
        if not button["text"].strip():
            reject("can't parse keyboard button: text of the button is empty")
        if len(extra) > 1:
            reject("can't parse keyboard button: at most one action is allowed")
        if extra and not private:
            reject("phone number, location or poll can be requested in private chats")
        _check_style(button)
        if "web_app" in button:
            _check_web_app(button["web_app"])
