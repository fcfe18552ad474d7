"""Running the bot: the python-telegram-bot application over long polling."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken, NetworkError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder

from bot.channels.telegram.commands import publish_commands
from bot.channels.telegram.handlers import Conversation
from bot.channels.telegram.redaction import hide_token
from bot.errors import ChannelError
from bot.texts import text

if TYPE_CHECKING:
    from bot.dialogues import Dialogues
    from bot.settings import Settings

_RETRIES = 5
# What is asked of Telegram; it keeps the rest to itself.
UPDATES = ["message", "callback_query", "inline_query"]
_AT_A_TIME = 16


def build_application(
    dialogues: Dialogues, settings: Settings, token: str
) -> Application[Any, Any, Any, Any, Any, Any]:
    """Build the application; nothing is sent before it runs."""
    hide_token(token)
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(settings.telegram.base_url)
        .rate_limiter(AIORateLimiter(max_retries=_RETRIES))
        .concurrent_updates(_AT_A_TIME)
        .post_init(_start)
        .build()
    )
    Conversation(dialogues, settings.journal.days).register(application)
    return application


def serve(dialogues: Dialogues, settings: Settings, token: str) -> None:
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
        application.run_polling(allowed_updates=UPDATES, bootstrap_retries=2)
    except InvalidToken as error:
        raise ChannelError("token-refused") from error
    except NetworkError as error:
        raise ChannelError(
            "telegram-unreachable", base_url=settings.telegram.base_url, cause=error.message
        ) from error


async def _start(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    logging.getLogger("telegram.ext").setLevel(logging.NOTSET)
    await publish_commands(application.bot)
    sys.stderr.write(text("command.serving", username=application.bot.username) + "\n")
