"""What the tests of the stand-ins share."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.standins.telegram import Chat, TelegramStandin, User


class Api:
    """A bot without a library: it calls methods and returns the bodies of the answers."""

    def __init__(self, standin: TelegramStandin) -> None:
        """Keep a connection to the stand-in."""
        self.client = httpx.Client(base_url=f"{standin.base_url}{standin.token}/", timeout=5)

    def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method with a form, like a library would."""
        form = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in params.items()
        }
        body: dict[str, Any] = self.client.post(method, data=form).json()
        return body


@pytest.fixture
def standin() -> Iterator[TelegramStandin]:
    """Return a running stand-in."""
    with TelegramStandin() as running:
        yield running


@pytest.fixture
def api(standin: TelegramStandin) -> Iterator[Api]:
    """Return a plain client of the stand-in."""
    plain = Api(standin)
    yield plain
    plain.client.close()


@pytest.fixture
def li(standin: TelegramStandin) -> User:
    """Return somebody who has pressed Start."""
    user = standin.user(1000, "Li", "zh-hans")
    standin.inject.start(user)
    return user


@pytest.fixture
def forum(standin: TelegramStandin) -> Chat:
    """Return a forum supergroup that the bot is in."""
    return standin.group(-1001, "Forum", forum=True)
