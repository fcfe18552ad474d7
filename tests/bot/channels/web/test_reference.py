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
    for name, schema in told["components"]["schemas"].items():
        for key in schema.get("properties", ()):
            assert f"<code>{key}</code>" in _section(page, name, told)


def _section(page: str, name: str, told: dict[str, Any]) -> str:
    """Return what tells of an object: a section of its own, or the operation that takes it."""
    operations = [one for methods in told["paths"].values() for one in methods.values()]
    # The closing mark keeps names that begin alike apart.
    takes = f"#/components/schemas/{name}'"
    taking = (one["operationId"] for one in operations if takes in str(one.get("requestBody")))
    place = next(taking, name)
    return page.split(f'id="{place}"')[1].split("</section>", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("place", "name", "kind"),
    [
        ("ask", "q", "字符串,1 到 1000 字 · 必填"),
        ("ask", "year", "整数,1949 到 2999 · 选填"),
        ("Answer", "answers", "ShownItem 的列表"),
        ("Answer", "absent_year", "整数 或 null"),
        ("Answer", "documents", "字符串 的列表"),
        ("AreaOfDocument", "items", "(整数 或 字符串) 的列表"),
        ("Compared", "old", "Version 或 null"),
        ("feedback", "vote", '"up" 或 "down" · 必填'),
        ("Kept", "kept", "true"),
    ],
)
def test_what_a_value_may_be_is_told(page: str, place: str, name: str, kind: str) -> None:
    """Types, lists of them, words to choose from, how long and how large."""
    section = page.split(f'id="{place}"')[1].split("</section>", maxsplit=1)[0]
    told = section.split(f"<code>{name}</code>")[1].split("</dt>")[0]
    assert html.unescape(re.sub("<.*?>", "", told)).strip() == kind


@pytest.mark.parametrize(("name", "gives"), [("item", "Item"), ("items", "Item 的列表")])
def test_one_and_many_are_told_apart(page: str, name: str, gives: str) -> None:
    """What comes back is one object, or a list."""
    section = page.split(f'id="{name}"')[1].split("</section>", maxsplit=1)[0]
    assert re.sub("<.*?>", "", section.split("返回:")[1].split("</p>")[0]).strip() == gives


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
