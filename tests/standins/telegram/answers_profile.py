"""The answers to the methods about the bot's own commands, texts and menu button."""

import json
import re

from tests.standins.telegram.errors import refuse, reject
from tests.standins.telegram.html_entities import utf16_length
from tests.standins.telegram.links import is_https
from tests.standins.telegram.records import Json
from tests.standins.telegram.state import State

MAX_COMMANDS = 100
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def get_me(state: State, _params: Json) -> Json:
    """Return the bot."""
    return {
        **state.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def set_my_commands(state: State, params: Json) -> bool:
    """Set the commands of a scope and a language."""
    commands = params["commands"]
    if len(commands) > MAX_COMMANDS:
        reject("BOT_COMMANDS_TOO_MUCH")
    seen = set()
    for command in commands:
        name = command["command"].removeprefix("/")
        if not _COMMAND.fullmatch(name):
            reject("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(command["description"].strip()) <= 256:
            reject("BOT_COMMAND_DESCRIPTION_INVALID")
        if name in seen:
            reject(f"command {name!r} is listed twice")
        seen.add(name)
    key = _scope_key(state, params)
    if commands:
        state.commands[key] = commands
    else:
        state.commands.pop(key, None)
    return True


def get_my_commands(state: State, params: Json) -> list[Json]:
    """Return the commands that were set for exactly this scope and language."""
    return state.commands.get(_scope_key(state, params), [])


def delete_my_commands(state: State, params: Json) -> bool:
    """Forget the commands of a scope and a language."""
    state.commands.pop(_scope_key(state, params), None)
    return True


def set_my_text(state: State, kind: str, params: Json) -> bool:
    """Set the name, the description or the short description for a language."""
    text = params.get(kind, "").strip()
    language = _language(params)
    if utf16_length(text) > TEXT_LIMITS[kind]:
        reject(f"bot {kind.replace('_', ' ')} is too long")
    if text:
        state.texts[kind, language] = text
    elif kind == "name" and not language:
        reject("bot name must be non-empty")
    else:
        state.texts.pop((kind, language), None)
    return True


def get_my_text(state: State, kind: str, params: Json) -> Json:
    """Return the text for a language; only the name falls back to the general one."""
    text = state.texts.get((kind, _language(params)))
    if text is None and kind == "name":
        text = state.texts.get((kind, ""), state.bot.first_name)
    return {kind: text or ""}


def set_chat_menu_button(state: State, params: Json) -> bool:
    """Set the menu button of one private chat or of all."""
    button = params.get("menu_button", {"type": "default"})
    if button["type"] == "web_app":
        if not button["text"].strip():
            reject("menu button text must be non-empty")
        if not is_https(button["web_app"]["url"]):
            reject("menu button Web App URL is invalid: only HTTPS links are allowed")
    state.menu_buttons[_menu_chat(state, params)] = button
    return True


def get_chat_menu_button(state: State, params: Json) -> Json:
    """Return the menu button of a private chat or the one for all."""
    general = state.menu_buttons.get(0, {"type": "commands"})
    return state.menu_buttons.get(_menu_chat(state, params), general)


def _menu_chat(state: State, params: Json) -> int:
    if "chat_id" not in params:
        return 0
    chat = state.chat(params["chat_id"])
    if chat.type != "private":
        reject("chat must be a private chat")
    return chat.id


def _scope_key(state: State, params: Json) -> tuple[str, str]:
    scope = params.get("scope", {"type": "default"})
    if "chat_id" in scope:
        scope = {**scope, "chat_id": state.chat(scope["chat_id"]).id}
    if "user_id" in scope and scope["user_id"] not in state.users:
        refuse("invalid user_id specified")
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Json) -> str:
    language = str(params.get("language_code", ""))
    if not _LANGUAGE.fullmatch(language):
        reject("invalid language code specified")
    return language
