"""Running the bot: the python-telegram-bot application over long polling."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken, NetworkError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder

from bot.channels.telegram.commands import publish_commands
from bot.channels.telegram.handlers import Conversation
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.redaction import hide_token
from bot.channels.telegram.transport import AiohttpRequest
from bot.errors import ChannelError
from bot.texts import text

if TYPE_CHECKING:
    from bot.channels.telegram.polling import Answered
    from bot.dialogues import Dialogues
    from bot.settings import Settings

_RETRIES = 5
# So often the first call is tried, with so many seconds in between.
_TRIES, _BETWEEN = 3, 1.0


def build_application(
    dialogues: Dialogues, settings: Settings, token: str
) -> Application[Any, Any, Any, Any, Any, Any]:
    """Build the application; nothing is sent before it runs."""
    hide_token(token)
    request = AiohttpRequest()
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(settings.telegram.base_url)
        .request(request)
        .get_updates_request(request)
        .rate_limiter(
            AIORateLimiter(overall_max_rate=0, overall_time_period=0, max_retries=_RETRIES)
        )
        .updater(None)
        .build()
    )
    Conversation(dialogues, settings.journal.days).register(application)
    return application


def serve(dialogues: Dialogues, inbox: Answered, settings: Settings, token: str) -> None:
    """Answer on Telegram until SIGINT or SIGTERM; updates in work are finished first.

    Raises ChannelError where Telegram refuses the token or cannot be reached at the start.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # One line for every long poll tells nothing.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    # What fails before the start is told in one line; the library would print tracebacks too.
    logging.getLogger("telegram.ext").setLevel(logging.CRITICAL)
    application = build_application(dialogues, settings, token)
    try:
        asyncio.run(_serve(application, inbox))
    except InvalidToken as error:
        raise ChannelError("token-refused") from error
    except NetworkError as error:
        raise ChannelError(
            "telegram-unreachable", base_url=settings.telegram.base_url, cause=error.message
        ) from error


async def _serve(application: Application[Any, Any, Any, Any, Any, Any], inbox: Answered) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1, "answers"))
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    try:
        await _connect(application)
        await run(application, inbox, stop)
    finally:
        await application.shutdown()
        # The application that could not connect has not opened it, as it sees things.
        await application.bot.request.shutdown()


async def run(
    application: Application[Any, Any, Any, Any, Any, Any], inbox: Answered, stop: asyncio.Event
) -> None:
    """Run an application that is initialized until ``stop``."""
    # A webhook that was set before would keep updates from being fetched.
    await application.bot.delete_webhook()
    await publish_commands(application.bot)
    logging.getLogger("telegram.ext").setLevel(logging.NOTSET)
    sys.stderr.write(text("command.serving", username=application.bot.username) + "\n")
    await application.start()
    try:
        await Polling(application, inbox).run(stop)
    finally:
        await application.stop()


async def _connect(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Make the first call; raises InvalidToken at once, NetworkError after some tries."""
    for left in reversed(range(_TRIES)):
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except NetworkError:
            if not left:
                raise
            await asyncio.sleep(_BETWEEN)
        else:
            return
