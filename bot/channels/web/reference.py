"""The description of the API as a page for people, out of the one for programs."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.channels.web.html import base_of, show_cached
from bot.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.settings import WebSettings

_REFERENCE = "#/components/schemas/"
_JSON = "application/json"
_NULL = {"type": "null"}
# What schools would put into their pages, for example.
_COLOUR = "#0d6b57"


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of an operation, or a key of an object.

    ``kinds`` is what its value may be, in pieces; the name of an object is one with True.
    """

    name: str
    needed: bool
    kinds: tuple[tuple[str, bool], ...]
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that the API does; ``call`` does it by curl, ``example`` is what comes back."""

    name: str
    method: str
    path: str
    title: str
    about: str
    takes: tuple[Field, ...]
    gives: tuple[tuple[str, bool], ...]
    call: str
    example: str


def reference_router(describe: Callable[[], dict[str, Any]], settings: WebSettings) -> APIRouter:
    """Return the route of the page about the API that ``describe`` tells of."""
    router = APIRouter(include_in_schema=False, default_response_class=Response)

    @router.api_route("/api", methods=["GET", "HEAD"])
    def reference(request: Request) -> Response:
        told, base = describe(), base_of(request, settings)
        values = {
            "base": base,
            "groups": _groups(told, base),
            "objects": _objects(told),
            "problems": _problems(told),
            "limit": settings.requests_a_minute,
            "colour": _COLOUR,
        }
        return show_cached(request, "api", **values)

    return router


def _groups(told: dict[str, Any], base: str) -> list[tuple[str, list[Operation]]]:
    """Return the operations by their tags, each tag with its words."""
    groups: dict[str, list[Operation]] = {one["name"]: [] for one in told["tags"]}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            made = _operation(told, base, (method.upper(), path), operation)
            groups[operation["tags"][0]].append(made)
    return [(one["description"], groups[one["name"]]) for one in told["tags"]]


def _operation(
    told: dict[str, Any], base: str, address: tuple[str, str], operation: dict[str, Any]
) -> Operation:
    method, path = address
    good = operation["responses"]["200"]["content"][_JSON]
    parameters = [
        Field(one["name"], one["required"], _given(told, one["schema"]), one["description"])
        for one in operation.get("parameters", ())
    ]
    body = _body(told, operation)
    example = good.get("example")
    return Operation(
        name=operation["operationId"],
        method=method,
        path=path,
        title=operation["summary"],
        about=operation["description"],
        takes=(*parameters, *_fields(told, body)),
        gives=tuple(_kinds(told, good["schema"])),
        call=_call(base + path, operation.get("parameters", ()), body),
        example="" if example is None else json.dumps(example, ensure_ascii=False, indent=2),
    )


def _body(told: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the object that an operation takes, an empty one if it takes none."""
    if "requestBody" not in operation:
        return {}
    schema = operation["requestBody"]["content"][_JSON]["schema"]
    return _schema(told, schema["$ref"].removeprefix(_REFERENCE))


def _objects(told: dict[str, Any]) -> list[tuple[str, str, tuple[Field, ...]]]:
    """Return what comes back: the name of each object, what it is, and its keys."""
    taken = {
        _body(told, one)["title"]
        for methods in told["paths"].values()
        for one in methods.values()
        if "requestBody" in one
    }
    return [
        (name, schema["description"], _fields(told, schema))
        for name, schema in told["components"]["schemas"].items()
        if "properties" in schema and name not in taken
    ]


def _problems(told: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what may go wrong: the status of each problem and its words."""
    found = {
        status: one["description"]
        for methods in told["paths"].values()
        for operation in methods.values()
        for status, one in operation["responses"].items()
        if _JSON not in one.get("content", {_JSON: None})
    }
    return sorted(found.items())


def _fields(told: dict[str, Any], schema: Mapping[str, Any]) -> tuple[Field, ...]:
    needed = schema.get("required", ())
    return tuple(
        Field(name, name in needed, tuple(_kinds(told, one)), one["description"])
        for name, one in schema.get("properties", {}).items()
    )


def _kinds(told: dict[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Say what a value may be: its types, or the words that it is one of."""
    for at, one in enumerate(_alternatives(told, schema)):
        if at:
            yield text("api.or"), False
        yield from _kind(told, one)


def _alternatives(told: dict[str, Any], schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the schemas that a value may be of, each of them of one type, word or object."""
    if "$ref" in schema:
        meant = _schema(told, schema["$ref"].removeprefix(_REFERENCE))
        return [schema] if "properties" in meant else _alternatives(told, meant)
    if "anyOf" in schema:
        return [one for some in schema["anyOf"] for one in _alternatives(told, some)]
    if "enum" in schema:
        return [{"const": one} for one in schema["enum"]]
    return [schema]


def _kind(told: dict[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    if "$ref" in schema:
        yield schema["$ref"].removeprefix(_REFERENCE), True
    elif "const" in schema:
        yield json.dumps(schema["const"]), False
    elif schema["type"] == "array":
        several = len(_alternatives(told, schema["items"])) > 1
        yield ("(" if several else ""), False
        yield from _kinds(told, schema["items"])
        yield (")" if several else "") + text("api.kinds.of"), False
    else:
        yield text(f"api.kinds.{schema['type']}") + _bounds(schema), False


def _bounds(schema: Mapping[str, Any]) -> str:
    """Say how long words may be, and how large a number."""
    if "maxLength" in schema:
        return text("api.kinds.length", least=schema.get("minLength", 0), most=schema["maxLength"])
    if "minimum" in schema:
        return text("api.kinds.range", least=schema["minimum"], most=schema["maximum"])
    return ""


def _given(told: dict[str, Any], schema: Mapping[str, Any]) -> tuple[tuple[str, bool], ...]:
    """Say what may be given in an address, where what is not given is left out."""
    return tuple(
        _kinds(told, {"anyOf": [one for one in schema.get("anyOf", [schema]) if one != _NULL]})
    )


def _schema(told: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = told["components"]["schemas"][name]
    return found


def _call(url: str, parameters: Any, body: dict[str, Any]) -> str:
    """Return a command that does it, with the examples of what is needed."""
    given = {
        one["name"]: (one["in"], one["schema"]["examples"][0])
        for one in parameters
        if one["required"]
    }
    for name, (place, example) in given.items():
        if place == "path":
            url = url.replace(f"{{{name}}}", example)
    asked = [f"{name}={example}" for name, (place, example) in given.items() if place == "query"]
    command = ["curl", *(["-G"] if asked else []), url]
    for one in asked:
        command += ["--data-urlencode", one]
    if body:
        sent = {name: _example(body["properties"][name]) for name in body["required"]}
        command += ["-H", f"Content-Type: {_JSON}", "-d", json.dumps(sent, ensure_ascii=False)]
    return shlex.join(command)


def _example(schema: dict[str, Any]) -> Any:
    return schema["examples"][0] if "examples" in schema else schema["enum"][0]
