"""Setting a webhook and delivering updates to it."""

import asyncio
import re
import time
from urllib.parse import urlsplit

import aiohttp

from tests.standins.telegram.delivery import UpdateQueue
from tests.standins.telegram.errors import reject
from tests.standins.telegram.links import is_https
from tests.standins.telegram.records import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header, no secret
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PORTS = {None, 443, 80, 88, 8443}
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 2.0


class Webhook:
    """The webhook of the bot; without a URL it rests."""

    def __init__(self, queue: UpdateQueue, *, local_mode: bool) -> None:
        """Start without a webhook; local mode takes plain HTTP and every port."""
        self.queue = queue
        self.local_mode = local_mode
        self.url = ""
        self.secret: str | None = None
        self.max_connections = 40
        self.has_certificate = False
        self.error: tuple[int, str] | None = None
        self.forwards: dict[str, str] = {}
        self._session: aiohttp.ClientSession | None = None

    def set(self, params: Json) -> bool:
        """Answer setWebhook."""
        url = params["url"]
        secret = params.get("secret_token")
        if url:
            self._check(url)
        if secret is not None and not _SECRET.fullmatch(secret):
            reject("secret token contains unallowed characters")
        if not 1 <= params.get("max_connections", 40) <= 100:
            reject("max_connections must be between 1 and 100")
        self.queue.allow(params.get("allowed_updates"))
        if params.get("drop_pending_updates"):
            self.queue.drop_pending()
        self.url, self.secret, self.error = url, secret, None
        self.queue.webhook_url = url
        self.max_connections = params.get("max_connections", 40)
        self.has_certificate = "certificate" in params
        if url:
            self.queue.end_poll("terminated by setWebhook request")
        self.queue.added.set()
        return True

    def delete(self, params: Json) -> bool:
        """Answer deleteWebhook."""
        if params.get("drop_pending_updates"):
            self.queue.drop_pending()
        self.url = self.queue.webhook_url = ""
        self.secret = None
        return True

    def info(self, _params: Json) -> Json:
        """Answer getWebhookInfo."""
        shown: Json = {
            "url": self.url,
            "has_custom_certificate": self.has_certificate,
            "pending_update_count": len(self.queue.pending),
        }
        if self.url:
            shown["max_connections"] = self.max_connections
            shown["ip_address"] = "127.0.0.1"
        if self.error:
            shown["last_error_date"], shown["last_error_message"] = self.error
        if self.queue.allowed_given:
            shown["allowed_updates"] = self.queue.allowed_given
        return shown

    async def deliver(self) -> None:
        """Post waiting updates one after another until cancelled."""
        pause = _FIRST_PAUSE
        while True:
            await self.queue.added.wait()
            waiting = self.queue.snapshot() if self.url else []
            if not waiting:
                self.queue.added.clear()
                continue
            try:
                status = await self.post(waiting[0], self.secret)
                problem = f"Wrong response from the webhook: {status}"
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                status, problem = 0, f"Connection failed: {error}"
            if 200 <= status < 300:
                self.queue.confirm(waiting[0])
                pause = _FIRST_PAUSE
                continue
            self.error = (int(time.time()), problem)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def post(self, update: Json, secret: str | None) -> int:
        """Post one update and return the status of the answer."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        headers = {} if secret is None else {SECRET_HEADER: secret}
        target = self._target(self.url)
        async with self._session.post(target, json=update, headers=headers) as answer:
            await answer.read()
            return answer.status

    async def stop(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _target(self, url: str) -> str:
        for public, local in self.forwards.items():
            if url.startswith(public):
                return local + url.removeprefix(public)
        return url

    def _check(self, url: str) -> None:
        if self.local_mode and url.startswith("http://"):
            return
        if not is_https(url):
            reject("bad webhook: An HTTPS URL must be provided for webhook")
        if not self.local_mode and urlsplit(url).port not in _PORTS:
            reject("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
