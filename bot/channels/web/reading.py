"""Pages to read: documents, their items, the places of a phrase, what is kept."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from bot.cards import item_name
from bot.channels.web.html import base_of, show, show_cached, wants_fragment
from bot.channels.web.stock import Stock
from bot.channels.web.views import (
    area_anchor,
    area_path,
    citation,
    document_path,
    item_path,
    pieces,
)
from bot.errors import InputError
from bot.naming import find_item
from bot.objects.phrases import phrase_json
from bot.texts import text
from knowledge.errors import UnknownDocumentError
from knowledge.sentences import sentences
from knowledge.store.naming import SHORT
from retrieval.occurrences import longest_common

if TYPE_CHECKING:
    from bot.backend import Backend
    from bot.settings import JournalSettings, WebSettings
    from knowledge.model import Document, Item

_LONGEST = 200
# As many places are read by nobody; the count tells how many there are.
_MOST_PLACES = 200
_Phrase = Annotated[str, Query()]


class Reading:
    """Finds what a page is to show."""

    def __init__(self, backend: Backend) -> None:
        """Find what ``backend`` has."""
        self._store = backend.documents
        self.stock = Stock(backend)

    def item(self, name: str, number: str) -> Item:
        """Return an item; raises UnknownDocumentError and InputError, naming what there is."""
        return find_item(self.stock.document(name), number)

    def standing(self, document: Document, named: str) -> str:
        """Tell what is to be known of a revision that was named by its digits, "" if nothing."""
        if "@" not in named:
            return ""
        in_force = {one.name: one.sha256 for one in self.stock.documents}
        if document.name not in in_force:
            return text("web.retracted_revision")
        return "" if in_force[document.name] == document.sha256 else text("web.old_revision")

    def missing(self, error: UnknownDocumentError) -> Response:
        """Return the page that says that a document is not there, and which ones are."""
        gone = error.reason == "retracted-document"
        detail = text("web.retracted" if gone else "web.no_such_document")
        links = [(_title(one), document_path(one)) for one in self.stock.documents]
        title = text("web.status_410" if gone else "web.status_404")
        status = 410 if gone else 404
        return show("missing", status, title=title, detail=detail, links=links)


def reading_router(backend: Backend, settings: WebSettings, journal: JournalSettings) -> APIRouter:
    """Return the routes of the pages to read."""
    router = APIRouter(include_in_schema=False, default_response_class=Response)
    reading = Reading(backend)

    @router.api_route("/d", methods=["GET", "HEAD"])
    def documents(request: Request) -> Response:
        found = reading.stock.documents
        if len(found) == 1:
            return RedirectResponse(document_path(found[0]), headers={"Cache-Control": "no-cache"})
        rows = [(_title(one), document_path(one)) for one in found]
        return show_cached(request, "documents", rows=rows)

    @router.api_route("/d/{named}", methods=["GET", "HEAD"])
    def document(request: Request, named: str) -> Response:
        try:
            found = reading.stock.document(named)
        except UnknownDocumentError as error:
            return reading.missing(error)
        at = _revision(named)
        values = _document_values(found, at) | {
            "standing": reading.standing(found, named),
            "url": base_of(request, settings) + document_path(found, at),
        }
        return show_cached(request, "document", **values)

    @router.api_route("/d/{named}/{number}", methods=["GET", "HEAD"])
    def item(request: Request, named: str, number: str) -> Response:
        try:
            found = reading.item(named, number)
        except UnknownDocumentError as error:
            return reading.missing(error)
        except InputError:
            whole = reading.stock.document(named)
            at = _revision(named)
            detail = text("web.no_such_item", title=whole.meta.plan_title, count=len(whole.items))
            links = [(item_name(one), item_path(one, at)) for one in whole.items]
            title = text("web.status_404")
            return show("missing", 404, title=title, detail=detail, links=links)
        at = _revision(named)
        values = _item_values(found, at, base_of(request, settings)) | {
            "standing": reading.standing(found.document, named)
        }
        return show_cached(request, "item", **values)

    @router.api_route("/search", methods=["GET", "HEAD"])
    def search(request: Request, q: _Phrase = "") -> Response:
        phrase = q.strip()[:_LONGEST]
        values = _search_values(reading.stock.documents, phrase) | {"phrase": phrase}
        return show("places" if wants_fragment(request) else "search", **values)

    @router.api_route("/privacy", methods=["GET", "HEAD"])
    def privacy(request: Request) -> Response:
        return show_cached(request, "privacy", recorded=journal.enabled, days=journal.days)

    return router


def _revision(named: str) -> str | None:
    """Return the revision that an address names, None where it names what is in force."""
    return named if "@" in named else None


def _title(document: Document) -> str:
    issued = document.meta.issued_on
    date = issued.isoformat() if issued else text("card.undated")
    return text("card.source", title=document.meta.plan_title, date=date)


def _about(document: Document) -> dict[str, Any]:
    """Return what is told of the document beside what is shown of it."""
    issued, meta = document.meta.issued_on, document.meta
    return {
        "title": meta.plan_title,
        "issued_on": issued.isoformat() if issued else text("card.undated"),
        "issuer": "、".join(meta.issuer) or text("facts.unstated"),
        "doc_number": meta.doc_number or text("facts.unstated"),
        "revision": f"{document.name}@{document.sha256[:SHORT]}",
        "draft": meta.draft,
    }


def _document_values(document: Document, at: str | None) -> dict[str, Any]:
    groups = []
    for area, items in groupby(document.items, key=lambda one: one.area):
        named = area and f"{area.label}{document.title_of(area)}"
        anchor = area and area_anchor(document, area)
        rows = [(item_name(item), item_path(item, at)) for item in items]
        groups.append((named, anchor, rows))
    return {
        "about": _about(document),
        "groups": groups,
        "areas": len(document.areas),
        "items": len(document.items),
    }


def _item_values(item: Item, at: str | None, base: str) -> dict[str, Any]:
    document, area = item.document, item.area
    place = document.items.index(item)
    before = document.items[place - 1] if place else None
    after = document.items[place + 1] if place + 1 < len(document.items) else None
    body = item.node.body or item.node.span
    first = sentences(document.text, body, document.soft_breaks)[:1]
    return {
        "about": _about(document),
        "name": item_name(item),
        "area": area and f"{area.label}{document.title_of(area)}",
        "area_path": area and area_path(document, area, at),
        "offices": "、".join(item.offices.names),
        "pieces": pieces(document.text, item.node.span, ()),
        "description": first[0].of(document.text).strip() if first else "",
        "citation": citation(item, base, at),
        "url": base + item_path(item, at),
        "document_path": document_path(document, at),
        "before": before and (item_name(before), item_path(before, at)),
        "after": after and (item_name(after), item_path(after, at)),
    }


def _place(document_text: str, place: dict[str, Any]) -> dict[str, Any]:
    """Return a place with whether its line was cut before and behind what is shown."""
    start, end = place["span"]
    before = document_text[: start - len(place["before"])]
    after = document_text[end + len(place["after"]) :]
    return place | {
        "cut_before": bool(before) and not before.endswith("\n"),
        "cut_after": bool(after) and not after.startswith("\n"),
    }


def _search_values(documents: tuple[Document, ...], phrase: str) -> dict[str, Any]:
    found = phrase_json(documents, phrase)
    named = {one.name: one for one in documents}
    groups = []
    shown = found["places"][:_MOST_PLACES]
    for (name, number), places in groupby(shown, key=lambda one: (one["document"], one["item"])):
        document = named[name]
        item = None if number is None else find_item(document, str(number))
        title = item_name(item) if item else text("web.outside")
        if len(documents) > 1:
            title = text("card.elsewhere", item=title, title=document.meta.plan_title)
        path = item_path(item) if item else document_path(document)
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
