"""How requests reach Telegram: python-telegram-bot's port for it, over aiohttp.

The library's own way, over httpx, takes three times as long for each call (benchmarks/telegram.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

# Seconds, where a call names none of its own.
_READ, _CONNECT = 5.0, 5.0


class AiohttpRequest(BaseRequest):
    """Sends requests through a pool of connections, by way of a proxy where one is given.

    Without one, the environment is heeded (HTTPS_PROXY).
    """

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
                trust_env=self._proxy is None,
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

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
        try:
            async with self._session.request(
                method, url, data=_form(request_data), timeout=timeout
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # Some say nothing but their name.
            cause = f"{type(error).__name__}: {error}"
            raise NetworkError(cause) from error


def _given(value: ODVInput[float], default: float) -> float | None:
    return default if value is BaseRequest.DEFAULT_NONE else value  # type: ignore[return-value]


def _form(request_data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    """Return the parameters as a form, with the files that go with them."""
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
