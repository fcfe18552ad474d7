"""Queries read by one model: what FastAPI does for each parameter takes longer than an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

# What such a mistake is called, beside those that pydantic knows.
NO_UTF8 = "no_utf8"
Model = TypeVar("Model", bound=BaseModel)


class QueryRoute(APIRoute):
    """A route whose endpoint takes the request as it is; there is nothing to be found for it.

    It is described as any other. Its place is in the application's own list of routes: a router
    that is included in another one makes its handlers anew.
    """

    def __init__(
        self,
        path: str,
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]],
        **description: Any,
    ) -> None:
        """Answer requests for ``path`` by ``endpoint``."""
        super().__init__(path, endpoint, **description)

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            response = await endpoint(Request(scope, receive, send))
            await response(scope, receive, send)

        self.app = answer


def read_query(model: type[Model], request: Request) -> Model:
    """Return the parameters of a request; of one that is named twice the last.

    Raises RequestValidationError, for words in another encoding than UTF-8 too.
    """
    query = request.scope["query_string"].decode("latin-1")
    try:
        given = dict(parse_qsl(query, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise RequestValidationError([{"type": NO_UTF8, "loc": ("query",), "msg": ""}]) from error
    try:
        return model.model_validate(given)
    except ValidationError as error:
        wrong = [{**one, "loc": ("query", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(wrong) from error
