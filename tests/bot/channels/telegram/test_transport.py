"""Requests over aiohttp, as the library's port for them wants it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError, TimedOut

from bot.channels.telegram.transport import AiohttpRequest
from tests.standins.telegram import DROP_BEFORE, hang

if TYPE_CHECKING:
    from tests.standins.telegram import Fault, TelegramStandin


def _ask(standin: TelegramStandin, read_timeout: float = 0.5) -> tuple[int, bytes]:
    async def ask() -> tuple[int, bytes]:
        request = AiohttpRequest()
        await request.initialize()
        await request.initialize()
        try:
            url = f"{standin.base_url}{standin.token}/getMe"
            return await request.do_request(url, "POST", read_timeout=read_timeout)
        finally:
            await request.shutdown()
            await request.shutdown()

    return asyncio.run(ask())


def test_status_and_body_come_back(standin: TelegramStandin) -> None:
    """What the server answers is handed on as it is; opening and closing twice does no harm."""
    status, body = _ask(standin)
    assert status == 200
    assert b'"ok": true' in body


@pytest.mark.parametrize(("fault", "error"), [(hang(3.0), TimedOut), (DROP_BEFORE, NetworkError)])
def test_lines_that_fail_are_told_by_the_library_s_errors(
    standin: TelegramStandin, fault: Fault, error: type[Exception]
) -> None:
    """A server that is silent times out, one that hangs up is a fault of the network."""
    standin.fail_next("getMe", fault)
    with pytest.raises(error):
        _ask(standin)


def test_a_closed_pool_is_no_line() -> None:
    """Before it is opened nothing can be asked."""
    with pytest.raises(RuntimeError, match="not open"):
        asyncio.run(AiohttpRequest().do_request("http://127.0.0.1:1", "POST"))
