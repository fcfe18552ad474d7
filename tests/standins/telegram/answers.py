"""Which function answers which method."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.standins.telegram import (
    answers_chats,
    answers_messages,
    answers_profile,
    answers_queries,
)
from tests.standins.telegram.records import Json
from tests.standins.telegram.state import State

Answer = Callable[[State, Json], Any]


def _text(action: Callable[[State, str, Json], Any], kind: str) -> Answer:
    return lambda state, params: action(state, kind, params)


def log_out(state: State, _params: Json) -> bool:
    """Let every further call fail."""
    state.logged_out = True
    return True


def close(_state: State, _params: Json) -> bool:
    """Agree to be moved elsewhere."""
    return True


_set = partial(_text, answers_profile.set_my_text)
_get = partial(_text, answers_profile.get_my_text)

ANSWERS: dict[str, Answer] = {
    "getMe": answers_profile.get_me,
    "logOut": log_out,
    "close": close,
    "sendMessage": answers_messages.send_message,
    "sendDocument": answers_messages.send_document,
    "sendChatAction": answers_messages.send_chat_action,
    "editMessageText": answers_messages.edit_message_text,
    "editMessageReplyMarkup": answers_messages.edit_message_reply_markup,
    "deleteMessage": answers_messages.delete_message,
    "answerCallbackQuery": answers_queries.answer_callback_query,
    "answerInlineQuery": answers_queries.answer_inline_query,
    "setMyCommands": answers_profile.set_my_commands,
    "getMyCommands": answers_profile.get_my_commands,
    "deleteMyCommands": answers_profile.delete_my_commands,
    "setMyName": _set("name"),
    "getMyName": _get("name"),
    "setMyDescription": _set("description"),
    "getMyDescription": _get("description"),
    "setMyShortDescription": _set("short_description"),
    "getMyShortDescription": _get("short_description"),
    "setChatMenuButton": answers_profile.set_chat_menu_button,
    "getChatMenuButton": answers_profile.get_chat_menu_button,
    "getFile": answers_chats.get_file,
    "getChat": answers_chats.get_chat,
    "getChatMember": answers_chats.get_chat_member,
}
