"""Queries read by one model: what FastAPI does for each parameter takes longer than an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.requests import Request
    from starlette.responses import Response

Model = TypeVar("Model", bound=BaseModel)


class QueryRoute(APIRoute):
    """A route whose endpoint takes the request as it is; there is nothing to be found for it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the endpoint itself."""
        return self.endpoint


def read_query(model: type[Model], request: Request) -> Model:
    """Return the parameters of a request; of one that is named twice the last.

    Raises RequestValidationError.
    """
    try:
        return model.model_validate(dict(request.query_params))
    except ValidationError as error:
        wrong = [{**one, "loc": ("query", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(wrong) from error


def described(model: type[BaseModel]) -> dict[str, Any]:
    """Return the description of the parameters, for a route that reads them by the model."""
    schema = model.model_json_schema()
    needed = schema.get("required", [])
    return {
        "parameters": [
            {"name": name, "in": "query", "required": name in needed, "schema": one}
            for name, one in schema["properties"].items()
        ]
    }
