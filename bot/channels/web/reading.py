"""Pages to read: documents, their items, the places of a phrase, what is kept."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bot.cards import item_name
from bot.cards.blocks import document_date, source
from bot.channels.web.html import base_of, show, show_cached
from bot.channels.web.stock import notes_on
from bot.channels.web.views import (
    area_anchor,
    area_path,
    citation,
    document_path,
    item_path,
    pieces,
    revision_in,
    revision_of,
)
from bot.errors import InputError
from bot.pictures import can_draw
from bot.texts import text
from knowledge.errors import UnknownDocumentError
from knowledge.sentences import sentences

if TYPE_CHECKING:
    from bot.channels.web.renumbering import Renumbered
    from bot.channels.web.stock import Stock
    from bot.settings import JournalSettings, WebSettings
    from knowledge.model import Document, Item


def reading_router(stock: Stock, settings: WebSettings, journal: JournalSettings) -> APIRouter:
    """Return the routes of the pages to read."""
    router = APIRouter(include_in_schema=False, default_response_class=Response)

    @router.api_route("/d", methods=["GET", "HEAD"])
    def documents(request: Request) -> Response:
        found = stock.documents
        if len(found) == 1:
            return RedirectResponse(document_path(found[0]), headers={"Cache-Control": "no-cache"})
        rows = [(source(one).text, document_path(one)) for one in found]
        return show_cached(request, "documents", rows=rows)

    @router.api_route("/d/{named}", methods=["GET", "HEAD"])
    def document(request: Request, named: str) -> Response:
        try:
            found = stock.document(named)
        except UnknownDocumentError as error:
            return missing(stock, error)
        at = revision_in(named)
        values = _document_values(found, at) | _standing_values(stock, found)
        values |= {
            "named": at or found.name,
            "url": base_of(request, settings) + document_path(found, at),
        }
        return show_cached(request, "document", **values)

    @router.api_route("/d/{named}/{number}", methods=["GET", "HEAD"])
    def item(request: Request, named: str, number: str) -> Response:
        at = revision_in(named)
        try:
            found = stock.item(named, number)
        except UnknownDocumentError as error:
            return missing(stock, error)
        except InputError:
            return _missing_item(stock, named, number)
        values = _item_values(found, at, base_of(request, settings))
        values |= _standing_values(stock, found.document)
        values["renumbered"] = _renumbered(stock.renumbered(found.document, named, number))
        return show_cached(request, "item", **values)

    @router.api_route("/privacy", methods=["GET", "HEAD"])
    def privacy(request: Request) -> Response:
        return show_cached(request, "privacy", recorded=journal.enabled, days=journal.days)

    return router


def missing(stock: Stock, error: UnknownDocumentError) -> Response:
    """Return the page that says that a document is not there, and which ones are."""
    gone = error.reason == "retracted-document"
    links = [(source(one).text, document_path(one)) for one in stock.documents]
    if links:
        detail = text("web.retracted" if gone else "web.no_such_document")
    else:
        detail = text("web.detail_410" if gone else "card.no_documents")
    if gone:
        kept = str(error.found["revision"])
        links.append((text("web.kept_wording", revision=kept), f"/d/{quote(kept, safe='@')}"))
    status = 410 if gone else 404
    return show("missing", status, title=text(f"web.status_{status}"), detail=detail, links=links)


def _missing_item(stock: Stock, named: str, number: str) -> Response:
    """Return the page that says that an item is not there, and which ones are."""
    whole = stock.document(named)
    moved = _renumbered(stock.renumbered(whole, named, number))
    if moved:
        detail, links = moved[0], [moved[1]]
    else:
        detail = text("web.no_such_item", title=whole.meta.plan_title, count=len(whole.items))
        links = [(item_name(one), item_path(one, revision_in(named))) for one in whole.items]
    return show("missing", 404, title=text("web.status_404"), detail=detail, links=links)


def _renumbered(moved: Renumbered | None) -> tuple[str, tuple[str, str]] | None:
    """Tell what a number named before the document was revised, and where that is to be read."""
    if moved is None:
        return None
    old = item_name(moved.before)
    if moved.now:
        return text("web.renumbered", item=old), (item_name(moved.now), item_path(moved.now))
    path = item_path(moved.before, revision_of(moved.before.document))
    return text("web.removed", item=old), (old, path)


def _standing_values(stock: Stock, document: Document) -> dict[str, Any]:
    """Return what is to be known before a document is read, and where what is in force is."""
    now = stock.in_force(document.name)
    replaced = now is not None and now.sha256 != document.sha256
    return {
        "notes": notes_on(document, now),
        "in_force": document_path(document) if replaced else "",
    }


def _about(document: Document) -> dict[str, Any]:
    """Return what is told of the document beside what is shown of it."""
    meta = document.meta
    return {
        "title": meta.plan_title,
        "issued_on": document_date(document),
        "issuer": "、".join(meta.issuer) or text("facts.unstated"),
        "doc_number": meta.doc_number or text("facts.unstated"),
        "revision": revision_of(document),
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
    previous = document.items[place - 1] if place else None
    following = document.items[place + 1] if place + 1 < len(document.items) else None
    path = item_path(item, at)
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
        "url": base + path,
        "address": unquote(base + path),
        "picture": can_draw(item) and f"{path}.png",
        "preview": f"{base}{path}/preview.png",
        "document_path": document_path(document, at),
        "previous": previous and (item_name(previous), item_path(previous, at)),
        "next": following and (item_name(following), item_path(following, at)),
    }
