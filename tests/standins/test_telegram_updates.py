"""The way of updates: polling, webhooks, and what people do."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest

from tests.standins.conftest import Api
from tests.standins.telegram import Chat, TelegramStandin, User
from tests.standins.telegram.webhooks import SECRET_HEADER


class _Hook(HTTPServer):
    """A webhook that takes updates with the right secret."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _HookHandler)
        self.bodies: list[bytes] = []


class _HookHandler(BaseHTTPRequestHandler):
    server: _Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        right = self.headers.get(SECRET_HEADER) == "s3cret"
        if right:
            self.server.bodies.append(body)
        self.send_response(200 if right else 403)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def hook() -> Iterator[_Hook]:
    """Return a running webhook."""
    server = _Hook()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _updates(api: Api, **params: Any) -> list[dict[str, Any]]:
    return list(api("getUpdates", **params)["result"])


def test_updates_stay_until_they_are_confirmed(
    standin: TelegramStandin, api: Api, li: User
) -> None:
    """An update is handed out again until a higher offset is asked for."""
    second = standin.inject.message(li, "hello")
    assert len(_updates(api)) == len(_updates(api)) == 2
    assert [item["update_id"] for item in _updates(api, offset=second)] == [second]
    assert _updates(api, offset=second + 1) == standin.pending_updates == []


def test_polling_waits_for_the_first_update(standin: TelegramStandin, api: Api) -> None:
    """A long poll answers as soon as something happens."""
    user = standin.user(7)
    threading.Timer(0.2, standin.inject.message, (user, "late")).start()
    began = time.monotonic()
    [update] = _updates(api, timeout=5)
    assert update["message"]["text"] == "late"
    assert time.monotonic() - began < 2


def test_a_second_poll_ends_the_first(standin: TelegramStandin, api: Api) -> None:
    """The older of two polls is answered with 409."""
    answers: list[dict[str, Any]] = []
    older = Api(standin)
    first = threading.Thread(target=lambda: answers.append(older("getUpdates", timeout=4)))
    first.start()
    time.sleep(0.3)
    assert api("getUpdates") == {"ok": True, "result": []}
    first.join()
    older.client.close()
    assert answers[0]["error_code"] == 409
    assert answers[0]["description"].startswith("Conflict: terminated by other getUpdates request")


def test_unwanted_updates_are_dropped(standin: TelegramStandin, api: Api, li: User) -> None:
    """An update that is not among the allowed ones is never delivered."""
    _updates(api, allowed_updates=["callback_query"])
    dropped = standin.inject.message(li, "unheard")
    assert [item["update_id"] for item in standin.dropped_updates] == [dropped]
    _updates(api, allowed_updates=[])
    kept = standin.inject.message(li, "heard")
    assert standin.pending_updates[-1]["update_id"] == kept


def test_messages_carry_what_telegram_finds_in_them(standin: TelegramStandin, forum: Chat) -> None:
    """Commands, mentions and topics show in the update."""
    topic, user = standin.topic(forum, "Water"), standin.user(8)
    standin.inject.command(user, "ask", "@li 水", topic, addressed=True)
    message = standin.pending_updates[-1]["message"]
    assert message["text"] == "/ask@wence_test_bot @li 水"
    assert message["message_thread_id"] == topic.thread_id
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 19}]
    standin.inject.message(user, "😀 @wence_test_bot https://a.org", forum)
    found = standin.pending_updates[-1]["message"]["entities"]
    assert [(item["type"], item["offset"]) for item in found] == [("mention", 3), ("url", 19)]


def test_replies_and_edits_show_the_old_message(
    standin: TelegramStandin, api: Api, li: User
) -> None:
    """A reply holds the message it answers, an edit has the old identifier."""
    api("sendMessage", chat_id=li.id, text="question?")
    standin.inject.message(li, "answer", reply_to=standin.sent(li)[0])
    message = standin.pending_updates[-1]["message"]
    assert message["reply_to_message"]["text"] == "question?"
    standin.inject.edited_message(li, message["message_id"], "better answer")
    edited = standin.pending_updates[-1]["edited_message"]
    assert (edited["message_id"], edited["text"]) == (message["message_id"], "better answer")


