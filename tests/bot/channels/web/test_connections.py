"""Connections by which nothing comes, or too much, over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
import threading
import time
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from bot.channels.web import connections
from bot.channels.web.connections import LARGEST_HEAD, LARGEST_REQUEST, BoundedConnection

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.types import Receive, Scope, Send

# More than the system keeps of what nobody takes.
_LARGE = 8_000_000
_REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def _hello(scope: Scope, receive: Receive, send: Send) -> None:
    body = "x" * _LARGE if scope["path"] == "/large" else "hello"
    await PlainTextResponse(body)(scope, receive, send)


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
    assert asyncio.run(_answer(port, large)).startswith(b"HTTP/1.1 431")
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


def test_what_cannot_be_read_is_told_as_a_problem(port: int) -> None:
    """Chinese that is not encoded is the first mistake that people make."""
    head, _, body = asyncio.run(
        _answer(port, "GET /?q=双减 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    ).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 Bad Request")
    assert b"application/problem+json" in head
    assert "编码" in json.loads(body)["detail"]


def test_connections_that_nobody_uses_give_way(port: int) -> None:
    """Who has asked and stays does not keep others out, however many stay."""

    async def crowd() -> int:
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(50):
                reader, writer = await stack.enter_async_context(_opened(port))
                writer.write(_REQUEST)
                await reader.readuntil(b"hello")
            answers = [await _ask(port) for _ in range(20)]
            return sum(one.startswith(b"HTTP/1.1 200") for one in answers)

    assert asyncio.run(crowd()) == 20


def test_what_stands_behind_a_body_is_bounded(port: int) -> None:
    """Headers without an end behind the pieces of a body are not kept, and not taken for ever."""
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"

    async def send(trailers: int) -> int:
        async with _opened(port) as (reader, writer):
            writer.write(head + b"0\r\n")
            sent = 0
            with contextlib.suppress(ConnectionError):
                for at in range(trailers):
                    line = b"x%d: %s\r\n" % (at, b"a" * 1000)
                    writer.write(line)
                    await writer.drain()
                    sent += len(line)
                    if reader.at_eof():
                        break
                writer.write(b"\r\n")
                await reader.readuntil(b"hello")
            return sent

    assert asyncio.run(send(3)) < LARGEST_REQUEST
    # The sockets of both sides hold some of what is sent.
    assert asyncio.run(send(50_000)) < 20 * LARGEST_REQUEST


def _large(port: int) -> socket.socket:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    line.settimeout(20)
    line.connect(("127.0.0.1", port))
    line.sendall(_REQUEST.replace(b"/ ", b"/large ", 1))
    return line


def _taken(line: socket.socket, pause: float) -> int:
    """Read in pieces until nothing more comes; return how much came."""
    size = 0
    with contextlib.suppress(ConnectionError):
        while piece := line.recv(400_000):
            size += len(piece)
            if size >= _LARGE:
                break
            time.sleep(pause)
    return size


def test_who_does_not_take_an_answer_is_hung_up_on(port: int) -> None:
    """After a while in which nothing of it was taken."""
    with _large(port) as line:
        time.sleep(2)
        assert _taken(line, 0) < _LARGE


def test_who_takes_an_answer_slowly_gets_it(port: int) -> None:
    """All of it, though that takes longer than anybody would be waited for."""
    begun = time.monotonic()
    with _large(port) as line:
        assert _taken(line, 0.02) >= _LARGE
    assert time.monotonic() - begun > 0.5


def test_who_asks_many_things_at_once_and_goes_leaves_nothing(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    """What is still answered when a connection ends fails in silence."""
    with socket.create_connection(("127.0.0.1", port), 20) as line:
        line.sendall(_REQUEST.replace(b"/ ", b"/large ", 1) * 20)
        line.recv(1000)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert asyncio.run(_ask(port)).startswith(b"HTTP/1.1 200")
    time.sleep(1.5)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
