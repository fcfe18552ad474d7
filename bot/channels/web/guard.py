"""The guard: what holds for every request and answer, whatever it is for."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request

from bot.channels.web.problems import tell
from bot.texts import text

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.settings import WebSettings

# Bytes; a quotation to check is the longest that anybody sends, with each character escaped.
LARGEST_BODY = 256 * 1024
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Nothing comes from elsewhere, and no script or style stands in a page itself.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
)
# What programs read is no page; a browser that shows it all the same shows nothing else.
_API_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
# A browser shows a picture alone in a page of its own making, with a style in it.
_PICTURE_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
)
_NETWORK = 64
_HOST = re.compile(rb"[A-Za-z0-9._\-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_API, _PICTURE = "/api/", ".png"
# The one page that others may frame, and what is not worth counting.
FRAMED = "/widget"
_UNCOUNTED, _STATIC = frozenset({"/healthz", "/api/v1/health"}), "/static/"
# Bytes of a body; each as many more count as a request of their own, since they take as long.
_FREE = 2048
# Status, what was found and the way out, headers.
_Refusal = tuple[int, str, dict[str, str]]


class Guard:
    """Bounds what clients ask for and says what browsers may do with the answers."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        """Guard ``app``."""
        self._app = app
        self._limit = RateLimitItemPerMinute(settings.requests_a_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        ancestors = " ".join(["'self'", *settings.allowed_origins])
        self._headers = _encoded(
            _HEADERS
            | {
                "Content-Security-Policy": f"{_POLICY}frame-ancestors 'none'",
                "X-Frame-Options": "DENY",
            }
        )
        self._of_api = _encoded(_API_HEADERS)
        self._of_pictures = _encoded(_HEADERS | {"Content-Security-Policy": _PICTURE_POLICY})
        self._framed = _encoded(
            _HEADERS | {"Content-Security-Policy": f"{_POLICY}frame-ancestors {ancestors}"}
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, unless there is too much of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = self._headers
        if scope["path"].startswith(_API):
            headers = self._of_api
        elif scope["path"].endswith(_PICTURE):
            headers = self._of_pictures
        elif scope["path"] == FRAMED:
            headers = self._framed

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
            await send(message)

        refused = self._refusal(scope)
        if refused is None and scope["method"] not in {"GET", "HEAD"}:
            body = await _body(receive)
            if body is None:
                refused = _too_large()
            else:
                # One may be as large as it may, if it is the only one.
                cost = min(len(body) // _FREE, self._limit.amount - 1)
                refused = self._too_many(scope, cost)
                receive = _handed(body, receive)
        if refused is not None:
            status, detail, more = refused
            await tell(Request(scope), status, detail, more)(scope, receive, guarded)
            return
        # Who asks for the head alone gets that of the whole; the server leaves the body out.
        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        await self._app(asked, receive, guarded)

    def _refusal(self, scope: Scope) -> _Refusal | None:
        """Return why a request is refused before it is read, None where it is not."""
        headers = dict(scope["headers"])
        # Links and pictures lead there. Of two, a proxy may have heeded the other one.
        named = [value for name, value in scope["headers"] if name == b"host"]
        if len(named) > 1 or not all(map(_HOST.fullmatch, named)):
            return 400, text("web.detail_host"), {"Connection": "close"}
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return _too_large()
        return self._too_many(scope, 1)

    def _too_many(self, scope: Scope, cost: int) -> _Refusal | None:
        """Count a request as ``cost``, and return why it is refused if that is too much."""
        if not cost or scope["path"] in _UNCOUNTED or scope["path"].startswith(_STATIC):
            return None
        counted = _counted(scope["client"][0] if scope["client"] else "")
        if counted is None or self._limiter.hit(self._limit, counted, cost=cost):
            return None
        after = {"Retry-After": "60"}
        return 429, text("web.detail_429", most=self._limit.amount), after


def _too_large() -> _Refusal:
    detail = text("web.detail_413", most=LARGEST_BODY // 1024)
    return 413, detail, {"Connection": "close"}


def _encoded(headers: MutableMapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


@lru_cache(1000)
def _counted(client: str) -> str | None:
    """Return what a client's requests are counted by; None for this machine, which is not counted.

    That is a proxy that is not named, or a test. By IPv6 a household has a network of 64 bits.
    """
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _NETWORK), strict=False))
    return str(address)


async def _body(receive: Receive) -> bytes | None:
    """Return the body of a request, None where it is too large."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _handed(body: bytes, receive: Receive) -> Receive:
    """Return what hands out a body that was read already, and then what else comes."""
    left = [body]

    async def hand() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return hand