def test_buttons_are_pressed_and_answered_once(
    standin: TelegramStandin, api: Api, li: User
) -> None:
    """Only a button that stands there can be pressed, and its query is answered once."""
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go:1"}]]}
    api("sendMessage", chat_id=li.id, text="x", reply_markup=keyboard)
    [message] = standin.sent(li)
    with pytest.raises(AssertionError, match="no callback button"):
        standin.inject.press(li, message, text="Stop")
    update_id = standin.inject.press(li, message, text="Go")
    query = standin.pending_updates[-1]["callback_query"]
    assert query["data"] == "go:1"
    assert api("answerCallbackQuery", callback_query_id=query["id"], text="ok")["ok"]
    assert (standin.answer_to(update_id) or {})["text"] == "ok"
    again = api("answerCallbackQuery", callback_query_id=query["id"])
    assert "query is too old" in again["description"]
    standin.inject.press(li, message)
    standin.expire_queries()
    late = standin.pending_updates[-1]["callback_query"]["id"]
    assert not api("answerCallbackQuery", callback_query_id=late)["ok"]


def test_edits_must_change_something(standin: TelegramStandin, api: Api, li: User) -> None:
    """An edit without a change is refused, an edit without a keyboard takes it away."""
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    api("sendMessage", chat_id=li.id, text="x", reply_markup=keyboard)
    place = {"chat_id": li.id, "message_id": standin.sent(li)[0].message_id}
    same = api("editMessageText", **place, text="x", reply_markup=keyboard)
    assert "message is not modified" in same["description"]
    assert api("editMessageText", **place, text="x")["ok"]
    assert standin.sent(li)[0].buttons == []
    assert api("editMessageReplyMarkup", **place, reply_markup=keyboard)["ok"]
    assert api("deleteMessage", **place)["ok"]
    assert not standin.sent(li)
    assert not standin.violations


def test_inline_results_become_messages(standin: TelegramStandin, api: Api, li: User) -> None:
    """A chosen result with a keyboard can be edited by its inline_message_id."""
    update_id = standin.inject.inline_query(li, "water")
    article = {
        "type": "article",
        "id": "a",
        "title": "Water",
        "input_message_content": {"message_text": "wet"},
        "reply_markup": {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]},
    }
    query_id = standin.pending_updates[-1]["inline_query"]["id"]
    assert api("answerInlineQuery", inline_query_id=query_id, results=[article])["ok"]
    standin.inject.chosen_inline_result(li, update_id, "a")
    inline_id = standin.pending_updates[-1]["chosen_inline_result"]["inline_message_id"]
    assert api("editMessageText", inline_message_id=inline_id, text="wetter")["result"] is True
    assert standin.inline_messages[0].text == "wetter"


def test_files_go_both_ways(standin: TelegramStandin, api: Api, li: User) -> None:
    """An uploaded document can be downloaded, and sent again by its file_id."""
    standin.inject.document(li, b"%PDF-1.7", "plan.pdf", caption="look")
    document = standin.pending_updates[-1]["message"]["document"]
    assert (document["mime_type"], document["file_size"]) == ("application/pdf", 8)
    path = api("getFile", file_id=document["file_id"])["result"]["file_path"]
    got = api.client.get(f"{standin.base_file_url}{standin.token}/{path}")
    assert got.content == b"%PDF-1.7"
    assert api("sendDocument", chat_id=li.id, document=document["file_id"])["ok"]
    answer = api.client.post("sendDocument", data={"chat_id": 1000}, files={"document": b"x"})
    assert answer.json()["result"]["document"]["file_size"] == 1


def test_webhooks_get_the_updates(standin: TelegramStandin, api: Api, hook: _Hook) -> None:
    """Updates are posted with the secret, polling is refused, wrong secrets fail."""
    standin.forward_webhook("https://bot.example.org", f"http://127.0.0.1:{hook.server_port}")
    url = "https://bot.example.org/hook"
    wanted = {"url": url, "secret_token": "s3cret"}
    assert api("setWebhook", **wanted)["ok"]
    standin.inject.start(standin.user(9))
    standin.wait_until(lambda: hook.bodies and not standin.pending_updates)
    assert b'"/start"' in hook.bodies[0]
    assert api("getUpdates")["error_code"] == 409
    update = {"update_id": 1}
    statuses = [standin.post_to_webhook(update, secret) for secret in ("s3cret", "wrong", None)]
    assert statuses == [200, 403, 403]
    assert api("getWebhookInfo")["result"]["url"] == url
    assert api("deleteWebhook")["ok"]
    assert api("getUpdates")["ok"]


def test_the_server_is_gone_afterwards() -> None:
    """After the block nothing listens any more."""
    with TelegramStandin() as standin:
        address = f"{standin.base_url}{standin.token}/getMe"
        assert httpx.get(address).status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
