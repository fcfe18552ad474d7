"""Updates that Telegram posts."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.bot.channels.telegram.serving import SECRET, reply, running
from tests.standins.telegram.webhooks import SECRET_HEADER

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from tests.standins.telegram import TelegramStandin, User

_PUBLIC = "https://bot.example.org/hook"


@pytest.fixture
def hooked(standin: TelegramStandin) -> dict[str, Any]:
    """Return the settings of a webhook behind a proxy, which the stand-in delivers to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    standin.forward_webhook("https://bot.example.org", f"http://127.0.0.1:{port}")
    return {"mode": "webhook", "webhook_url": _PUBLIC, "port": port}


def test_what_is_posted_is_answered(
    assistant: Assistant, standin: TelegramStandin, lin: User, hooked: dict[str, Any]
) -> None:
    """The webhook is set with a secret, and each update is answered and confirmed."""
    with running(assistant, standin, **hooked):
        (call,) = standin.wait_for("setWebhook")
        assert call.params["secret_token"] == SECRET
        assert standin.token.split(":")[1] not in call.params["url"]
        standin.inject.message(lin, "第7条")
        assert "第7条" in reply(standin, lin).text
        standin.wait_until(lambda: not standin.pending_updates)
        standin.inject.message(lin, "下一条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1)
    assert "第8条" in standin.sent(lin)[1].text


def _update(lin: User, number: int) -> dict[str, Any]:
    message = {"message_id": 900, "date": 1, "text": "第7条", "chat": lin.private_chat().as_json()}
    return {"update_id": number, "message": {**message, "from": lin.as_json()}}


def test_an_update_that_comes_again_is_answered_once(
    assistant: Assistant, standin: TelegramStandin, lin: User, hooked: dict[str, Any]
) -> None:
    """Posted three times, an update is taken each time and answered at the first."""
    standin.inject.start(lin)
    with running(assistant, standin, **hooked):
        standin.wait_until(lambda: standin.sent(lin))
        statuses = [standin.post_to_webhook(_update(lin, 5), SECRET) for _ in range(3)]
    assert statuses == [200, 200, 200]
    assert sum("第7条" in card.text for card in standin.sent(lin)) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", "秘密".encode().decode("latin-1")])
def test_who_does_not_know_the_secret_is_refused(
    assistant: Assistant,
    standin: TelegramStandin,
    lin: User,
    hooked: dict[str, Any],
    secret: str | None,
) -> None:
    """Without the secret or with another one nothing is answered."""
    with running(assistant, standin, **hooked):
        standin.wait_for("setWebhook")
        headers = {} if secret is None else {SECRET_HEADER.encode(): secret.encode("latin-1")}
        posted = httpx.post(
            f"http://127.0.0.1:{hooked['port']}/hook", json=_update(lin, 5), headers=headers
        )
    assert posted.status_code == 401
    assert standin.sent(lin) == []


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        (("/hook", b"{"), 400),
        (("/hook", b"[]"), 400),
        (("/hook", b"null"), 400),
        (("/hook", b'{"update_id": 1, "message": 7}'), 400),
        (("/hook", b"x" * 300_000), 413),
        (("/other", b"{}"), 404),
    ],
)
def test_what_is_no_update_is_refused(
    assistant: Assistant,
    standin: TelegramStandin,
    hooked: dict[str, Any],
    posted: tuple[str, bytes],
    status: int,
) -> None:
    """Broken, oversized and misdirected posts do no harm."""
    with running(assistant, standin, **hooked):
        standin.wait_for("setWebhook")
        path, body = posted
        address = f"http://127.0.0.1:{hooked['port']}{path}"
        answered = httpx.post(address, content=body, headers={SECRET_HEADER: SECRET})
    assert answered.status_code == status
