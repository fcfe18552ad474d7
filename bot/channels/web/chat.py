"""The chat: a page that works by forms alone, in a window of its own or in that of another site."""

from __future__ import annotations

import asyncio
import re
import secrets
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.answer import Question
from bot.cards import document_title
from bot.channels.web.answering import CHANNEL, CONVERSATION, Answering
from bot.channels.web.embedding import looks_of
from bot.channels.web.html import base_of, show, wants_fragment
from bot.channels.web.views import card_view
from bot.dialogues import Speaker
from bot.journal import REASONS
from bot.texts import text
from knowledge.journal import Vote
from retrieval.understanding.requests import ItemRequest

if TYPE_CHECKING:
    from bot.backend import Backend
    from bot.channels.web.stock import Stock
    from bot.dialogues import Said
    from bot.settings import WebSettings

_LONGEST = 500
_RANDOM_BYTES = 16
_LOOKS = {"action": "/ask", "begin": "/", "greeting": "", "style": ""}
_Asked = Annotated[str, Query()]
_Typed = Annotated[str, Form()]


class _Judged(BaseModel):
    """What a form says of an answer, and what had been asked."""

    vote: Vote
    answer: str = ""
    conversation: str = ""
    reason: str = ""
    asked: str = ""


class _Chat:
    """Shows a conversation, in the page or in the frame that other sites hold."""

    def __init__(
        self, backend: Backend, stock: Stock, answering: Answering, settings: WebSettings
    ) -> None:
        self._dialogues = backend.dialogues
        self._stock = stock
        self._answering = answering
        self._settings = settings

    async def begin(self, request: Request) -> Response:
        """Show the page with nothing asked yet."""
        documents = await asyncio.to_thread(lambda: self._stock.documents)
        values = self._looks(request) | {
            "documents": documents,
            "question": "",
            "card": None,
        }
        return show("chat", **values, conversation=_conversation(""), too_long=False)

    async def ask(self, request: Request, words: str, item: str, given: str) -> Response:
        """Answer a question, or show an item that was chosen by ``name/number``.

        Who is sent here by another site begins a conversation: that site may know the id it gave.
        """
        conversation = _conversation(given if self._is_own(request) else "")
        if not (words.strip() or item):
            return RedirectResponse(str(self._looks(request)["begin"]), 303)
        if len(words) > _LONGEST:
            return self._show(request, conversation, words, None, 422)
        if item:
            name, _, number = item.partition("/")
            found = await asyncio.to_thread(self._stock.item, name, number)
            asked = ItemRequest(keys=(found.key,))
            speaker = Speaker(CHANNEL, conversation, conversation)
            said = await asyncio.to_thread(self._dialogues.open, asked, speaker, name)
            words = text("card.item", number=found.number, title=found.title)
        else:
            said = await self._answering.answer(Question(words), conversation)
        return self._show(request, conversation, words, said)

    async def vote(self, request: Request, judged: _Judged) -> Response:
        """Keep what somebody thinks of an answer, and ask what is wrong with a bad one."""
        if not self._is_own(request):
            raise HTTPException(403)
        conversation, vote = _conversation(judged.conversation), judged.vote
        why = judged.reason if vote is Vote.DOWN and judged.reason in REASONS else None
        kept = await asyncio.to_thread(self._answering.vote, judged.answer, conversation, vote, why)
        values = {
            "conversation": conversation,
            "answer": judged.answer,
            "kept": kept,
            "asked": judged.asked[:_LONGEST],
            "reasons": REASONS if kept and vote is Vote.DOWN and not why else (),
        }
        status = 200 if kept else 404
        if wants_fragment(request):
            return show("voted", status, **values)
        return show("feedback", status, **values, **_LOOKS, too_long=False)

    def _show(
        self,
        request: Request,
        conversation: str,
        words: str,
        said: Said | None,
        status: int = 200,
    ) -> Response:
        card = None if said is None else card_view(said.answer, base_of(request, self._settings))
        votes = said is not None and not said.answer.courtesy
        values = self._looks(request) | {
            "question": words,
            "card": card,
            "answer": self._answering.name(said, conversation) if said and votes else None,
            "conversation": conversation,
            "too_long": said is None,
            "documents": (),
        }
        return show("card" if wants_fragment(request) else "chat", status, **values)

    def _is_own(self, request: Request) -> bool:
        """Tell whether a form was sent by one of these pages, as far as the browser says."""
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site in {"same-origin", "none"}
        origin = request.headers.get("origin", "null")
        # Browsers without Sec-Fetch-Site send "null" for pages that send no referrer, as these do.
        if origin in {"null", self._settings.public_url}:
            return True
        return urlsplit(origin).netloc == request.headers.get("host")

    def _looks(self, request: Request) -> dict[str, object]:
        framed = request.url.path == "/widget"
        looks = looks_of(request) if framed else _LOOKS
        return looks | {
            "framed": framed,
            "longest": _LONGEST,
            "title_of": document_title,
            "answer": None,
        }


def chat_router(
    backend: Backend, stock: Stock, answering: Answering, settings: WebSettings
) -> APIRouter:
    """Return the routes of the chat."""
    router = APIRouter(include_in_schema=False, default_response_class=Response)
    chat = _Chat(backend, stock, answering, settings)

    @router.api_route("/", methods=["GET", "HEAD"])
    @router.get("/widget")
    async def begin(request: Request) -> Response:
        return await chat.begin(request)

    @router.get("/ask")
    async def ask_by_link(request: Request, q: _Asked = "") -> Response:
        return await chat.ask(request, q, "", "")

    @router.post("/ask")
    @router.post("/widget")
    async def ask(
        request: Request, q: _Typed = "", item: _Typed = "", conversation: _Typed = ""
    ) -> Response:
        return await chat.ask(request, q, item, conversation)

    @router.post("/feedback")
    async def vote(request: Request, judged: Annotated[_Judged, Form()]) -> Response:
        return await chat.vote(request, judged)

    return router


def _conversation(given: str) -> str:
    """Return the id of a conversation, a new one where none was given that can be one."""
    if re.fullmatch(CONVERSATION, given):
        return given
    return secrets.token_urlsafe(_RANDOM_BYTES)
