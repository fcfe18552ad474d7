"""The page that finds a phrase word for word, as somebody types it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bot.cards import document_title, item_name
from bot.channels.web.html import show, wants_fragment
from bot.channels.web.reading import missing
from bot.channels.web.views import document_path, item_path, revision_in
from bot.naming import find_item
from bot.objects.phrases import phrase_json
from bot.texts import text
from knowledge.errors import UnknownDocumentError
from retrieval.occurrences import longest_common

if TYPE_CHECKING:
    from bot.channels.web.stock import Stock
    from knowledge.model import Document

_LONGEST = 200
# As many places are read by nobody; the count tells how many there are.
_MOST_PLACES = 200
_Phrase = Annotated[str, Query()]


def searching_router(stock: Stock) -> APIRouter:
    """Return the route of the page."""
    router = APIRouter(include_in_schema=False, default_response_class=Response)

    @router.api_route("/search", methods=["GET", "HEAD"])
    def search(request: Request, q: _Phrase = "", document: _Phrase = "") -> Response:
        phrase, chosen = q.strip()[:_LONGEST], stock.documents
        within = None
        if document:
            try:
                chosen = (stock.document(document),)
            except UnknownDocumentError as error:
                return missing(stock, error)
            within = document, document_title(chosen[0])
        at = revision_in(document)
        values = _search_values(chosen, phrase, at) | {"phrase": phrase, "within": within}
        return show("places" if wants_fragment(request) else "search", **values)

    return router


def _place(document_text: str, place: dict[str, Any]) -> dict[str, Any]:
    """Return a place with whether its line was cut before and behind what is shown."""
    start, end = place["span"]
    before = document_text[: start - len(place["before"])]
    after = document_text[end + len(place["after"]) :]
    return place | {
        "cut_before": bool(before) and not before.endswith("\n"),
        "cut_after": bool(after) and not after.startswith("\n"),
    }


def _search_values(documents: tuple[Document, ...], phrase: str, at: str | None) -> dict[str, Any]:
    found = phrase_json(documents, phrase, _MOST_PLACES)
    named = {one.name: one for one in documents}
    groups = []
    for (name, number), places in groupby(
        found["places"], key=lambda one: (one["document"], one["item"])
    ):
        document = named[name]
        item = None if number is None else find_item(document, str(number))
        title = item_name(item) if item else text("web.outside")
        if len(documents) > 1 or document.meta.draft:
            title = text("card.elsewhere", item=title, title=document_title(document))
        path = item_path(item, at) if item else document_path(document, at)
        groups.append((title, path, [_place(document.text, one) for one in places]))
    nearest = ""
    if phrase and not found["count"]:
        parts = ((one.text, longest_common(one.text, phrase)) for one in documents)
        nearest = next((spans[0].of(words) for words, spans in parts if spans), "")
    return {
        "count": found["count"],
        "groups": groups,
        "most": _MOST_PLACES,
        "nearest": nearest,
        "documents": documents,
    }
