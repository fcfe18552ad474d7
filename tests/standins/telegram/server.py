"""The HTTP side: reading requests, ordering faults, writing answers."""

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.standins.telegram.answers import ANSWERS
from tests.standins.telegram.calls import CallLog
from tests.standins.telegram.delivery import UpdateQueue
from tests.standins.telegram.errors import ApiError, reject
from tests.standins.telegram.faults import BAD_GATEWAY, BAD_GATEWAY_PAGE, Fault, FaultQueue
from tests.standins.telegram.parameters import METHODS
from tests.standins.telegram.records import Call, Json, UploadedFile
from tests.standins.telegram.schema import read_parameters
from tests.standins.telegram.state import State
from tests.standins.telegram.webhooks import Webhook

MAX_BODY = 64 * 1024 * 1024


@dataclass
class Outcome:
    """What a call came to before it is put on the wire."""

    status: int
    body: Json

    @property
    def ok(self) -> bool:
        """Whether the call was carried out."""
        return self.status == 200


class ApiServer:
    """The application that answers under `/bot<token>/` and `/file/bot<token>/`."""

    def __init__(
        self, token: str, state: State, queue: UpdateQueue, webhook: Webhook, faults: FaultQueue
    ) -> None:
        """Put the parts together."""
        self.token = token
        self.state = state
        self.queue = queue
        self.webhook = webhook
        self.faults = faults
        self.calls = CallLog(state.changed)
        self.closing = asyncio.Event()
        self._names = {name.lower(): name for name in METHODS}

    def application(self) -> web.Application:
        """Return the aiohttp application."""
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", self._download)
        for verb in ("GET", "POST"):
            app.router.add_route(verb, r"/bot{token:[^/]+}/{method}", self._call)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        given = request.match_info["method"]
        method = self._names.get(given.lower(), given)
        try:
            raw, files = await _read_body(request)
        except ApiError as error:
            self.state.note(method, error.description)
            return web.json_response(error.as_json(), status=error.code)
        at = time.monotonic()
        fault = self.faults.take(method)
        shown = dict(raw)
        if fault is not None and not fault.carried_out:
            ordered = fault.error
            status = ordered.code if ordered else 502 if fault is BAD_GATEWAY else 0
            outcome = Outcome(status, ordered.as_json() if ordered else {})
            # A wrong call is refused and noted when it comes again; here only the types matter.
            with suppress(ApiError, KeyError):
                shown = read_parameters(method, raw)
        else:
            outcome, shown = await self._outcome(request.match_info["token"], method, raw)
        no_answer = fault is not None and fault.carried_out
        self.calls.add(
            Call(
                method=method,
                params=shown,
                at=at,
                status=0 if no_answer else outcome.status,
                ok=outcome.ok,
                answered_at=time.monotonic(),
                description=outcome.body.get("description", ""),
                result=outcome.body.get("result"),
                fault=fault.kind if fault else None,
                files=files,
            )
        )
        return await self._respond(request, outcome, fault)

    async def _outcome(self, token: str, method: str, raw: Json) -> tuple[Outcome, Json]:
        params = dict(raw)
        try:
            self._admit(token, method)
            params = read_parameters(method, raw)
            result = await self._carry_out(method, params)
        except ApiError as error:
            if error.violation:
                self.state.note(method, error.description)
            return Outcome(error.code, error.as_json()), params
        return Outcome(200, {"ok": True, "result": result}), params

    def _admit(self, token: str, method: str) -> None:
        if token != self.token:
            raise ApiError(401, "Unauthorized")
        if method not in METHODS:
            self.state.note(method, "the stand-in has no such method")
            raise ApiError(404, "Not Found")
        if self.state.logged_out:
            raise ApiError(400, "Logged out")

    async def _carry_out(self, method: str, params: Json) -> Any:
        if method == "getUpdates":
            return await self.queue.get_updates(params)
        own = {
            "setWebhook": self.webhook.set,
            "deleteWebhook": self.webhook.delete,
            "getWebhookInfo": self.webhook.info,
        }
        with self.state.changed:
            if method in own:
                return own[method](params)
            return ANSWERS[method](self.state, params)

    async def _respond(
        self, request: web.Request, outcome: Outcome, fault: Fault | None
    ) -> web.StreamResponse:
        if fault is BAD_GATEWAY:
            return web.Response(status=502, text=BAD_GATEWAY_PAGE, content_type="text/html")
        if fault is not None and fault.kind.startswith("drop") and request.transport:
            request.transport.abort()
        elif fault is not None and fault.kind == "hang":
            await self._hold(fault.seconds)
            if not fault.carried_out:
                return web.json_response({"ok": False, "error_code": 504}, status=504)
        return web.json_response(outcome.body, status=outcome.status or 500)

    async def _hold(self, seconds: float) -> None:
        waiting = asyncio.ensure_future(self.closing.wait())
        try:
            await asyncio.wait({waiting}, timeout=seconds)
        finally:
            waiting.cancel()

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return web.json_response(ApiError(401, "Unauthorized").as_json(), status=401)
        file_id = request.match_info["path"].removeprefix("documents/").partition(".")[0]
        with self.state.lock:
            stored = self.state.files.get(file_id)
        if stored is None:
            return web.json_response(ApiError(404, "Not Found").as_json(), status=404)
        return web.Response(body=stored.data, content_type="application/octet-stream")


async def _read_body(request: web.Request) -> tuple[Json, dict[str, UploadedFile]]:
    raw: Json = dict(request.query)
    files: dict[str, UploadedFile] = {}
    if request.content_type == "application/json":
        try:
            given = dict(json.loads(await request.text() or "{}"))
        except (TypeError, ValueError):
            reject("can't parse JSON object")
        raw.update({name: value for name, value in given.items() if value is not None})
        return raw, files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            data = value.file.read()
            files[name] = UploadedFile(value.filename, data, value.content_type)
            raw[name] = files[name]
        else:
            raw[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    attached = {name: raw.get(str(value)[9:]) for name, value in raw.items() if _attached(value)}
    for name, upload in attached.items():
        if isinstance(upload, UploadedFile):
            raw.pop(str(raw[name])[9:])
            raw[name] = upload
    return raw, files


def _attached(value: object) -> bool:
    return isinstance(value, str) and value.startswith("attach://")
