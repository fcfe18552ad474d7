"""Who means harm, over real sockets, against `wence serve` in a process of its own."""

from __future__ import annotations

import asyncio
import resource
import shutil
import socket
from typing import TYPE_CHECKING

import httpx2
import pytest

from bot.channels.web.connections import MOST_CONNECTIONS
from tests.bot.channels.web.serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SLOW_CLIENTS, _AT_ONCE = 10_000, 200
# What connects takes part in the queue of the system until it is hung up on.
_FILES = 4096
_POST = b"POST /api/v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n"
_HALVES = (b"", b"GET /api/v1/ask?q=", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", _POST + b'{"quo')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, warm_cache: Path) -> Iterator[str]:
    """Serve, and give the address."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(warm_cache, folder / "data" / "cache")
    with served(folder, "[web]\nport = 0\n") as (url, _):
        yield url


@pytest.fixture
def many_files() -> Iterator[None]:
    """Let this process have as many sockets open as clients may be waiting."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


class _Crowd:
    """Slow clients; ``few`` is set when no more of them stay than are wanted."""

    def __init__(self) -> None:
        self.staying: set[asyncio.Transport] = set()
        self.few = asyncio.Event()

    def count(self) -> None:
        """Look how many there are."""
        if len(self.staying) <= MOST_CONNECTIONS:
            self.few.set()
        else:
            self.few.clear()


class _Slow(asyncio.Protocol):
    """A client that begins to say something and never ends it."""

    def __init__(self, half: bytes, crowd: _Crowd) -> None:
        self._half = half
        self._crowd = crowd

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say the beginning."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._crowd.staying.add(transport)
        self._crowd.count()
        transport.write(self._half)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Go away."""
        self._crowd.staying.discard(self._transport)
        self._crowd.count()


async def _come(site: str) -> int:
    """Have all slow clients come while somebody asks; return how often that was answered."""
    host, port = site.removeprefix("http://").split(":")
    room, loop, crowd = asyncio.Semaphore(_AT_ONCE), asyncio.get_running_loop(), _Crowd()

    async def come(at: int) -> None:
        half = _HALVES[at % len(_HALVES)]
        async with room:
            await loop.create_connection(lambda: _Slow(half, crowd), host, int(port))

    coming = asyncio.ensure_future(asyncio.gather(*map(come, range(_SLOW_CLIENTS))))
    answered = 0
    async with httpx2.AsyncClient(timeout=30) as client:
        while not coming.done():
            got = await client.get(f"{site}/api/v1/ask", params={"q": "第21条"})
            assert got.json()["answers"][0]["item"] == 21
            answered += 1
        await coming
        # The last to come are still to be hung up on.
        async with asyncio.timeout(30):
            await crowd.few.wait()
        assert (await client.get(f"{site}/healthz")).json()["status"] == "ok"
    for transport in list(crowd.staying):
        transport.abort()
    await asyncio.sleep(0)
    return answered


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("many_files")
def test_ten_thousand_slow_clients_are_bounded(site: str) -> None:
    """No more stay than may, and whoever asks meanwhile is answered."""
    assert asyncio.run(_come(site)) > 0


def test_nothing_leads_out_of_the_static_files(site: str) -> None:
    """Paths that climb find nothing."""
    for path in (
        "/static/../../../config.toml",
        "/static/%2e%2e/%2e%2e/zh.toml",
        "/static/..%2f..%2f..%2fconfig.toml",
        "/static//etc/passwd",
        "/d/..%2f..%2fetc%2fpasswd/1.png",
    ):
        status, answer = _raw(site, path)
        assert status == 404, path
        assert b"root:" not in answer


def test_no_header_is_put_into_an_answer(site: str) -> None:
    """Line breaks in what is asked for stay in it."""
    evil = "%0d%0aX-Evil:%201"
    for path in (f"/d/{evil}", f"/d/licheng-2022/{evil}", f"/ask?q={evil}&conversation={evil}"):
        _, answer = _raw(site, path)
        assert b"\r\nx-evil" not in answer.partition(b"\r\n\r\n")[0].lower()


def test_two_lengths_of_a_body_are_refused(site: str) -> None:
    """A proxy before the program might heed the other one."""
    for lengths in (
        "Content-Length: 4\r\nContent-Length: 40\r\n",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: -4\r\n",
    ):
        status, _ = _raw(
            site, "/api/v1/verify", "POST", lengths, b"0\r\n\r\nGET /privacy HTTP/1.1\r\n"
        )
        assert status in {400, 413}, lengths


def test_two_hosts_are_refused(site: str) -> None:
    """A proxy before the program might heed the other one, and keep the page for it."""
    status, answer = _raw(site, "/d/licheng-2022/21", headers="Host: evil.example\r\n")
    assert status == 400
    assert b"evil" not in answer


def _raw(
    site: str, path: str, method: str = "GET", headers: str = "", body: bytes = b""
) -> tuple[int, bytes]:
    """Send a request as it is: clients tidy it up."""
    host, port = site.removeprefix("http://").split(":")
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n"
    with socket.create_connection((host, int(port)), 20) as line:
        line.sendall(head.encode() + body)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    return int(answer.split()[1]), answer
