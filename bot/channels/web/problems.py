"""Problems: what went wrong with a request, for programs and for people (RFC 9457)."""

from __future__ import annotations

import json
import logging
import re
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.errors import InputError, describe
from bot.pages import render
from bot.texts import text
from knowledge.errors import StoreError, UnknownDocumentError, WenceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from starlette.requests import Request

_log = logging.getLogger(__name__)
_API, _HEALTH = "/api/", "/healthz"
# What pydantic calls a body that is no object, and one that is no JSON.
_NO_OBJECT, _NO_JSON = "model_attributes_type", "json_invalid"
MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem; ``detail`` says what was found and the way out."""
    told = {"type": "about:blank", "title": text(f"web.status_{status}"), "status": status}
    body = json.dumps(told | {"detail": detail}, ensure_ascii=False)
    return Response(
        body.encode("utf-8", "backslashreplace"), status, headers, media_type=MEDIA_TYPE
    )


def is_for_programs(request: Request) -> bool:
    """Tell whether it is programs that ask for what a request asks for."""
    return request.url.path.startswith(_API) or request.url.path == _HEALTH


def tell(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a problem to a program, and a page to a person."""
    if is_for_programs(request):
        return problem(status, detail, headers)
    page = render("web/problem", title=text(f"web.status_{status}"), detail=detail)
    return Response(
        page.encode("utf-8", "replace"), status, headers, media_type="text/html; charset=utf-8"
    )


def install(app: FastAPI) -> None:
    """Have ``app`` tell its errors as problems."""
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(WenceError, _refused)
    app.add_exception_handler(Exception, _failed)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- what it is installed for
    status = error.status_code
    try:
        detail = text(f"web.detail_{status}")
    except KeyError:
        detail = str(error.detail)
    if status == HTTPStatus.BAD_REQUEST and is_for_programs(request):
        detail = text("web.detail_no_json")
    return tell(request, status, detail, error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- what it is installed for
    first = error.errors()[0]
    kind, context = first["type"], first.get("ctx", {})
    if kind == _NO_OBJECT and "json" not in request.headers.get("content-type", ""):
        return tell(request, 415, text("web.detail_415"))
    # Where JSON is broken is an offset and no name.
    names = [] if kind == _NO_JSON else first["loc"][1:]
    place = ".".join(map(str, names)) or text(f"web.places.{first['loc'][0]}")
    if "expected" in context:
        context = {"expected": "、".join(re.findall("'(.*?)'", context["expected"]))}
    try:
        cause = text(f"web.causes.{kind}", **context)
    except KeyError:
        cause = str(first["msg"])
    return tell(request, 422, text("web.invalid", place=place, cause=cause))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, WenceError)  # noqa: S101 -- what it is installed for
    if isinstance(error, StoreError):
        _log.error("the store cannot be asked: %s", error)
        return tell(request, 503, text("web.detail_503"), {"Retry-After": "5"})
    if isinstance(error, UnknownDocumentError) and error.reason == "retracted-document":
        return tell(request, 410, text("web.detail_410"))
    if isinstance(error, UnknownDocumentError) and error.reason == "no-document":
        return tell(request, 404, text("card.no_documents"))
    status = 404 if isinstance(error, UnknownDocumentError | InputError) else 422
    return tell(request, status, describe(error))


async def _failed(request: Request, error: Exception) -> Response:
    reference = secrets.token_hex(4)
    _log.error("request failed, reference %s", reference, exc_info=error)
    return tell(request, 500, text("web.detail_500", reference=reference))
