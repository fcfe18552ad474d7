"""What the description of the API (OpenAPI) says beside what FastAPI finds out by itself."""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.channels.web.problems import MEDIA_TYPE
from bot.channels.web.schemas import Problem
from bot.texts import has_text, text

if TYPE_CHECKING:
    from fastapi import FastAPI
    from fastapi.routing import APIRoute
    from pydantic import BaseModel

# The answer's object has no place for it: a program that compares answers would see a difference.
ANSWER_HEADER = "Wence-Answer"
# What any request may meet.
_ALWAYS = (400, 405, 413, 422, 429, 431, 500, 503)
_RETRY = {429: "60", 503: "5"}
_PROBLEM = f"#/components/schemas/{Problem.__name__}"
_EXAMPLES = files("bot.channels.web") / "examples.json"


def responses(model: Any, *more: int, cacheable: bool = False) -> dict[int | str, dict[str, Any]]:
    """Return the description of what a request may be answered with: ``model``, or problems."""
    good: dict[str, Any] = {"model": model}
    told: dict[int | str, dict[str, Any]] = {200: good}
    if cacheable:
        good["headers"] = {"ETag": _header("web.header_etag")}
        told[304] = {"description": text("web.unchanged")}
    # Whatever may not be there may have been retracted.
    gone = {HTTPStatus.GONE.value} if HTTPStatus.NOT_FOUND in more else set[int]()
    for status in sorted({*_ALWAYS, *more, *gone}):
        told[status] = _problem(status)
    return told


def answers(model: Any) -> dict[int | str, dict[str, Any]]:
    """Return the description of answers to questions, which feedback names by a header."""
    told = responses(model)
    told[200]["headers"] = {ANSWER_HEADER: _header("web.header_answer")}
    return told


def name_of(route: APIRoute) -> str:
    """Return the name of an operation, by which clients call it."""
    return route.name


def parameters(model: type[BaseModel]) -> dict[str, Any]:
    """Return the description of the parameters, for a route that reads them by the model."""
    schema = model.model_json_schema()
    needed = schema.get("required", [])
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": name in needed,
                "description": text(f"api.parameters.{name}"),
                "schema": one,
            }
            for name, one in schema["properties"].items()
        ]
    }


def _problem(status: int) -> dict[str, Any]:
    title = text(f"web.status_{status}")
    example = {"type": "about:blank", "title": title, "status": status, "detail": "…"}
    told: dict[str, Any] = {
        "description": title,
        "content": {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}, "example": example}},
    }
    if status in _RETRY:
        told["headers"] = {"Retry-After": _header("web.header_retry", _RETRY[status])}
    return told


def describe(app: FastAPI) -> None:
    """Have the description say in people's words what each operation, object and field is.

    Each operation gets its answer in examples.json, which was given to the examples of its
    parameters. What all problems look like is put in once, where they refer to it.
    """
    made = app.openapi

    @cache
    def openapi() -> dict[str, Any]:
        told = made()
        schemas = told["components"]["schemas"]
        schemas.setdefault(Problem.__name__, Problem.model_json_schema())
        for name, schema in schemas.items():
            _describe_object(name, schema)
        for operation in (one for methods in told["paths"].values() for one in methods.values()):
            _describe_operation(operation)
        told["tags"] = [
            {"name": name, "description": text(f"api.tags.{name}")}
            for name in ("asking", "documents")
        ]
        return told

    app.openapi = openapi  # type: ignore[method-assign]


def _describe_operation(operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    operation["summary"] = text(f"api.operations.{name}")
    operation["description"] = text(f"api.about.{name}")
    # Not handed to FastAPI, which takes what is null out of an example.
    example = _examples().get(name)
    if example is not None:
        operation["responses"]["200"]["content"]["application/json"]["example"] = example


def _describe_object(name: str, schema: dict[str, Any]) -> None:
    schema["description"] = text(f"api.objects.{name}")
    for field, one in schema.get("properties", {}).items():
        own, shared = f"api.fields.{name}.{field}", f"api.fields.any.{field}"
        one["description"] = text(own if has_text(own) else shared)


def _header(key: str, example: str | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {"description": text(key), "schema": {"type": "string"}}
    return told | ({"example": example} if example else {})


@cache
def _examples() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_EXAMPLES.read_text(encoding="utf-8"))
    return found
