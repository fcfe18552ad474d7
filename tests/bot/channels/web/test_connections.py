"""Connections by which nothing comes, or too much, over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from bot.channels.web import connections
from bot.channels.web.connections import LARGEST_HEAD, BoundedConnection

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.types import Receive, Scope, Send

_REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def _hello(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("hello")(scope, receive, send)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Serve with little patience and few connections."""
    monkeypatch.setattr(connections, "PATIENCE", 0.5)
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 50)
    config = uvicorn.Config(
        _hello, port=0, http=BoundedConnection, ws="none", lifespan="off", log_config=None
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        pass
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


@contextlib.asynccontextmanager
async def _opened(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def _ask(port: int) -> bytes:
    async with _opened(port) as (reader, writer):
        writer.write(_REQUEST)
        return await reader.readuntil(b"hello")


async def _answer(port: int, sent: bytes, *, then: bytes = b"") -> bytes:
    async with _opened(port) as (reader, writer):
        with contextlib.suppress(ConnectionError):
            writer.write(sent)
            await writer.drain()
            if then:
                await asyncio.sleep(0.2)
                writer.write(then)
            return await asyncio.wait_for(reader.read(), 5)
    return b""


@pytest.mark.parametrize(
    "sent", [b"", b"GET / HTT", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab"]
)
def test_a_request_that_does_not_come_is_not_waited_for(port: int, sent: bytes) -> None:
    """Before, within and behind its head: the connection is closed, and others are served."""
    assert b"hello" not in asyncio.run(_answer(port, sent)) or sent.startswith(b"POST")
    assert asyncio.run(_ask(port)).startswith(b"HTTP/1.1 200")


def test_a_request_may_come_in_pieces(port: int) -> None:
    """Within the time it is answered."""
    sent, then = _REQUEST[:9], _REQUEST[9:-2] + b"Connection: close\r\n\r\n"
    assert b"hello" in asyncio.run(_answer(port, sent, then=then))


def test_a_head_may_be_so_large(port: int) -> None:
    """A larger one is refused; a body behind a head does not count."""
    large = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * LARGEST_HEAD + b"\r\n\r\n"
    assert asyncio.run(_answer(port, large)).startswith(b"HTTP/1.1 400")
    assert b"hello" not in asyncio.run(_answer(port, b"GET /" + b"y" * 2 * LARGEST_HEAD))
    body = b"z" * 2 * LARGEST_HEAD
    head = f"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    assert b"hello" in asyncio.run(_answer(port, head.encode() + body))


def test_slow_clients_are_bounded(port: int) -> None:
    """Of very many that send nothing some stay for a while, and who asks is served meanwhile."""

    async def crowd() -> tuple[int, bytes]:
        async with contextlib.AsyncExitStack() as stack:
            readers = []
            for _ in range(300):
                with contextlib.suppress(OSError):
                    reader, _ = await stack.enter_async_context(_opened(port))
                    readers.append(reader)
            await asyncio.sleep(0.1)
            staying = sum(not one.at_eof() and one.exception() is None for one in readers)
            return staying, await _ask(port)

    staying, answer = asyncio.run(crowd())
    assert staying <= 51
    assert answer.startswith(b"HTTP/1.1 200")
