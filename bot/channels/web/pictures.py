"""Pictures of items at their addresses: to send on, and to be shown beside a link."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from bot.channels.web.html import base_of
from bot.channels.web.replies import tagged
from bot.channels.web.stock import notes_on
from bot.channels.web.views import item_path, revision_in
from bot.pictures import PREVIEW, SHEET, can_draw, draw_item

if TYPE_CHECKING:
    from bot.channels.web.stock import Stock
    from bot.pictures import Format
    from bot.settings import WebSettings


def pictures_router(stock: Stock, settings: WebSettings) -> APIRouter:
    """Return the routes of the pictures."""
    router = APIRouter(include_in_schema=False, default_response_class=Response)

    # Drawing takes as long as a hundred answers: who wants pictures waits for pictures only.
    artist = ThreadPoolExecutor(1, "pictures")

    async def picture(request: Request, named: str, number: str, shape: Format) -> Response:
        def draw() -> Response:
            item = stock.item(named, number)
            if not can_draw(item):
                raise HTTPException(404)
            document = item.document
            url = base_of(request, settings) + item_path(item, revision_in(named))
            notes = notes_on(document, stock.in_force(document.name))
            name = f"{document.meta.plan_title}-{item.number}.png"
            headers = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name, safe='')}"}
            drawn = draw_item(item, url, notes, shape)
            return tagged(request, Response(drawn, 200, headers, "image/png"))

        return await asyncio.get_running_loop().run_in_executor(artist, draw)

    @router.get("/d/{named}/{number}.png")
    async def sheet(request: Request, named: str, number: str) -> Response:
        return await picture(request, named, number, SHEET)

    @router.get("/d/{named}/{number}/preview.png")
    async def preview(request: Request, named: str, number: str) -> Response:
        return await picture(request, named, number, PREVIEW)

    return router
