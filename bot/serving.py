"""Serving: the channels with many people, in one event loop of one process."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

try:
    from uvloop import new_event_loop
except ImportError:
    # There is none for Windows.
    from asyncio import new_event_loop  # type: ignore[assignment]

from bot.errors import ChannelError, describe

if TYPE_CHECKING:
    from bot.backend import Backend
    from bot.settings import Settings

# So many objects are made before garbage among them is looked for; by default seven hundred.
_GARBAGE = 20_000


def serve(backend: Backend, settings: Settings) -> None:
    """Run the channels that are configured until SIGINT or SIGTERM, or until one of them fails.

    What is being answered is finished first. Raises ChannelError where no channel is configured,
    and where one cannot be opened.
    """
    if settings.telegram_token is None and not settings.web.enabled:
        raise ChannelError("no-channel")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # What is loaded stays, and what an update leaves behind is small: a tenth of the time went
    # into looking for garbage.
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(_serve(backend, settings))


async def _serve_web(backend: Backend, settings: Settings, stop: asyncio.Event) -> None:
    """Serve page and API; where their address is taken, Telegram goes on without them."""
    from bot.channels.web.server import serve as serve_web  # noqa: PLC0415

    try:
        await serve_web(backend, settings, stop)
    except ChannelError as error:
        if settings.telegram_token is None:
            raise
        sys.stderr.write(describe(error) + "\n")
        await stop.wait()


async def _serve(backend: Backend, settings: Settings) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    # Answers are made one after another: they would only wait for each other.
    loop.set_default_executor(ThreadPoolExecutor(1, "answers"))
    channels = []
    # Libraries of a channel that is not configured are not loaded.
    if settings.web.enabled:
        channels.append(_serve_web(backend, settings, stop))
    if settings.telegram_token is not None:
        from bot.channels.telegram.application import serve as serve_telegram  # noqa: PLC0415

        token = settings.telegram_token.get_secret_value()
        channels.append(serve_telegram(backend, settings, token, stop))
    tasks = [asyncio.create_task(channel) for channel in channels]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    for failed in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(failed, BaseException):
            raise failed
