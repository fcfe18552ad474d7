"""Pages as responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.channels.web.replies import tagged
from bot.pages import render

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.settings import WebSettings

HTML = "text/html; charset=utf-8"
FRAGMENT = "X-Fragment"
# Parts of pages.
FRAGMENTS = frozenset({"card", "voted", "places"})


def show(name: str, status: int = 200, /, **values: object) -> Response:
    """Return the page ``name`` filled in, made for whoever asks and for now."""
    # Not no-store: a browser would forget the conversation when somebody reads an item and returns.
    headers = {"Cache-Control": "private, no-cache", "Vary": FRAGMENT}
    if name in FRAGMENTS:
        # What a proxy says in the place of the program is no answer.
        headers[FRAGMENT] = "1"
    return Response(_encoded(name, values), status, headers, HTML)


def show_cached(request: Request, name: str, /, **values: object) -> Response:
    """Return the page ``name``, and nothing but its tag to who has it already."""
    return tagged(request, Response(_encoded(name, values), media_type=HTML))


def wants_fragment(request: Request) -> bool:
    """Tell whether a script of the page asks, which needs no more than what is new."""
    return FRAGMENT in request.headers


def base_of(request: Request, settings: WebSettings) -> str:
    """Return the address of the site as people see it, without a slash at the end."""
    return settings.public_url or str(request.base_url).rstrip("/")


def _encoded(name: str, values: dict[str, object]) -> bytes:
    # What was typed may hold half a character.
    return render(f"web/{name}", **values).encode("utf-8", "replace")
