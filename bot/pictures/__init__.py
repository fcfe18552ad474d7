"""Pictures of items: what people send on where nobody would open a link.

The wording in them is cut from the document as everywhere else.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

import segno
from PIL import Image, ImageDraw

from bot.cards import item_name
from bot.cards.blocks import document_date, item_head
from bot.pictures.typesetting import font, is_known, set_lines, shorten
from bot.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.model import Item

# The colours of the pages by day.
_PAPER, _INK, _SOFT, _ACCENT, _LINE = "#ffffff", "#16201d", "#55625d", "#0d6b57", "#d5dcd9"
_WARNING = "#8c1d18"
# Lines of wording; higher pictures are shown by few programs.
_MOST_LINES = 120
# So many narrow letters are as wide as one of Chinese, at most.
_NARROW = 5
# Lines are so many times as high as their characters.
_LEADING = 1.6
# Pixels of the code of an address, that a phone reads from another one.
_CODE = 200
# Antialiased text in five colours needs no more of them.
_COLOURS = 32
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Format:
    """How large a picture and the characters in it are, in pixels.

    Without a ``height`` it is as high as what is in it, and has a code of its address; with one, it
    has as much of the wording as there is room for.
    """

    width: int
    height: int | None
    margin: int
    heading: int
    wording: int
    small: int


# To be read on a phone, and what is shown beside a link in a conversation.
SHEET = Format(1080, None, 72, 50, 42, 32)
PREVIEW = Format(1200, 630, 48, 52, 40, 30)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one kind, with so many pixels above them."""

    lines: list[str]
    size: int
    colour: str
    above: int = 0

    @property
    def line(self) -> int:
        return round(self.size * _LEADING)

    @property
    def height(self) -> int:
        return self.above + self.line * len(self.lines)


def can_draw(item: Item) -> bool:
    """Tell whether the font has all characters of an item and of what is told about it."""
    meta = item.document.meta
    told = (item.text, meta.plan_title, meta.doc_number or "", *meta.issuer)
    return all(map(is_known, (*told, *(one.text for one in item_head(item)[1:]))))


@lru_cache(_KEPT)
def draw_item(item: Item, url: str, notes: tuple[str, ...], shape: Format) -> bytes:
    """Draw an item as PNG, with its document, area and address, and ``notes`` on its standing.

    Line breaks within the sentences of a file are left out. Not for several threads at a time, as
    the faces of the font are not.
    """
    wording, foot = _wording(item, shape), _foot(item, url, shape)
    code = None if shape.height else _code(url)
    return _draw(_head(item, notes, shape), wording, foot, code, shape)


def _head(item: Item, notes: Sequence[str], shape: Format) -> list[_Block]:
    inside, told = shape.width - 2 * shape.margin, item_head(item)[1:]
    name = set_lines(item_name(item), shape.heading, inside)

    def small(line: str, colour: str, above: int = 0) -> _Block:
        lines = set_lines(line, shape.small, inside)
        if shape.height:
            lines = shorten(lines, 1, shape.small, inside)
        return _Block(lines, shape.small, colour, above)

    if shape.height:
        # Where there is no more room, the area is enough.
        name, told = shorten(name, 2, shape.heading, inside), told[:1]
    return [
        small(text("picture.title", title=item.document.meta.plan_title), _SOFT),
        *(small(one, _WARNING) for one in notes),
        _Block(name, shape.heading, _INK, shape.small // 2),
        *(small(one.text, _ACCENT, shape.small // 4) for one in told),
    ]


def _wording(item: Item, shape: Format) -> _Block:
    """Return the item's wording without its title, which is in the head already."""
    node = item.node
    document, begin = item.document, (node.body or node.span).start
    signs = enumerate(document.text[begin : node.span.end], begin)
    wording = "".join(sign for at, sign in signs if at not in document.soft_breaks)
    inside = shape.width - 2 * shape.margin
    # No more than can be shown, even of narrow letters: setting takes time.
    most = _MOST_LINES * _NARROW * inside // shape.wording
    lines = set_lines(wording.strip("\n")[:most], shape.wording, inside)
    return _Block(lines, shape.wording, _INK, shape.small)


def _foot(item: Item, url: str, shape: Format) -> list[_Block]:
    meta = item.document.meta
    about = (*meta.issuer, meta.doc_number, document_date(item.document))
    told = [" · ".join(filter(None, about))]
    inside = shape.width - 2 * shape.margin
    if not shape.height:
        read = unquote(url)
        told += [text("picture.code"), read if is_known(read) else url]
        inside -= _CODE + shape.margin
    return [_Block(set_lines(one, shape.small, inside), shape.small, _SOFT) for one in told]


def _draw(
    head: list[_Block],
    wording: _Block,
    foot: list[_Block],
    code: Image.Image | None,
    shape: Format,
) -> bytes:
    margin, gap, right = shape.margin, shape.small, shape.width - shape.margin
    below = max(sum(one.height for one in foot), code.height if code else 0) + margin
    above = margin + sum(one.height for one in head) + wording.above
    room = shape.height - above - 2 * gap - below if shape.height else _MOST_LINES * wording.line
    lines = shorten(wording.lines, room // wording.line, wording.size, right - margin)
    wording = replace(wording, lines=lines)
    height = shape.height or above + wording.line * len(lines) + 2 * gap + below
    picture = Image.new("RGB", (shape.width, height), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, shape.width, margin // 4), fill=_ACCENT)
    _write(pen, [*head, wording], margin, margin)
    top = height - below
    pen.line((margin, top - gap, right, top - gap), _LINE, 2)
    _write(pen, foot, margin, top)
    if code:
        picture.paste(code, (right - code.width, top))
    out = io.BytesIO()
    reduced = picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    reduced.save(out, "PNG")
    return out.getvalue()


def _write(pen: ImageDraw.ImageDraw, blocks: list[_Block], left: int, top: int) -> None:
    for block in blocks:
        top += block.above
        for line in block.lines:
            # From the middle of the line, so that what is above and below it is the same.
            middle = top + block.line // 2
            pen.text((left, middle), line, block.colour, font(block.size), anchor="lm")
            top += block.line


def _code(url: str) -> Image.Image:
    """Return the QR code of an address."""
    rows = [[not dark for dark in row] for row in segno.make(url, micro=False).matrix]
    side = len(rows)
    code = Image.new("L", (side, side))
    code.putdata([255 * light for row in rows for light in row])
    scale = _CODE // side
    return code.resize((side * scale, side * scale), Image.Resampling.NEAREST)
