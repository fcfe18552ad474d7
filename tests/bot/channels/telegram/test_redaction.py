"""The token in log records."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram.redaction import hide_token

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECRET = "AAverySecretHalf"  # noqa: S105 - belongs to no bot


@pytest.fixture(autouse=True)
def _hidden() -> Iterator[None]:
    factory = logging.getLogRecordFactory()
    hide_token(f"123:{_SECRET}")
    yield
    logging.setLogRecordFactory(factory)


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        (f"POST https://host/bot123:{_SECRET}/getMe", ()),
        ("POST %s", (f"https://host/bot123:{_SECRET}/getMe",)),
        ("POST %s %d", (f"https://host/bot123%3A{_SECRET}/getMe", 200)),
        (f"too few arguments %s %s {_SECRET}", ("one",)),
    ],
)
def test_messages_are_redacted(
    caplog: pytest.LogCaptureFixture, message: str, arguments: tuple[object, ...]
) -> None:
    """The secret half is replaced wherever it comes from."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("any").debug(message, *arguments)
    assert _SECRET not in caplog.text
    assert "[token]" in caplog.text


def test_tracebacks_are_redacted(caplog: pytest.LogCaptureFixture) -> None:
    """The secret half is replaced in tracebacks too."""
    try:
        msg = f"The token 123:{_SECRET} was rejected"
        raise ValueError(msg)  # noqa: TRY301 - the traceback is the point
    except ValueError:
        logging.getLogger("any").exception("failed")
    assert _SECRET not in caplog.text
    assert "ValueError: The token 123:[token] was rejected" in caplog.text
