"""The web application: the API and the pages behind one guard."""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from bot.channels.web.answering import Answering
from bot.channels.web.api import ANSWER_HEADER, api_router, health_router
from bot.channels.web.api_documents import documents_router
from bot.channels.web.guard import Guard
from bot.channels.web.pages import page_router
from bot.channels.web.problems import install
from bot.texts import text

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from bot.backend import Backend
    from bot.settings import Settings

# Bytes; less does not get smaller.
_WORTH_PACKING = 1000


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
    )
    answering = Answering(backend)
    app.include_router(api_router(backend, answering))
    app.include_router(documents_router(backend))
    app.include_router(health_router(backend))
    app.include_router(page_router(backend, answering, settings.web, settings.journal))
    app.mount("/static", StaticFiles(directory=str(files("bot.pages") / "static")), name="static")
    install(app)
    guarded: ASGIApp = GZipMiddleware(app, minimum_size=_WORTH_PACKING)
    if settings.web.allowed_origins:
        guarded = CORSMiddleware(
            guarded,
            allow_origins=settings.web.allowed_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=[ANSWER_HEADER, "ETag"],
            max_age=3600,
        )
    return Guard(guarded, settings.web)
