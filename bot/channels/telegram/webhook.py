"""The webhook: Telegram posts updates, and is told that one has come when it is answered.

Until then Telegram sends it again (https://core.telegram.org/bots/api#setwebhook), so that a crash
loses none.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Update

from bot.channels.telegram.desk import UPDATES
from bot.errors import ChannelError
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from telegram import Bot

    from bot.channels.telegram.desk import Desk
    from bot.settings import TelegramSettings

_log = logging.getLogger(__name__)
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of the header
# No update is longer: a message has 4,096 characters, and what goes with it.
_LONGEST = 256 * 1024
# So many updates are in work at a time.
_CONNECTIONS = 10


class Webhook:
    """Takes updates by HTTP from a proxy that speaks HTTPS, and puts them onto the desk."""

    def __init__(self, bot: Bot, desk: Desk, settings: TelegramSettings, secret: str) -> None:
        """Take updates of ``bot``, which is initialized, that come with ``secret``."""
        self._bot = bot
        self._desk = desk
        self._settings = settings
        self._secret = secret

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until ``stop``. Raises ChannelError where the address is taken."""
        app = web.Application(client_max_size=_LONGEST)
        app.router.add_post(urlsplit(self._settings.webhook_url).path or "/", self._take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        host, port = self._settings.listen, self._settings.port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            raise ChannelError("address-taken", host=host, port=port, cause=error) from error
        try:
            await self._bot.set_webhook(
                self._settings.webhook_url,
                secret_token=self._secret,
                allowed_updates=UPDATES,
                max_connections=_CONNECTIONS,
            )
            await stop.wait()
        finally:
            await runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        """Answer an update; 500 has Telegram send it again."""
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return web.Response(status=401)
        try:
            update = Update.de_json(json.loads(await request.read()), self._bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            _log.warning("what was posted to the webhook is no update")
            return web.Response(status=400)
        try:
            await self._answer(update)
        except StoreError as error:
            _log.error("an update cannot be taken: %s", error)
            return web.Response(status=500)
        return web.Response()

    async def _answer(self, update: Update) -> None:
        """Have an update answered, or wait until it is."""
        work, number = self._desk.work, update.update_id
        if number not in work and not await self._desk.unanswered([number]):
            return
        # Who hangs up does not end the work.
        await asyncio.wait({work.get(number) or self._desk.take(update)})
