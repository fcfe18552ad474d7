"""A font that stands in for the Chinese fonts that a PDF names and does not bring along."""

from __future__ import annotations

import ctypes
import functools
import io
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

# The fonts of these are built into the library.
_BUILT_IN = {pdfium.FXFONT_ANSI_CHARSET, pdfium.FXFONT_SYMBOL_CHARSET}
# In units of the font.
_EM, _ASCENT, _DESCENT, _WIDTH = 1000, 880, -120, 20
# The planes of Chinese characters, U+0020 to U+2FFFF.
_CODES = range(0x20, 0x30000)
_HANDLE = 1


@functools.cache
def stand_in() -> None:
    """Have every PDF of this process read with the stand-in, whatever fonts the machine has.

    The library leaves out a character that stands alone and whose glyph no font draws. On a machine
    without Chinese fonts this would lose a table's "有", silently.
    """
    _Strokes().setup()


class _Strokes(pypdfium2.PdfSysfontBase):  # type: ignore[misc]
    """Answers each request for a font that is not built in with one stroke for each character.

    The methods are those of FPDF_SYSFONTINFO (fpdf_sysfontinfo.h of PDFium).
    """

    def MapFont(  # noqa: N802 -- names of the interface
        self, _: Any, _weight: int, _italic: int, charset: int, *_more: Any
    ) -> int | None:
        return None if charset in _BUILT_IN else _HANDLE

    def GetFont(self, _: Any, _face: Any) -> int | None:  # noqa: N802
        return None

    def GetFontData(self, _: Any, _font: Any, table: int, buffer: Any, size: int) -> int:  # noqa: N802
        if table:
            return 0
        font = _font_file()
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    def GetFaceName(self, _: Any, _font: Any, _buffer: Any, _size: int) -> int:  # noqa: N802
        return 0

    def GetFontCharset(self, _: Any, _font: Any) -> int:  # noqa: N802
        return int(pdfium.FXFONT_GB2312_CHARSET)

    def DeleteFont(self, _: Any, _font: Any) -> None:  # noqa: N802
        return


@functools.cache
def _font_file() -> bytes:
    """Return a TrueType file with one glyph for every character: a stroke, as high as Chinese ones.

    It is thin, since a glyph that is wider than the PDF says would widen the character's box.
    """
    pen = TTGlyphPen(None)
    pen.moveTo((0, _DESCENT))
    for corner in ((0, _ASCENT), (_WIDTH, _ASCENT), (_WIDTH, _DESCENT)):
        pen.lineTo(corner)
    pen.closePath()
    stroke = pen.glyph()
    names = [".notdef", "stroke"]
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    # Format 13 maps many characters to one glyph in a single group.
    many = CmapSubtable.newSubtable(13)
    many.platformID, many.platEncID, many.language = 3, 10, 0
    many.cmap = dict.fromkeys(_CODES, "stroke")
    builder.font["cmap"].tables = [many]
    builder.setupGlyf(dict.fromkeys(names, stroke))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (_EM, 0)))
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": "Stroke", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    made = io.BytesIO()
    builder.save(made)
    return made.getvalue()
