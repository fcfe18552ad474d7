"""The document as PDF with a text layer: wrapped lines, page numbers, a running head."""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as Grid

from tests.knowledge.readers.writers.paper import Block, Line, Numbered, Table

FONT = "STSong-Light"


def write_pdf(blocks: tuple[Block, ...], *, size: float = 16, indent: float = 2) -> bytes:
    """Return the document on pages of A4; paragraphs begin ``indent`` characters in."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    made = io.BytesIO()
    template = SimpleDocTemplate(
        made, pagesize=A4, leftMargin=2.8 * cm, rightMargin=2.6 * cm, topMargin=3.7 * cm,
        bottomMargin=3.5 * cm,
    )  # fmt: skip
    flowables = [_flowable(block, size, indent) for block in blocks]
    template.build(flowables, onFirstPage=_furnish, onLaterPages=_furnish)
    return made.getvalue()


def _flowable(block: Block, size: float, indent: float) -> Any:
    first = indent * size
    match block:
        case Line(title=True):
            return Paragraph(block.text, _style(size * 1.4, alignment=TA_CENTER))
        case Line(right=True):
            return Paragraph(block.text, _style(size, alignment=TA_RIGHT))
        case Line():
            at_margin = block.text.endswith("：")
            return Paragraph(block.text, _style(size, firstLineIndent=0 if at_margin else first))
        case Numbered():
            return Paragraph(f"{block.label}{block.text}", _style(size, firstLineIndent=first))
        case Table():
            grid = Grid(block.rows, style=[("FONT", (0, 0), (-1, -1), FONT, size * 0.8)])
            grid.hAlign = "CENTER"
            return grid


def _style(size: float, **given: Any) -> ParagraphStyle:
    return ParagraphStyle(
        "body", fontName=FONT, fontSize=size, leading=size * 1.75, wordWrap="CJK", **given
    )


def _furnish(canvas: Any, template: Any) -> None:
    canvas.saveState()
    canvas.setFont(FONT, 10)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 2 * cm, "临江区教育局文件")
    canvas.drawCentredString(A4[0] / 2, 2 * cm, f"— {template.page} —")
    canvas.restoreState()
