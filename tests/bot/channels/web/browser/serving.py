"""The application over a socket, for a real browser."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from bot.channels.web.application import build_app
from bot.channels.web.connections import BoundedConnection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.backend import Backend
    from bot.settings import Settings


@contextmanager
def serving(backend: Backend, settings: Settings) -> Iterator[str]:
    """Serve in a thread of its own while the block runs, and give its address."""
    config = uvicorn.Config(
        build_app(backend, settings),
        port=0,
        http=BoundedConnection,
        ws="none",
        lifespan="off",
        log_config=None,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
