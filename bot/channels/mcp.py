"""The channel of other assistants: tools of the Model Context Protocol, over stdin and stdout.

The library is optional (``wence[mcp]``); importing this module needs it.
"""

from __future__ import annotations

from functools import wraps
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

from mcp.server import MCPServer
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from bot.answer import Question, item_json, to_json
from bot.cards import Block, BlockKind, to_card
from bot.cards.blocks import item_head, source
from bot.errors import InputError, describe
from bot.naming import find_item
from bot.objects.phrases import phrase_json
from bot.objects.quotations import checked_json
from bot.quotations import report
from bot.texts import text
from knowledge.errors import WenceError
from knowledge.quotation import check_quotation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.assistant import Assistant
    from knowledge.store.documents import DocumentStore

_Called = ParamSpec("_Called")

# What the library reads of a tool's signature, and tells the assistant that is to call it.
_Asked = Annotated[str, Field(description=text("mcp.question"))]
_Year = Annotated[int | None, Field(description=text("mcp.year"))]
_Number = Annotated[int | str, Field(description=text("mcp.number"))]
_Quotation = Annotated[str, Field(description=text("mcp.quotation"))]
_Phrase = Annotated[str, Field(description=text("mcp.phrase"))]
_Newest = Annotated[str | None, Field(description=text("mcp.newest"))]
_Among = Annotated[str | None, Field(description=text("mcp.among"))]

_READS_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def serve(assistant: Callable[[], Assistant], store: DocumentStore) -> None:
    """Serve one client until it closes stdin; nothing but the protocol goes to stdout."""
    build_server(assistant, store).run("stdio")


def build_server(assistant: Callable[[], Assistant], store: DocumentStore) -> MCPServer:
    """Build the server with its four tools, none of which changes or records anything.

    A question waits for what ``assistant`` returns, the other tools do not.
    """
    # At its own level the library would log what is asked.
    server: MCPServer = MCPServer(
        "wence",
        instructions=text("mcp.instructions"),
        version=version("wence"),
        log_level="WARNING",
    )
    tools = _Tools(assistant, store)
    described: list[tuple[Callable[..., CallToolResult], str]] = [
        (tools.ask, text("mcp.ask")),
        (tools.item, text("mcp.item")),
        (tools.verify, text("mcp.verify")),
        (tools.search, text("mcp.search")),
    ]
    for tool, description in described:
        server.add_tool(tool, description=description, annotations=_READS_ONLY)
    return server


def _telling(tool: Callable[_Called, CallToolResult]) -> Callable[_Called, CallToolResult]:
    """Have a tool tell its errors as the command line does, without the library's own words."""

    @wraps(tool)
    def call(*arguments: _Called.args, **named: _Called.kwargs) -> CallToolResult:
        try:
            return tool(*arguments, **named)
        except WenceError as error:
            told = TextContent(type="text", text=describe(error))
            return CallToolResult(content=[told], is_error=True)

    return call


class _Tools:
    """What is called: each returns an object for programs and the same in lines for models."""

    def __init__(self, assistant: Callable[[], Assistant], store: DocumentStore) -> None:
        self._assistant = assistant
        self._store = store

    @_telling
    def ask(self, question: _Asked, year: _Year = None) -> CallToolResult:
        answer = self._assistant().answer(Question(question, year=year))
        return _result(to_json(answer), _lines(to_card(answer)))

    @_telling
    def item(self, number: _Number, document: _Newest = None) -> CallToolResult:
        found = find_item(self._store.get(document or None), str(number))
        wording = Block(BlockKind.VERBATIM, found.text)
        card = (*item_head(found), wording, source(found.document))
        return _result(item_json(found), _lines(card))

    @_telling
    def verify(self, quotation: _Quotation, document: _Newest = None) -> CallToolResult:
        found = self._store.get(document or None)
        checked = check_quotation(found, quotation)
        if not checked:
            raise InputError("no-quotation")
        sentences = [checked_json(found, one) for one in checked]
        lines = [*(report(found, one) for one in checked), source(found).text]
        return _result({"document": found.name, "sentences": sentences}, lines)

    @_telling
    def search(self, phrase: _Phrase, document: _Among = None) -> CallToolResult:
        among = (self._store.get(document),) if document else self._store.all()
        found = phrase_json(among, phrase)
        key = "facts.phrase" if found["count"] else "facts.no_phrase"
        lines = [text(key, of=phrase, value=found["count"]), *map(_place, found["places"])]
        return _result(found, lines)


def _place(place: dict[str, Any]) -> str:
    words = place["before"] + place["text"] + place["after"]
    key = "mcp.outside" if place["item"] is None else "mcp.place"
    return text(key, document=place["document"], item=place["item"], words=words)


def _lines(card: Iterable[Block]) -> list[str]:
    return [
        text("card.quote", quote=block.text) if block.kind is BlockKind.QUOTE else block.text
        for block in card
    ]


def _result(found: dict[str, Any], lines: Iterable[str]) -> CallToolResult:
    told = TextContent(type="text", text="\n".join(lines))
    return CallToolResult(content=[told], structured_content=found)
