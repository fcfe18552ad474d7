"""The description of the API, and that the API keeps to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode

from bot.channels.web.application import build_app
from bot.channels.web.schemas import Answer
from tests.bot.channels.web.examples import FILE, taken

if TYPE_CHECKING:
    from schemathesis.schemas import BaseSchema as OpenApiSchema
    from starlette.testclient import TestClient

    from bot.backend import Backend
    from bot.settings import Settings

_PATHS = (
    "/api/v1/ask",
    "/api/v1/verify",
    "/api/v1/feedback",
    "/api/v1/health",
    "/api/v1/documents",
    "/api/v1/documents/{name}",
    "/api/v1/documents/{name}/history",
    "/api/v1/areas",
    "/api/v1/items",
    "/api/v1/items/{item}",
    "/api/v1/search",
    "/api/v1/targets",
    "/api/v1/diff",
    "/healthz",
)

_UNASKED = ("/api/v1/health", "/api/v1/documents", "/healthz")


@pytest.fixture(scope="module")
def schema(backend: Backend, settings: Settings) -> OpenApiSchema:
    """Return the description, with the application behind it."""
    return schemathesis.openapi.from_asgi("/openapi.json", build_app(backend, settings))


# Not by the library's own decorator, which this version of pytest does not get on with.
@pytest.mark.parametrize(
    ("path", "mode"),
    [
        (path, mode)
        for path in _PATHS
        for mode in GenerationMode
        # Where nothing is asked for, nothing wrong can be asked for.
        if mode is GenerationMode.POSITIVE or path not in _UNASKED
    ],
)
def test_the_api_keeps_to_its_description(
    schema: OpenApiSchema, path: str, mode: GenerationMode
) -> None:
    """Whatever is sent, there is no error of the server, no other status and no other object."""
    for operation in schema[path].values():

        @given(case=operation.as_strategy(generation_mode=mode))
        @hypothesis_settings(
            max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
        )
        def check(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate()

        check()


def test_the_description_names_all_there_is(client: TestClient) -> None:
    """Every address of the API is described, and no page is."""
    assert tuple(client.get("/openapi.json").json()["paths"]) == _PATHS


def test_the_examples_are_what_the_api_answers(client: TestClient) -> None:
    """Word for word; `python -m tests.bot.channels.web.examples` takes them anew."""
    assert json.loads(FILE.read_text(encoding="utf-8")) == taken(client)


def test_every_route_has_its_examples(client: TestClient) -> None:
    """Of what is asked and of the answer; but for the text of a whole document, which is long."""
    paths = client.get("/openapi.json").json()["paths"]
    without = set()
    for path, methods in paths.items():
        for told in methods.values():
            content = told["responses"]["200"]["content"]["application/json"]
            if "example" not in content:
                without.add(path)
            for parameter in told.get("parameters", []):
                assert parameter["schema"].get("examples") or parameter.get("examples"), parameter
    assert without == {"/api/v1/documents/{name}"}


def test_examples_are_of_what_is_described(client: TestClient) -> None:
    """Each is valid by its schema, with all keys, those that are null too."""
    told = client.get("/openapi.json").json()
    for methods in told["paths"].values():
        for operation in methods.values():
            content = operation["responses"]["200"]["content"]["application/json"]
            schema = content["schema"] | {"components": told["components"]}
            if "example" in content:
                jsonschema.validate(content["example"], schema)


@pytest.mark.parametrize(
    "question",
    [
        "这是征求意见稿吗",
        "文号是多少",
        "有几个责任领域",
        "“双减”出现几次",
        "你好",
        "校服多少钱",
        "第99条",
    ],
)
def test_answers_of_every_kind_are_as_described(client: TestClient, question: str) -> None:
    """Facts are numbers, words, or whether it is so."""
    answer = client.get("/api/v1/ask", params={"q": question})
    read = Answer.model_validate_json(answer.content, strict=True)
    assert read.model_dump(exclude_unset=True) == answer.json()
