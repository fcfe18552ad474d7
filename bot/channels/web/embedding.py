"""What other sites embed, and what browsers and crawlers ask every site for."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from bot.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_LONGEST_GREETING = 200
_STATIC = files("bot.pages") / "static"
# Whether black or white is easier to read on a colour: both have the same contrast at this light.
_MIDDLE = 0.179
# Below this the sRGB curve is a line.
_DARK = 0.04045
_ROBOTS = (
    "User-agent: *\nDisallow: /ask\nDisallow: /feedback\nDisallow: /search\nDisallow: /widget\n"
)


def looks_of(request: Request) -> dict[str, object]:
    """Return how the site that holds the frame wants it to look; what cannot be used is left out.

    The colour goes into a stylesheet of its own, since no style may stand in a page.
    """
    given: Mapping[str, str] = request.query_params
    colour, greeting = given.get("color", ""), given.get("greeting", "")[:_LONGEST_GREETING]
    wanted = {"color": colour} if _COLOUR.fullmatch(colour) else {}
    style = f"/widget.css?{urlencode(wanted)}" if wanted else ""
    kept = wanted | ({"greeting": greeting} if greeting else {})
    action = f"/widget?{urlencode(kept)}" if kept else "/widget"
    return {"action": action, "begin": action, "greeting": greeting, "style": style}


def embedding_router() -> APIRouter:
    """Return the routes of what is fetched by other sites and by browsers themselves."""
    router = APIRouter(include_in_schema=False, default_response_class=Response)

    @router.get("/widget.js")
    def script() -> Response:
        headers = {
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Cache-Control": "public, max-age=3600",
        }
        # It runs in pages that have none of these texts.
        lines = (_STATIC / "widget.js").read_text(encoding="utf-8")
        for name, words in _words().items():
            lines = lines.replace(f"%{name}%", words)
        return Response(lines, 200, headers, "text/javascript")

    @router.get("/widget.css")
    def style(color: Annotated[str, Query()] = "") -> Response:
        rules = ""
        if _COLOUR.fullmatch(color):
            rules = f":root{{--accent:{color};--on-accent:{_readable_on(color)}}}"
        headers = {"Cache-Control": "public, max-age=86400"}
        return Response(rules, 200, headers, "text/css")

    @router.get("/robots.txt")
    def robots() -> Response:
        return PlainTextResponse(_ROBOTS)

    @router.get("/favicon.ico")
    def icon() -> Response:
        headers = {"Cache-Control": "public, max-age=86400"}
        return FileResponse(str(_STATIC / "icon.svg"), 200, headers, "image/svg+xml")

    return router


def _words() -> dict[str, str]:
    return {
        "name": text("web.name"),
        "open": text("web.open"),
        "close": text("web.close"),
    }


def _readable_on(colour: str) -> str:
    """Return black or white, whichever has more contrast with a colour (WCAG 2, 1.4.3)."""
    digits = colour[1:]
    pairs = [2 * one for one in digits] if len(digits) == len("abc") else re.findall("..", digits)
    red, green, blue = (_linear(int(pair, 16) / 255) for pair in pairs)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000" if light > _MIDDLE else "#fff"


def _linear(value: float) -> float:
    return value / 12.92 if value <= _DARK else ((value + 0.055) / 1.055) ** 2.4
