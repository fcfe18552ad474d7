"""A local stand-in of the Bot API: real HTTP, the rules that matter here, faults on command."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "123456789:AAstandinSecretPartOfTheToken_0123456789"  # noqa: S105 - belongs to no bot
_ALLOWED_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler", "span"}
_LONGEST = 4096


@dataclass(frozen=True)
class Call:
    """One call of a method with its parameters and the status that answered it."""

    method: str
    parameters: dict[str, Any]
    status: int


@dataclass
class _State:
    calls: list[Call] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    faults: dict[str, list[web.Response]] = field(default_factory=dict)
    next_id: int = 1


class TelegramStandIn:
    """Serves the Bot API on a free port of this machine while its ``with`` block runs."""

    def __init__(self) -> None:
        """Prepare; nothing is opened yet."""
        self._state = _State()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.base_url = ""

    def __enter__(self) -> Self:
        """Open the port."""
        self._thread.start()
        port = asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        self.base_url = f"http://127.0.0.1:{port}/bot"
        return self

    def __exit__(self, *_: object) -> None:
        """Close the port and end the thread."""
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def write(self, words: str, *, chat_type: str = "private") -> None:
        """Let a person write ``words`` to the bot."""
        entities = []
        if words.startswith("/"):
            length = len(words.split(maxsplit=1)[0])
            entities = [{"type": "bot_command", "offset": 0, "length": length}]
        self._add({"text": words, "entities": entities}, chat_type)

    def send_photo(self) -> None:
        """Let a person send a picture to the bot."""
        size = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
        self._add({"photo": [size]}, "private")

    def refuse_next(
        self, method: str, code: int, description: str, *, retry_after: int | None = None
    ) -> None:
        """Answer the next call of ``method`` with an error instead of carrying it out."""
        body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if retry_after is not None:
            body["parameters"] = {"retry_after": retry_after}
        fault = web.json_response(body, status=code)
        self._state.faults.setdefault(method, []).append(fault)

    def calls(self, method: str) -> list[Call]:
        """Return the calls of ``method`` so far."""
        return [call for call in self._state.calls if call.method == method]

    def sent(self) -> list[str]:
        """Return the texts of the messages that were accepted, in order."""
        return [c.parameters["text"] for c in self.calls("sendMessage") if c.status < 300]

    def wait_for(self, done: Callable[[TelegramStandIn], bool], seconds: float = 20) -> None:
        """Wait until ``done`` holds; fail with the calls seen so far."""
        end = time.monotonic() + seconds
        while not done(self):
            seen = [(call.method, call.status) for call in self._state.calls]
            assert time.monotonic() < end, f"not within {seconds} s; calls: {seen}"
            time.sleep(0.02)

    def _add(self, content: dict[str, Any], chat_type: str) -> None:
        state = self._state
        number = state.next_id
        state.next_id += 1
        person = {"id": 42, "is_bot": False, "first_name": "林", "language_code": "zh-hans"}
        chat = {"id": 42, "type": chat_type, "first_name": "林", "title": "家长群"}
        message = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": person}
        state.updates.append({"update_id": number, "message": message | content})

    async def _open(self) -> int:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port: int = self._runner.addresses[0][1]
        return port

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        parameters = {key: _read(value) for key, value in (await request.post()).items()}
        if request.match_info["token"] != TOKEN:
            return _error(401, "Unauthorized")
        faults = self._state.faults.get(method)
        response = faults.pop(0) if faults else await self._carry_out(method, parameters)
        self._state.calls.append(Call(method, parameters, response.status))
        return response

    async def _carry_out(self, method: str, parameters: dict[str, Any]) -> web.Response:
        if method == "getMe":
            me = {"id": 7, "is_bot": True, "first_name": "问策", "username": "wence_bot"}
            return _ok(me)
        if method == "getUpdates":
            return await self._updates(parameters)
        if method == "deleteWebhook":
            return _ok(result=True)
        if method == "sendMessage":
            return self._send(parameters)
        return _error(404, "Not Found: method not found")

    async def _updates(self, parameters: dict[str, Any]) -> web.Response:
        offset = int(parameters.get("offset", 0))
        self._state.updates = [u for u in self._state.updates if u["update_id"] >= offset]
        for _ in range(20 * int(parameters.get("timeout", 0))):
            if self._state.updates:
                break
            await asyncio.sleep(0.05)
        return _ok(self._state.updates)

    def _send(self, parameters: dict[str, Any]) -> web.Response:
        known = {"chat_id", "text", "parse_mode", "link_preview_options", "entities"}
        if unknown := parameters.keys() - known:
            return _error(400, f"Bad Request: unknown parameters {sorted(unknown)}")
        text = str(parameters["text"])
        plain = text
        if parameters.get("parse_mode") == "HTML":
            parser = _TelegramHTML()
            try:
                parser.feed(text)
                parser.close()
            except ValueError as error:
                return _error(400, f"Bad Request: can't parse entities: {error}")
            plain = parser.plain
            if parser.open:
                return _error(400, f"Bad Request: can't parse entities: open {parser.open}")
        length = len(plain.encode("utf-16-le")) // 2
        if not plain.strip():
            return _error(400, "Bad Request: message text is empty")
        if length > _LONGEST:
            return _error(400, "Bad Request: message is too long")
        chat = {"id": parameters["chat_id"], "type": "private"}
        return _ok({"message_id": 1, "date": 1_700_000_000, "chat": chat, "text": plain})


class _TelegramHTML(HTMLParser):
    """Parses Telegram's HTML: known tags only, each closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.plain = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ALLOWED_TAGS:
            msg = f"Unsupported start tag {tag!r} {attrs}"
            raise ValueError(msg)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            msg = f"Unmatched end tag {tag!r}"
            raise ValueError(msg)

    def handle_data(self, data: str) -> None:
        self.plain += data


def plain_text(html: str) -> str:
    """Return what a person sees of a message in Telegram's HTML."""
    parser = _TelegramHTML()
    parser.feed(html)
    parser.close()
    return parser.plain


def _read(value: object) -> Any:
    try:
        return json.loads(str(value)) if str(value)[:1] in "[{" else str(value)
    except ValueError:
        return str(value)


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(code: int, description: str) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    return web.json_response(body, status=code)
