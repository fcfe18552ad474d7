"""The web application: the API and the pages behind one guard."""

from __future__ import annotations

import re
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from bot.channels.web.answering import Answering
from bot.channels.web.api import asking_router, checking_router, health_router
from bot.channels.web.api_documents import documents_router
from bot.channels.web.chat import chat_router
from bot.channels.web.description import ANSWER_HEADER, describe
from bot.channels.web.embedding import embedding_router
from bot.channels.web.guard import Guard
from bot.channels.web.pictures import pictures_router
from bot.channels.web.problems import install
from bot.channels.web.reading import reading_router
from bot.channels.web.reference import reference_router
from bot.channels.web.searching import searching_router
from bot.channels.web.stock import Stock
from bot.pages import asset_version
from bot.texts import text

if TYPE_CHECKING:
    from os import stat_result

    from starlette.responses import Response
    from starlette.staticfiles import PathLike
    from starlette.types import ASGIApp, Receive, Scope, Send

    from bot.backend import Backend
    from bot.settings import Settings

# Bytes; less does not get smaller.
_WORTH_PACKING = 1000
# Higher ones take several times as long for a few bytes, and others wait.
_LEVEL = 5
_ACCEPTED, _REFUSED = b"accept-encoding", re.compile(rb"gzip *; *q=0(?:\.0*)? *(?:,|$)")


class _Assets(StaticFiles):
    """Static files; what is asked for by its hash never changes."""

    def file_response(
        self, full_path: PathLike, stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return a file, to be kept for as long as its address names its contents."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        # Another version is being served elsewhere where the hash is another one.
        named = scope["query_string"] == f"v={asset_version(Path(full_path).name)}".encode()
        kept = "public, max-age=31536000, immutable" if named else "no-cache"
        response.headers["Cache-Control"] = kept
        return response


class _Packing:
    """Packs what is sent to those who say that they take it; others need not pass through."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._packed = GZipMiddleware(app, minimum_size=_WORTH_PACKING, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        takes = any(
            b"gzip" in value and not _REFUSED.search(value)
            for name, value in scope["headers"]
            if name == _ACCEPTED
        )
        await (self._packed if takes else self._plain)(scope, receive, send)


def build_app(backend: Backend, settings: Settings) -> ASGIApp:
    """Build the application over ``backend``; nothing is opened before it is served."""
    app = FastAPI(
        title="问策 wence",
        version=version("wence"),
        summary=text("web.api_summary"),
        description=text("web.api_description"),
        # The pages that come with the library load their scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        # They would lead to whatever host is named.
        redirect_slashes=False,
    )
    answering, stock, web = Answering(backend), Stock(backend.documents), settings.web
    # Included routers are asked in turn which of their routes it is, and then once more.
    app.router.routes += [
        *asking_router(answering).routes,
        *checking_router(stock, answering).routes,
        *documents_router(backend, stock).routes,
        *health_router(stock).routes,
        *chat_router(backend, stock, answering, web).routes,
        *pictures_router(stock, web).routes,
        *searching_router(stock).routes,
        *reading_router(stock, web, settings.journal).routes,
        *embedding_router().routes,
        # Called when the page is opened: the other routes are described by then.
        *reference_router(lambda: app.openapi(), web).routes,  # noqa: PLW0108
    ]
    app.mount("/static", _Assets(directory=str(files("bot.pages") / "static")), name="static")
    install(app)
    describe(app)
    guarded = Guard(_Packing(app), web)
    if not web.allowed_origins:
        return guarded
    # Around the guard: pages of other sites are to read why something was refused.
    return CORSMiddleware(
        guarded,
        allow_origins=web.allowed_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "If-None-Match"],
        expose_headers=[ANSWER_HEADER, "ETag", "Retry-After"],
        max_age=3600,
    )
