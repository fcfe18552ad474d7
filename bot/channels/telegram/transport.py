"""How requests reach Telegram: python-telegram-bot's port for it, over aiohttp.

The library's own way, over httpx, takes three times as long for each call (benchmarks/telegram.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest
from yarl import URL

from bot.channels.telegram.lanes import lane

if TYPE_CHECKING:
    from telegram._utils.types import JSONDict, ODVInput
    from telegram.request import RequestData

# Seconds, where a call names none of its own.
_READ, _CONNECT = 5.0, 5.0
_LOOKS = ("entities", "reply_markup")
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def environment_proxy(url: str) -> str | None:
    """Return the proxy that the environment names for an address (HTTPS_PROXY, NO_PROXY)."""
    parts = urlsplit(url)
    if parts.hostname is None or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(parts.scheme)


class AiohttpRequest(BaseRequest):
    """Sends requests through a pool of connections, by way of a proxy where one is given."""

    def __init__(self, proxy: str | None = None) -> None:
        """Send by way of ``proxy``, an http:// address."""
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where a call names none."""
        return _READ

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            # What comes back is read whole, so a cookie of one call cannot be for another.
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Read what Telegram answers, and of a message that was sent not what it looks like.

        The library would make an object of each button, which takes as long as sending them.
        """
        answer = BaseRequest.parse_json_payload(payload)
        sent = answer.get("result")
        if isinstance(sent, dict):
            for name in _LOOKS:
                sent.pop(name, None)
        return answer

    async def do_request(  # noqa: PLR0913, PLR0917 -- the port's parameters
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Send a request and return status and body.

        Raises TimedOut and NetworkError.
        """
        if self._session is None:
            msg = "the pool is not open"
            raise RuntimeError(msg)
        timeout = aiohttp.ClientTimeout(
            sock_read=_given(read_timeout, _READ), sock_connect=_given(connect_timeout, _CONNECT)
        )
        data: bytes | aiohttp.FormData | None = None
        headers = None
        if request_data is not None and request_data.contains_files:
            data = _multipart(request_data)
        elif request_data is not None:
            data, headers = _form(request_data), _FORM
        here, taken = lane(), False
        try:
            if here is not None:
                await here.enter()
            async with self._session.request(
                method, url, data=data, headers=headers, timeout=timeout
            ) as response:
                body = await response.read()
            taken = response.ok
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # Some say nothing but their name.
            cause = f"{type(error).__name__}: {error}"
            raise NetworkError(cause) from error
        finally:
            if here is not None and not taken:
                here.leave()
        return response.status, body


def _given(value: ODVInput[float], default: float) -> float | None:
    return default if value is BaseRequest.DEFAULT_NONE else value  # type: ignore[return-value]


def _form(request_data: RequestData) -> bytes:
    """Return the parameters as a form; the library's own quoting is slow for Chinese."""
    return URL.build(query=request_data.json_parameters).raw_query_string.encode("ascii")


def _multipart(request_data: RequestData) -> aiohttp.FormData:
    """Return the parameters with the files that go with them."""
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
