"""Pages as responses."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.pages import render

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.settings import WebSettings

HTML = "text/html; charset=utf-8"
_FRAGMENT = "x-fragment"
_DIGITS = 32


def show(name: str, status: int = 200, /, **values: object) -> Response:
    """Return the page ``name`` filled in, made for whoever asks and for now."""
    # Not no-store: a browser would forget the conversation when somebody reads an item and returns.
    headers = {"Cache-Control": "private, no-cache", "Vary": "X-Fragment"}
    return Response(_encoded(name, values), status, headers, HTML)


def show_cached(request: Request, name: str, /, **values: object) -> Response:
    """Return the page ``name``, and nothing but its tag to who has it already."""
    body = _encoded(name, values)
    tag = f'"{sha256(body).hexdigest()[:_DIGITS]}"'
    # It is asked for again each time: what is retracted is gone from the next request on.
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    known = request.headers.get("if-none-match", "").split(",")
    if tag in {one.strip().removeprefix("W/") for one in known}:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=HTML)


def wants_fragment(request: Request) -> bool:
    """Tell whether a script of the page asks, which needs no more than what is new."""
    return _FRAGMENT in request.headers


def base_of(request: Request, settings: WebSettings) -> str:
    """Return the address of the site as people see it, without a slash at the end."""
    return settings.public_url or str(request.base_url).rstrip("/")


def _encoded(name: str, values: dict[str, object]) -> bytes:
    # What was typed may hold half a character.
    return render(f"web/{name}", **values).encode("utf-8", "replace")
