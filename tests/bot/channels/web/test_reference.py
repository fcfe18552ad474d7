"""The page about the API, for people."""

from __future__ import annotations

import html
import re
import shlex
import tomllib
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from starlette.testclient import TestClient

_CALL = re.compile(r"<pre><code>(curl .*?)</code></pre>", re.DOTALL)


@pytest.fixture
def told(client: TestClient) -> dict[str, Any]:
    """Return the description for programs."""
    described: dict[str, Any] = client.get("/openapi.json").json()
    return described


@pytest.fixture
def page(client: TestClient) -> str:
    """Return the page."""
    return client.get("/api").text


def test_all_that_is_described_is_on_the_page(told: dict[str, Any], page: str) -> None:
    """Each address, each object with its keys, each status that may come."""
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            for parameter in operation.get("parameters", ()):
                assert f"<code>{parameter['name']}</code>" in page
            for status in operation["responses"]:
                assert status in {"200", "304"} or f"<code>{status}</code>" in page
    for schema in told["components"]["schemas"].values():
        for name in schema.get("properties", ()):
            assert f"<code>{name}</code>" in page


def test_all_links_lead_somewhere(page: str) -> None:
    """What an operation gives, and what an object is made of, stands on the page, once."""
    places = re.findall(r'id="(.+?)"', page)
    assert len(places) == len(set(places))
    links = set(re.findall(r'href="#(.+?)"', page))
    assert len(links) > 10
    assert links <= set(places)


def test_every_example_can_be_sent(client: TestClient, page: str) -> None:
    """The commands do what they are shown for; but no such answer is there to be judged."""
    calls = [html.unescape(call) for call in _CALL.findall(page)]
    assert len(calls) == page.count('<section class="call"') - page.count("<h3><code>")
    statuses = {call: _send(client, shlex.split(call)) for call in calls}
    assert [
        call for call, status in statuses.items() if status != 200 and "/feedback" not in call
    ] == []
    assert [status for call, status in statuses.items() if "/feedback" in call] == [404]


def _send(client: TestClient, command: list[str]) -> int:
    """Send what curl would."""
    assert command.pop(0) == "curl"
    (url,) = [part for part in command if part.startswith("http://")]
    query = dict(
        part.split("=", 1) for option, part in pairwise(command) if option == "--data-urlencode"
    )
    assert ("-G" in command) == bool(query)
    if "-d" in command:
        kind = command[command.index("-H") + 1].split(": ")
        body = command[command.index("-d") + 1].encode()
        return client.post(url, content=body, headers=dict([kind])).status_code
    return client.get(url, params=query).status_code


def test_all_is_told_in_words_of_people_and_no_words_are_left_over(told: dict[str, Any]) -> None:
    """Each operation, object and key is described in Chinese; each text of the API is in use."""
    schemas = told["components"]["schemas"]
    operations = [one for methods in told["paths"].values() for one in methods.values()]
    keys = [one for schema in schemas.values() for one in schema.get("properties", {}).values()]
    parameters = [one for operation in operations for one in operation.get("parameters", ())]
    for one in (*operations, *schemas.values(), *keys, *parameters):
        assert re.search(r"[一-鿿]", one["description"]), one
    texts = tomllib.loads((PROJECT / "bot/texts/zh.toml").read_text(encoding="utf-8"))["api"]
    names = {one["operationId"] for one in operations}
    assert set(texts["operations"]) == set(texts["about"]) == names
    assert set(texts["objects"]) == set(schemas)
    own = {name: set(fields) for name, fields in texts["fields"].items()}
    shared = own.pop("any")
    for name, fields in own.items():
        assert fields <= set(schemas[name]["properties"])
    assert shared <= {
        field
        for name, schema in schemas.items()
        for field in schema.get("properties", {})
        if field not in own.get(name, ())
    }
