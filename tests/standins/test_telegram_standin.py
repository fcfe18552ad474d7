"""The rules: what Telegram refuses is refused, what it takes is taken."""

from typing import Any

import pytest

from tests.standins.conftest import Api
from tests.standins.telegram import Chat, TelegramStandin, User

Params = dict[str, Any]
SEND = {"chat_id": 1000, "text": "hello"}


def _keyboard(**button: Any) -> Params:
    return {**SEND, "reply_markup": {"inline_keyboard": [[{"text": "Go", **button}]]}}


def _results(*changes: Params, **params: Any) -> Params:
    article = {"type": "article", "title": "T", "input_message_content": {"message_text": "x"}}
    results = [{**article, "id": str(number), **item} for number, item in enumerate(changes)]
    return {"inline_query_id": "{inline}", "results": results, **params}


def _commands(*commands: tuple[str, str], **params: Any) -> Params:
    return {
        "commands": [{"command": name, "description": text} for name, text in commands],
        **params,
    }


ACCEPTED: list[tuple[str, Params]] = [
    ("getMe", {}),
    ("getme", {}),
    ("sendMessage", SEND),
    ("sendMessage", {**SEND, "text": "x" * 4096}),
    ("sendMessage", {**SEND, "text": "😀" * 2048}),
    ("sendMessage", {**SEND, "text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"}),
    ("sendMessage", {**SEND, "entities": [{"type": "bold", "offset": 0, "length": 5}]}),
    ("sendMessage", {**SEND, "link_preview_options": {"is_disabled": True}}),
    ("sendMessage", {**SEND, "reply_parameters": {"message_id": 1}}),
    ("sendMessage", {**SEND, "reply_parameters": {"message_id": 1, "quote": "start"}}),
    (
        "sendMessage",
        {**SEND, "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}},
    ),
    ("sendMessage", {**SEND, "reply_markup": {"remove_keyboard": True}}),
    ("sendMessage", {**SEND, "reply_markup": {"force_reply": True}}),
    ("sendMessage", {**SEND, "reply_markup": {"keyboard": [[{"text": "A"}]]}}),
    ("sendMessage", _keyboard(callback_data="d" * 64)),
    ("sendMessage", _keyboard(url="https://example.org/a?b=c")),
    ("sendMessage", _keyboard(url="tg://user?id=1000")),
    ("sendMessage", _keyboard(url="https://t.me/wence_test_bot?start=doc_1-2")),
    ("sendMessage", _keyboard(copy_text={"text": "c" * 256})),
    ("sendMessage", _keyboard(switch_inline_query="")),
    ("sendMessage", _keyboard(switch_inline_query_current_chat="water")),
    ("sendMessage", _keyboard(switch_inline_query_chosen_chat={"allow_user_chats": True})),
    ("sendMessage", _keyboard(web_app={"url": "https://example.org"})),
    ("sendChatAction", {"chat_id": 1000, "action": "typing"}),
    ("setMyCommands", _commands(("a" * 32, "d" * 256), ("b_2", "d"))),
    ("setMyCommands", _commands(("ask", "问"), scope={"type": "chat", "chat_id": 1000})),
    ("setMyCommands", _commands(("ask", "问"), language_code="zh")),
    ("deleteMyCommands", {"scope": {"type": "all_group_chats"}}),
    ("setMyDescription", {"description": "d" * 512}),
    ("setMyShortDescription", {"short_description": "d" * 120, "language_code": "zh"}),
    ("setMyName", {"name": "问策"}),
    ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
    ("answerInlineQuery", _results(*[{}] * 50, cache_time=0)),
    ("answerInlineQuery", _results(button={"text": "More", "start_parameter": "a-b_C9"})),
    ("getChat", {"chat_id": 1000}),
    ("getChatMember", {"chat_id": 1000, "user_id": 1000}),
    ("getUpdates", {"allowed_updates": ["message", "callback_query"]}),
]

REFUSED: list[tuple[str, Params, str]] = [
    ("sendMessage", {"text": "hello"}, 'parameter "chat_id" of sendMessage is required'),
    ("sendMessage", {**SEND, "colour": "red"}, 'unknown parameter "colour"'),
    ("sendMessage", {**SEND, "protect_content": "maybe"}, "must be of type Boolean"),
    ("sendMessage", {**SEND, "message_thread_id": "one"}, "must be of type Integer"),
    ("sendMessage", {**SEND, "reply_parameters": {}}, 'can\'t find field "message_id"'),
    ("sendMessage", {**SEND, "reply_parameters": "{"}, "can't parse reply_parameters JSON object"),
    ("sendMessage", {**SEND, "link_preview_options": {"size": 1}}, 'unknown field "size"'),
    ("sendMessage", {**SEND, "text": ""}, "message text is empty"),
    ("sendMessage", {**SEND, "text": " \n "}, "message text is empty"),
    ("sendMessage", {**SEND, "text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
    ("sendMessage", {**SEND, "text": "x" * 4097}, "message is too long"),
    ("sendMessage", {**SEND, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {**SEND, "parse_mode": "Best"}, "unsupported parse_mode"),
    (
        "sendMessage",
        {**SEND, "entities": [{"type": "bold", "offset": 0, "length": 6}]},
        "ends after the end of the text",
    ),
    ("sendMessage", _keyboard(), "text buttons are unallowed in the inline keyboard"),
    ("sendMessage", _keyboard(url="https://a.org", pay=True), "exactly one action is allowed"),
    ("sendMessage", _keyboard(callback_data="d" * 65), "BUTTON_DATA_INVALID"),
    ("sendMessage", _keyboard(callback_data="问" * 22), "BUTTON_DATA_INVALID"),
    ("sendMessage", _keyboard(callback_data=""), "BUTTON_DATA_INVALID"),
    ("sendMessage", _keyboard(callback_data=7), "callback_data must be of type String"),
    ("sendMessage", _keyboard(copy_text={"text": "c" * 257}), "BUTTON_COPY_TEXT_INVALID"),
    ("sendMessage", _keyboard(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
    ("sendMessage", _keyboard(url="localhost"), "Wrong HTTP URL"),
    ("sendMessage", _keyboard(url="ftp://example.org"), "Wrong HTTP URL"),
    ("sendMessage", _keyboard(web_app={"url": "http://example.org"}), "only HTTPS links"),
    ("sendMessage", {**SEND, "reply_markup": {"keyboard": []}}, "reply keyboard is empty"),
    ("sendMessage", _keyboard(callback_data="a", style="pink"), "invalid button style"),
    ("sendChatAction", {"chat_id": 1000, "action": "think"}, "wrong parameter action"),
    ("setMyCommands", _commands(("Ask", "d")), "BOT_COMMAND_INVALID"),
    ("setMyCommands", _commands(("a" * 33, "d")), "BOT_COMMAND_INVALID"),
    ("setMyCommands", _commands(("ask", "")), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", _commands(("ask", "d" * 257)), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", _commands(*[("a", "d")] * 101), "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", _commands(scope={"type": "everywhere"}), "must be"),
    ("setMyCommands", _commands(language_code="zh-hans"), "invalid language code specified"),
    ("setMyDescription", {"description": "d" * 513}, "description is too long"),
    ("setMyShortDescription", {"short_description": "d" * 121}, "short description is too long"),
    ("setMyName", {"name": "n" * 65}, "name is too long"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("answerInlineQuery", _results(*[{}] * 51), "RESULTS_TOO_MUCH"),
    ("answerInlineQuery", _results({"id": "a"}, {"id": "a"}), "RESULT_ID_DUPLICATE"),
    ("answerInlineQuery", _results({"id": "问" * 22}), "RESULT_ID_INVALID"),
    ("answerInlineQuery", _results({"type": "photo"}), 'must be "article"'),
    ("answerInlineQuery", _results({"input_message_content": {}}), "can't find field"),
    ("answerInlineQuery", _results(next_offset="x" * 65), "NEXT_OFFSET_INVALID"),
    (
        "answerInlineQuery",
        _results(button={"text": "More", "start_parameter": "a b"}),
        "START_PARAM_INVALID",
    ),
    ("answerInlineQuery", _results(button={"text": "More"}), "needs web_app or start_parameter"),
    ("setWebhook", {"url": "http://example.org"}, "An HTTPS URL must be provided"),
    ("setWebhook", {"url": "https://example.org:99"}, "only on ports 80, 88, 443 or 8443"),
    ("setWebhook", {"url": "https://a.org", "secret_token": "a b"}, "unallowed characters"),
    ("getUpdates", {"allowed_updates": ["mesage"]}, "unknown kind 'mesage'"),
    ("getUpdates", {"limit": 101}, "limit must be between 1 and 100"),
]

# These depend on what has happened before, so a bot that meets them has broken no rule.
UNLUCKY: list[tuple[str, Params, str]] = [
    ("sendMessage", {**SEND, "chat_id": 5}, "chat not found"),
    ("sendMessage", {**SEND, "chat_id": "@nobody"}, "chat not found"),
    ("sendMessage", {**SEND, "message_thread_id": 3}, "message thread not found"),
    (
        "sendMessage",
        {**SEND, "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    (
        "editMessageText",
        {"chat_id": 1000, "message_id": 99, "text": "x"},
        "message to edit not found",
    ),
    (
        "editMessageText",
        {"chat_id": 1000, "message_id": 1, "text": "x"},
        "message can't be edited",
    ),
    ("deleteMessage", {"chat_id": 1000, "message_id": 99}, "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response timeout"),
    ("getFile", {"file_id": "none"}, "wrong file_id"),
    ("getChatMember", {"chat_id": 1000, "user_id": 5}, "invalid user_id specified"),
]


def _call(standin: TelegramStandin, api: Api, method: str, params: Params) -> dict[str, Any]:
    if params.get("inline_query_id") == "{inline}":
        standin.inject.inline_query(standin.user(1000), "water")
        query = standin.pending_updates[-1]["inline_query"]
        params = {**params, "inline_query_id": query["id"]}
    return api(method, **params)


@pytest.mark.usefixtures("li")
def test_what_telegram_takes_is_taken(standin: TelegramStandin, api: Api) -> None:
    """Calls within the rules succeed and leave no violation."""
    for method, params in ACCEPTED:
        body = _call(standin, api, method, params)
        assert body["ok"], (method, params, body)
    assert standin.violations == []


@pytest.mark.usefixtures("li")
def test_what_breaks_the_rules_is_refused(standin: TelegramStandin, api: Api) -> None:
    """Calls against the rules are answered with 400 and recorded as violations."""
    for number, (method, params, description) in enumerate(REFUSED, start=1):
        body = _call(standin, api, method, params)
        assert body.get("error_code") == 400, (method, params, body)
        assert body["description"].startswith("Bad Request: "), body
        assert description in body["description"], body
        assert len(standin.violations) == number, (method, params)


@pytest.mark.usefixtures("li")
def test_bad_luck_is_refused_but_no_violation(standin: TelegramStandin, api: Api) -> None:
    """Calls that fail because of the state of a chat leave no violation."""
    for method, params, description in UNLUCKY:
        body = _call(standin, api, method, params)
        assert body.get("error_code") == 400, (method, params, body)
        assert description in body["description"], body
    assert standin.violations == []


def test_tokens_and_method_names_are_checked(standin: TelegramStandin, api: Api) -> None:
    """A foreign token is answered with 401, an unknown method with 404."""
    foreign = api.client.get(f"{standin.base_url}123456:other/getMe")
    assert foreign.status_code == 401
    assert foreign.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert api("sendNothing")["error_code"] == 404
    assert standin.violations == ["sendNothing: the stand-in has no such method"]


def test_deep_links_with_an_impossible_payload_are_noted(
    standin: TelegramStandin, api: Api, li: User
) -> None:
    """A deep link whose payload no client can carry is taken but noted."""
    link = "https://t.me/wence_test_bot?start=a.b"
    assert api("sendMessage", **_keyboard(url=link) | {"chat_id": li.id})["ok"]
    assert "payload 'a.b'" in standin.violations[0]


def test_threads_exist_only_in_forums(standin: TelegramStandin, api: Api, forum: Chat) -> None:
    """A message_thread_id is taken where the topic exists and nowhere else."""
    topic = standin.topic(forum, "Water")
    plain = standin.group(-1002)
    thread = {"text": "x", "message_thread_id": topic.thread_id}
    assert api("sendMessage", chat_id=forum.id, **thread)["result"]["is_topic_message"]
    body = api("sendMessage", chat_id=plain.id, **thread)
    assert body["description"] == "Bad Request: message thread not found"


def test_who_blocks_the_bot_gets_nothing(standin: TelegramStandin, api: Api, li: User) -> None:
    """Writing to somebody who has blocked the bot is answered with 403 until they come back."""
    standin.inject.blocked(li)
    body = api("sendMessage", **SEND)
    assert (body["error_code"], body["description"]) == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    standin.inject.unblocked(li)
    assert api("sendMessage", **SEND)["ok"]
    assert standin.violations == []
