"""Replies of the API: objects as JSON, with a tag by which clients know that nothing changed."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import orjson
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

_DIGITS = 32


def reply(value: object, headers: Mapping[str, str] | None = None) -> Response:
    """Return an object as JSON."""
    try:
        body = orjson.dumps(value)
    except orjson.JSONEncodeError:
        # A lone half of a character is escaped.
        body = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(body, headers=headers, media_type="application/json")


def cached(request: Request, value: object) -> Response:
    """Return an object with its tag, and nothing but the tag to who has it already."""
    return tagged(request, reply(value))


def tagged(request: Request, response: Response) -> Response:
    """Give a response its tag, or return nothing but the tag to who has it already.

    It is asked for again each time: what is retracted holds from the next question on.
    """
    # Weak, since it may be packed.
    tag = f'W/"{sha256(bytes(response.body)).hexdigest()[:_DIGITS]}"'
    kept = {"Cache-Control": "no-cache", "ETag": tag}
    given = request.headers.get("if-none-match", "").split(",")
    known = {one.strip().removeprefix("W/") for one in given}
    if tag.removeprefix("W/") in known or "*" in known:
        return Response(status_code=304, headers=kept)
    response.headers.update(kept)
    return response
