"""The web server: uvicorn in the event loop of the other channels."""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from bot.channels.web.application import build_app
from bot.channels.web.connections import BoundedConnection
from bot.errors import ChannelError
from bot.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.backend import Backend
    from bot.settings import Settings

# Seconds that a client may leave a connection unused, and that open requests have at the end.
_UNUSED, _LAST = 5, 9
_WAITING = 1024


class _Server(uvicorn.Server):
    """A server that leaves signals to the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def serve(backend: Backend, settings: Settings, stop: asyncio.Event) -> None:
    """Serve the page and the API until ``stop``. Raises ChannelError where the address is taken."""
    web = settings.web
    try:
        listening = socket.create_server(
            (web.host, web.port),
            family=socket.AF_INET6 if ":" in web.host else socket.AF_INET,
            backlog=_WAITING,
        )
    except OSError as error:
        raise ChannelError(
            "web-address-taken", host=web.host, port=web.port, cause=error.strerror or error
        ) from error
    config = uvicorn.Config(
        build_app(backend, settings),
        http=BoundedConnection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(web.trusted_proxies),
        forwarded_allow_ips=web.trusted_proxies,
        timeout_keep_alive=_UNUSED,
        timeout_graceful_shutdown=_LAST,
    )
    server = _Server(config)
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(text("command.serving_web", url=f"http://{shown}:{port}") + "\n")
    running = asyncio.create_task(server.serve(sockets=[listening]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    server.should_exit = True
    await running
