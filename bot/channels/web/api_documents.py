"""The HTTP API, version 1: documents and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from bot.answer import item_json
from bot.channels.web import schemas, schemas_documents
from bot.channels.web.description import name_of, responses
from bot.channels.web.replies import cached
from bot.naming import find_item
from bot.objects.comparisons import comparison_json
from bot.objects.documents import document_json, document_rows, history_rows
from bot.objects.outlines import targets_json
from bot.objects.phrases import phrase_json
from bot.texts import text
from knowledge.comparison.comparing import compare_documents

if TYPE_CHECKING:
    from bot.backend import Backend
    from bot.channels.web.stock import Stock

_LONGEST_NAME = 200
_MOST_PLACES = 1000
_Phrase = Annotated[
    str,
    Query(
        min_length=1,
        max_length=_LONGEST_NAME,
        examples=["课后服务"],
        description=text("api.parameters.phrase"),
    ),
]
_NAMED: dict[str, Any] = {
    "min_length": 1,
    "max_length": _LONGEST_NAME,
    "examples": ["licheng-2022"],
}
_Document = Annotated[str | None, Query(**_NAMED, description=text("api.parameters.document"))]
_Searched = Annotated[str | None, Query(**_NAMED, description=text("api.parameters.searched"))]
_Name = Annotated[str, Path(**_NAMED, description=text("api.parameters.name"))]
_Old = Annotated[str, Query(**_NAMED, description=text("api.parameters.old"))]
_New = Annotated[str, Query(**_NAMED, description=text("api.parameters.new"))]
_Item = Annotated[
    str, Path(max_length=40, examples=["21"], description=text("api.parameters.item"))
]


def documents_router(backend: Backend, stock: Stock) -> APIRouter:
    """Return the routes by which documents are read."""
    router = APIRouter(
        prefix="/api/v1",
        default_response_class=Response,
        tags=["documents"],
        generate_unique_id_function=name_of,
    )

    @router.get(
        "/documents",
        responses=responses(list[schemas_documents.DocumentRow], cacheable=True),
    )
    def documents(request: Request) -> Response:
        return cached(request, document_rows(backend.documents, with_retracted=False))

    @router.get(
        "/documents/{name}",
        responses=responses(schemas_documents.WholeDocument, 404, cacheable=True),
    )
    def document(request: Request, name: _Name) -> Response:
        """Return a document by its name, or a revision of it by `name@` and digits."""
        return cached(request, document_json(stock.document(name)))

    @router.get(
        "/documents/{name}/history",
        responses=responses(list[schemas_documents.Happened], 404, cacheable=True),
    )
    def history(request: Request, name: _Name) -> Response:
        """Return its imports, retractions and restorations.

        The first eight digits or more of `sha256` behind `name@` name a revision.
        """
        return cached(request, history_rows(backend.documents, name.partition("@")[0]))

    @router.get(
        "/areas",
        responses=responses(list[schemas_documents.AreaOfDocument], 404, cacheable=True),
    )
    def areas(request: Request, document: _Document = None) -> Response:
        found = stock.document(document)
        rows = [
            {
                "label": area.label,
                "title": found.title_of(area),
                "items": [item.number for item in found.items if item.area == area],
            }
            for area in found.areas
        ]
        return cached(request, rows)

    @router.get(
        "/items",
        responses=responses(list[schemas.Item], 404, cacheable=True),
    )
    def items(request: Request, document: _Document = None) -> Response:
        return cached(request, [item_json(item) for item in stock.document(document).items])

    @router.get(
        "/items/{item}",
        responses=responses(schemas.Item, 404, cacheable=True),
    )
    def item(request: Request, item: _Item, document: _Document = None) -> Response:
        return cached(request, item_json(find_item(stock.document(document), item)))

    @router.get(
        "/search",
        responses=responses(schemas_documents.Concordance, 404, cacheable=True),
    )
    def search(request: Request, q: _Phrase, document: _Searched = None) -> Response:
        chosen = stock.documents if document is None else [stock.document(document)]
        return cached(request, phrase_json(chosen, q, _MOST_PLACES))

    @router.get(
        "/targets",
        responses=responses(list[schemas_documents.Target], 404, cacheable=True),
    )
    def targets(request: Request, document: _Document = None) -> Response:
        return cached(request, targets_json(stock.document(document)))

    @router.get(
        "/diff",
        responses=responses(schemas_documents.Comparison, 404, cacheable=True),
    )
    def diff(request: Request, old: _Old, new: _New) -> Response:
        """Compare two stored documents, each by its name or by `name@` and digits."""
        compared = compare_documents(stock.document(old), stock.document(new))
        return cached(request, comparison_json(compared))

    return router
