"""Running the bot: the python-telegram-bot application over long polling or a webhook."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken, NetworkError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder

from bot.channels.telegram.desk import Desk
from bot.channels.telegram.handlers import Conversation
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.profile import publish_profile
from bot.channels.telegram.redaction import hide_token
from bot.channels.telegram.staff import Staff
from bot.channels.telegram.transport import AiohttpRequest, environment_proxy
from bot.channels.telegram.webhook import Webhook
from bot.errors import ChannelError
from bot.texts import text

if TYPE_CHECKING:
    from bot.backend import Backend
    from bot.settings import Settings, TelegramSettings

_RETRIES = 5
# So often the first call is tried, with so many seconds in between.
_TRIES, _BETWEEN = 3, 1.0
_BOT = "/bot"

if TYPE_CHECKING:
    _Application = Application[Any, Any, Any, Any, Any, Any]


def build_application(backend: Backend, settings: Settings, token: str) -> _Application:
    """Build the application; nothing is sent before it runs."""
    hide_token(token)
    base = settings.telegram.base_url
    request = AiohttpRequest(settings.telegram.proxy or environment_proxy(base))
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(base)
        .base_file_url(f"{base.removesuffix(_BOT)}/file{_BOT}")
        .request(request)
        .get_updates_request(request)
        # What Telegram says of thirty messages a second is meant for those that nobody asked for;
        # where it refuses one, it says how long to wait.
        .rate_limiter(
            AIORateLimiter(overall_max_rate=0, overall_time_period=0, max_retries=_RETRIES)
        )
        .updater(None)
        .build()
    )
    staff = Staff(settings.telegram.staff, backend.documents, backend.records)
    Conversation(backend.dialogues, staff, settings.journal.days).register(application)
    return application


async def serve(backend: Backend, settings: Settings, token: str, stop: asyncio.Event) -> None:
    """Answer on Telegram until ``stop``; updates in work are finished first.

    Raises ChannelError where Telegram refuses the token or cannot be reached at the start.
    """
    # What fails before the start is told in one line; the library would print tracebacks too.
    logging.getLogger("telegram.ext").setLevel(logging.CRITICAL)
    application = build_application(backend, settings, token)
    try:
        await _connect(application)
        await run(application, backend, settings.telegram, stop)
    except InvalidToken as error:
        raise ChannelError("token-refused") from error
    except NetworkError as error:
        raise ChannelError(
            "telegram-unreachable", base_url=settings.telegram.base_url, cause=error.message
        ) from error
    finally:
        await application.shutdown()
        # The application that could not connect has not opened it, as it sees things.
        await application.bot.request.shutdown()


async def run(
    application: _Application, backend: Backend, settings: TelegramSettings, stop: asyncio.Event
) -> None:
    """Run an application that is initialized until ``stop``."""
    bot = application.bot
    await publish_profile(bot, settings.staff)
    logging.getLogger("telegram.ext").setLevel(logging.NOTSET)
    sys.stderr.write(text("command.serving", username=bot.username) + "\n")
    await application.start()
    desk = Desk(application, backend.inbox)
    try:
        if settings.mode == "webhook":
            secret = backend.identity.token("telegram-webhook")
            await Webhook(bot, desk, settings, secret).run(stop)
        else:
            # A webhook that was set before would keep updates from being fetched.
            await bot.delete_webhook()
            await Polling(bot, desk).run(stop)
    finally:
        await desk.close()
        await application.stop()


async def _connect(application: _Application) -> None:
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
