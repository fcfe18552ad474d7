"""The HTTP API, version 1: asking, checking, feedback, health."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.answer import Question, to_json
from bot.channels.web import schemas
from bot.channels.web.description import ANSWER_HEADER, answers, name_of, parameters, responses
from bot.channels.web.queries import QueryRoute, read_query
from bot.channels.web.replies import reply
from bot.errors import InputError
from bot.objects.quotations import checked_json
from knowledge.journal import Vote
from knowledge.quotation import check_quotation

if TYPE_CHECKING:
    from bot.channels.web.answering import Answering
    from bot.channels.web.stock import Stock

_PREFIX = "/api/v1"
_HEALTH = responses(schemas.Health)


def asking_router(answering: Answering) -> APIRouter:
    """Return the route by which questions are asked."""
    router = APIRouter(
        prefix=_PREFIX,
        route_class=QueryRoute,
        default_response_class=Response,
        tags=["asking"],
        generate_unique_id_function=name_of,
    )

    @router.get(
        "/ask",
        responses=answers(schemas.Answer),
        openapi_extra=parameters(schemas.Asked),
    )
    async def ask(request: Request) -> Response:
        """Answer a question in plain words; with a conversation, in the light of the last one.

        The header `Wence-Answer` names the answer for `feedback`.
        """
        asked = read_query(schemas.Asked, request)
        said = await answering.answer(Question(asked.q, year=asked.year), asked.conversation)
        name = answering.name(said, asked.conversation)
        headers = {"Cache-Control": "no-store"} | ({ANSWER_HEADER: name} if name else {})
        return reply(to_json(said.answer), headers)

    return router


def checking_router(stock: Stock, answering: Answering) -> APIRouter:
    """Return the routes by which quotations and answers are judged, and the API's health told."""
    router = APIRouter(
        prefix=_PREFIX,
        default_response_class=Response,
        tags=["asking"],
        generate_unique_id_function=name_of,
    )
    # A long quotation takes as long as many answers: it holds up other quotations only.
    checker = ThreadPoolExecutor(1, "quotations")

    @router.post(
        "/verify",
        responses=responses(list[schemas.Checked], 404, 415),
    )
    async def verify(quotation: schemas.Quotation) -> Response:
        """Hold each sentence of a quotation against the document's wording."""

        def check() -> Response:
            found = stock.document(quotation.document)
            checked = check_quotation(found, quotation.quotation)
            return reply([checked_json(found, one) for one in checked])

        return await asyncio.get_running_loop().run_in_executor(checker, check)

    @router.post(
        "/feedback",
        responses=responses(schemas.Kept, 404, 415),
    )
    def feedback(given: schemas.Feedback) -> Response:
        """Keep 👍 or 👎, once a conversation and answer; a later one takes the place of it."""
        vote = Vote(given.vote)
        if not answering.vote(given.answer, given.conversation, vote, given.reason):
            raise InputError("unknown-answer")
        return reply({"kept": True})

    @router.get("/health", responses=_HEALTH)
    def health() -> Response:
        return _health(stock)

    return router


def health_router(stock: Stock) -> APIRouter:
    """Return the route that tells whether answers are given, where such is looked for."""
    router = APIRouter(
        default_response_class=Response, tags=["asking"], generate_unique_id_function=name_of
    )

    @router.get("/healthz", responses=_HEALTH)
    def healthz() -> Response:
        return _health(stock)

    return router


def _health(stock: Stock) -> Response:
    told = {"status": "ok", "documents": len(stock.documents), "version": version("wence")}
    return reply(told, {"Cache-Control": "no-store"})
