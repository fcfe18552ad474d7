"""The channel of other assistants, as a client of the protocol uses it."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client, StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent
from pydantic import SecretStr

from bot.answer import Question, item_json, to_json
from bot.bootstrap import open_store
from bot.channels.mcp import build_server
from bot.objects.phrases import phrase_json
from bot.objects.quotations import checked_json
from bot.settings import Settings
from knowledge.errors import StoreError
from knowledge.quotation import check_quotation
from knowledge.readers.source import Source
from knowledge.store.database import sqlite_url
from tests.bot.channels.command.test_command import run
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.assistant import Assistant
    from knowledge.model import Document
    from knowledge.store.documents import DocumentStore
    from tests.bot.channels.command.test_command import Run

    Called = Callable[..., Any]

__all__ = ["run"]

_QUOTED = "健全课后服务保障机制,拓宽课后服务渠道,丰富课后服务供给,提高课后服务覆盖面和育人水平。"
_BUS = (
    "关于印发校车工作要点的通知\n2021年1月2日\n"
    "一、总则\n1.校车。管好校车。\n二、附则\n1.安全。车要查。\n"
)


@pytest.fixture(scope="module")
def command(
    words_cache: Path, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> list[str]:
    """Return the command that a client starts, over a folder of its own."""
    assert assistant.documents
    folder = tmp_path_factory.mktemp("mcp")
    shutil.copytree(words_cache / "cache", folder / "data" / "cache")
    config = folder / "config.toml"
    config.write_text("", encoding="utf-8")
    return [sys.executable, "-m", "bot", "--config", str(config), "mcp"]


@pytest.fixture(scope="module")
def called(command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Called]:
    """Return a function that calls a method of a client, whose server is a process."""
    started = StdioServerParameters(command=command[0], args=command[1:], cwd=PROJECT)
    log = tmp_path_factory.mktemp("log") / "stderr"
    with log.open("w", encoding="utf-8") as errors, start_blocking_portal() as portal:
        client = Client(stdio_client(started, errors), read_timeout_seconds=60)
        with portal.wrap_async_context_manager(client):
            yield lambda method, *arguments: portal.call(getattr(client, method), *arguments)
    assert not log.read_text(encoding="utf-8")


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    """Return a store with the shipped plan, and an older one whose numbers begin anew."""
    url = SecretStr(sqlite_url(tmp_path))
    store = open_store(Settings(folder=tmp_path, database_url=url))
    store.add("bus", Source(_BUS.encode(), _BUS))
    return store


@pytest.fixture
def plan(assistant: Assistant) -> Document:
    """Return the shipped plan."""
    return assistant.documents[0]


def _call(called: Called, tool: str, **arguments: Any) -> tuple[Any, str]:
    """Call a tool that does not fail; return its object and its lines."""
    found = called("call_tool", tool, arguments)
    assert not found.is_error
    return found.structured_content, _told(found)


def _refused(called: Called, tool: str, **arguments: Any) -> str:
    """Call a tool that fails; return what it tells."""
    found = called("call_tool", tool, arguments)
    assert (found.is_error, found.structured_content) == (True, None)
    return _told(found)


def _told(found: CallToolResult) -> str:
    (content,) = found.content
    assert isinstance(content, TextContent)
    return content.text


def _within(assistant: Callable[[], Assistant], store: DocumentStore) -> Called:
    """Return a function that calls a method of a client of a server in this process."""
    server = build_server(assistant, store)

    async def call(method: str, *arguments: Any) -> Any:
        async with Client(server) as client:
            return await getattr(client, method)(*arguments)

    return lambda method, *arguments: asyncio.run(call(method, *arguments))


def test_the_tools_are_described_and_read_only(called: Called) -> None:
    """Four tools are described in Chinese with each parameter, and none changes anything."""
    tools = {tool.name: tool for tool in called("list_tools").tools}
    assert {name: list(tool.input_schema["properties"]) for name, tool in tools.items()} == {
        "ask": ["question", "year"],
        "item": ["number", "document"],
        "verify": ["quotation", "document"],
        "search": ["phrase", "document"],
    }
    assert [tool.input_schema["required"] for tool in tools.values()] == [
        ["question"],
        ["number"],
        ["quotation"],
        ["phrase"],
    ]
    for tool in tools.values():
        assert "一字不差" in str(tool.description)
        assert all(one["description"] for one in tool.input_schema["properties"].values())
        hints = tool.annotations
        assert (hints.read_only_hint, hints.destructive_hint, hints.open_world_hint) == (
            True,
            False,
            False,
        )


def test_an_answer_is_the_object_and_the_card(called: Called, plan: Document) -> None:
    """`ask` returns what `wence ask --json` prints, and the card in lines."""
    found, card = _call(called, "ask", question="放学后没人接孩子怎么办")
    first = found["answers"][0]
    assert (found["outcome"], first["item"]) == ("answer", 21)
    assert plan.text[slice(*first["quote_span"])] == first["quote"] == _QUOTED
    assert first["text"] in plan.text
    lines = card.split("\n")
    assert lines[:3] == [
        "📄 第21条 合力推动“双减”政策高效落实",
        "责任领域:五、突出依法治教,创新推进教育治理体系变革",
        f"“{_QUOTED}”",
    ]
    assert lines[3] == first["text"]
    assert lines[-1] == "2022年鲤城教育工作要点 · 2022-03-29"


def test_an_answer_has_the_keys_of_the_command_line(called: Called, assistant: Assistant) -> None:
    """But for the time that it took, the object is that of the command line."""
    found, _ = _call(called, "ask", question="校园食品安全谁来管", year=2022)
    expected = to_json(assistant.answer(Question("校园食品安全谁来管", year=2022)))
    assert list(found) == list(expected)
    assert found | {"elapsed_ms": 0} == expected | {"elapsed_ms": 0}


def test_what_the_plan_does_not_say_is_not_found(called: Called) -> None:
    """Not to be found is an answer and no error; a year without a document is told."""
    found, card = _call(called, "ask", question="今天天气怎么样")
    assert (found["outcome"], found["answers"]) == ("not_found", [])
    assert card.startswith("未找到:")
    found, card = _call(called, "ask", question="双减", year=1999)
    assert found["absent_year"] == 1999
    assert card.startswith("没有1999年的文件")


@pytest.mark.parametrize("number", [21, "21"])
def test_an_item_is_verbatim(called: Called, plan: Document, number: int | str) -> None:
    """`item` returns the whole item, whether its number is written as a number or as a string."""
    found, lines = _call(called, "item", number=number)
    assert found == item_json(plan.items[20])
    assert plan.text[slice(*found["span"])] == found["text"]
    assert found["text"] in lines.split("\n")


def test_a_quotation_is_checked(called: Called, plan: Document) -> None:
    """`verify` returns what `wence verify --json` prints, and the verdicts in lines."""
    quotation = f"{_QUOTED}进社区活动不少于50场。今天放假。"
    found, lines = _call(called, "verify", quotation=quotation)
    checked = check_quotation(plan, quotation)
    sentences = [checked_json(plan, one) for one in checked]
    assert found == {"document": "licheng-2022", "sentences": json.loads(json.dumps(sentences))}
    verdicts = [one["verdict"] for one in found["sentences"]]
    assert verdicts == ["identical", "changed", "not_found"]
    assert "与原文一字不差  第21条" in lines
    assert "不少于【50】场" in lines


def test_a_phrase_is_looked_up(called: Called, plan: Document) -> None:
    """`search` returns all places of a phrase with the wording around, and in lines."""
    found, lines = _call(called, "search", phrase="双减")
    assert found == phrase_json([plan], "双减")
    assert [place["item"] for place in found["places"]] == [21, 21]
    first, *shown = lines.split("\n")
    assert first == "“双减”出现 2 次。"
    for place, line in zip(found["places"], shown, strict=True):
        words = line.removeprefix("licheng-2022 条目 21:“").removesuffix("”")
        assert words == place["before"] + place["text"] + place["after"]
        assert words in plan.text
    found, lines = _call(called, "search", phrase="火星")
    assert (found["count"], lines) == (0, "原文没有出现“火星”。")
    assert "不在条目中:“" in _call(called, "search", phrase="2022年鲤城教育工作要点")[1]


def test_errors_are_told_in_one_sentence(called: Called) -> None:
    """What is not there is an error of the tool that says what there is; the server goes on."""
    assert _refused(called, "item", number=99) == "licheng-2022 里没有编号为“99”的条目。已有:1…28。"
    unknown = "没有名为“x”的文件。已有:licheng-2022。"
    assert _refused(called, "item", number=1, document="x") == unknown
    assert _refused(called, "verify", quotation=_QUOTED, document="x") == unknown
    assert _refused(called, "search", phrase="双减", document="x") == unknown
    assert _refused(called, "verify", quotation=" \n") == "没有写要核对的引文。请写上一句或几句。"
    assert "number" in _refused(called, "item")
    assert "year" in _refused(called, "ask", question="双减", year="去年")
    assert _call(called, "item", number=1, document="")[0]["item"] == 1


def test_only_the_protocol_goes_to_stdout(command: list[str]) -> None:
    """To a client with the handshake of 2025, each line is a message; it ends with its input."""
    asked: list[dict[str, Any]] = [
        {
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "test", "version": "1"},
            },
        },
        {"method": "notifications/initialized"},
        {
            "id": 2,
            "method": "tools/call",
            "params": {"name": "ask", "arguments": {"question": "?"}},
        },
    ]
    with subprocess.Popen(  # noqa: S603
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as server:
        assert server.stdin
        assert server.stdout
        for message in asked:
            server.stdin.write(json.dumps({"jsonrpc": "2.0"} | message) + "\n")
            server.stdin.flush()
        first, second = (json.loads(server.stdout.readline()) for _ in range(2))
        rest, _ = server.communicate(timeout=60)
    assert (first["id"], second["id"], rest, server.returncode) == (1, 2, "", 0)
    assert first["result"]["protocolVersion"] == "2025-06-18"
    assert first["result"]["serverInfo"]["name"] == "wence"
    assert "一字不差" in first["result"]["instructions"]
    assert second["result"]["structuredContent"]["outcome"] == "not_found"


def test_a_document_is_named(assistant: Assistant, store: DocumentStore) -> None:
    """The newest document is the default of items and quotations, all in force that of phrases."""
    called = _within(lambda: assistant, store)
    assert _call(called, "item", number=1)[0]["document"] == "licheng-2022"
    found, lines = _call(called, "item", number="二1", document="bus")
    assert (found["text"], found["item"]) == ("1.安全。车要查。", "二1")
    assert lines.split("\n")[-1] == "关于印发校车工作要点的通知 · 2021-01-02"
    sentence = _call(called, "verify", quotation="管好校车。", document="bus")[0]["sentences"][0]
    assert (sentence["verdict"], sentence["item"]) == ("identical", "一1")
    of_both = _call(called, "search", phrase="工作要点")[0]
    assert {place["document"] for place in of_both["places"]} == {"bus", "licheng-2022"}
    assert _call(called, "search", phrase="工作要点", document="bus")[0]["count"] == 1
    store.retract("bus")
    assert _call(called, "search", phrase="工作要点")[0]["count"] == of_both["count"] - 1
    assert "bus 已撤下" in _refused(called, "search", phrase="校车", document="bus")


def test_only_questions_wait_for_the_assistant(store: DocumentStore) -> None:
    """Where no assistant is to be had a question is told why; the other tools do without."""

    def unavailable() -> Assistant:
        raise StoreError("database-read", cause="locked")

    called = _within(unavailable, store)
    assert _refused(called, "ask", question="双减") == "读数据库出错(locked)。"
    assert _call(called, "item", number=21)[0]["item"] == 21
    assert _call(called, "verify", quotation=_QUOTED)[0]["sentences"][0]["item"] == 21
    assert _call(called, "search", phrase="双减")[0]["count"] == 2


def test_a_missing_library_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library `wence mcp` ends with code 2 and the line that says how to install it."""
    monkeypatch.delitem(sys.modules, "bot.channels.mcp")
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    ended = run("mcp")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert "pip install 'wence[mcp]'" in ended.err
