"""PDF with a text layer: characters by their place on the page, joined into paragraphs."""

from __future__ import annotations

import ctypes
import unicodedata
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.errors import SourceError
from knowledge.readers.pdf_fonts import stand_in
from knowledge.readers.pdf_furniture import without_furniture
from knowledge.readers.pdf_lines import Char, PageSize, Row, rows
from knowledge.readers.pdf_paragraphs import paragraphs

MOST_PAGES = 3_000
_UNREADABLE_SHARE = 0.3
# Some fonts name the radicals that look like characters; both read as the character.
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (0x2E9F, 0x2EF3, *range(0x2F00, 0x2FD6))
}


def read(data: bytes) -> tuple[str, str]:
    """Return the text of a PDF, one paragraph a line, and "utf-8".

    Page numbers and running heads are left out. Raises SourceError for a PDF with a password (an
    empty one opens it), with more than MOST_PAGES pages, or without text on most of its pages, as
    scans are.
    """
    stand_in()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise SourceError("encrypted") from error
        raise SourceError("damaged", format="pdf", cause=error) from error
    with document:
        count = len(document)
        if not 0 < count <= MOST_PAGES:
            raise SourceError("too-many-pages", pages=count, limit=MOST_PAGES)
        pages = [_rows_of(document, number) for number in range(count)]
    _check_text(pages)
    return "".join(f"{line}\n" for line in paragraphs(without_furniture(pages))), "utf-8"


def _check_text(pages: list[list[Row]]) -> None:
    empty = sum(not page for page in pages)
    if 2 * empty > len(pages):
        raise SourceError("scanned", pages=len(pages), empty=empty)
    text = "".join(row.text for page in pages for row in page)
    unreadable = sum(char == "\ufffd" for char in text)
    if unreadable > _UNREADABLE_SHARE * len(text):
        raise SourceError("unreadable-font", pages=len(pages))


def _rows_of(document: pypdfium2.PdfDocument, number: int) -> list[Row]:
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        cause = f"page {number + 1}: {error}"
        raise SourceError("damaged", format="pdf", cause=cause) from error
    layer = page.get_textpage()
    found = rows(list(_chars(layer)), PageSize(page.get_width(), page.get_height()))
    layer.close()
    page.close()
    return found


def _chars(layer: pypdfium2.PdfTextPage) -> list[Char]:
    """Return the characters that the page draws, without those that the library made up."""
    box = pdfium.FS_RECTF()
    found = []
    high = ""
    for at in range(layer.count_chars()):
        code = pdfium.FPDFText_GetUnicode(layer, at)
        if pdfium.FPDFText_IsGenerated(layer, at) == 1:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(layer, at, ctypes.byref(box)):
            continue
        char, high = _character(code, high)
        if char:
            found.append(Char(char, box.left, box.right, box.bottom, box.top))
    return found


def _character(code: int, high: str) -> tuple[str, str]:
    """Return the character of a UTF-16 unit, and the unit where it is the first of a pair."""
    if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 -- the first halves of pairs
        return "", chr(code)
    if 0xDC00 <= code < 0xE000:  # noqa: PLR2004 -- the second halves
        pair = f"{high}{chr(code)}".encode("utf-16", "surrogatepass")
        return pair.decode("utf-16", "replace"), ""
    char: Any = _RADICALS.get(code) or chr(code)
    if code in (0, 0xFFFE, 0xFFFF) or unicodedata.category(char) == "Co":
        return "\ufffd", ""
    return ("" if code in (0xAD, 0x200B, 0xFEFF) or code < ord(" ") else char), ""
