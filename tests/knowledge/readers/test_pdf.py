"""PDF files: paragraphs, furniture, and what cannot be read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import SourceError
from knowledge.readers.pdf import read
from tests.knowledge.readers.writers.paper import Line, Numbered
from tests.knowledge.readers.writers.pdf import FONT, write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

_LONG = "加强校园安全管理，定期排查隐患，及时整改到位，确保师生平安，"
# A row of text: characters from the left margin, rows from the top, words.
Placed = tuple[float, float, str]


def _drawn(*pages: list[Placed], encrypt: Any = None, size: float = 16) -> bytes:
    """Return a PDF whose rows stand where they are placed; 28 characters fill a row."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, encrypt=encrypt)
    for page in pages:
        for left, down, words in page:
            canvas.setFont(FONT, size)
            canvas.drawString(72 + left * size, A4[1] - 100 - down * 28, words)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _lines(data: bytes) -> list[str]:
    return read(data)[0].splitlines()


_FULL = "甲" * 26
_ROW = "乙" * 28
_ONE = f"一、{'甲' * 24}"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([(2, 0, _FULL), (0, 1, _ROW), (0, 2, "丙。")], [f"{_FULL}{_ROW}丙。"]),
        ([(2, 0, _FULL), (0, 1, _ROW), (2, 2, _FULL)], [f"{_FULL}{_ROW}", _FULL]),
        ([(2, 0, _ONE), (0, 1, _ROW), (0, 2, "（二）项")], [f"{_ONE}{_ROW}（二）项"]),
        ([(0, 0, _ONE + "甲甲"), (0, 1, _ROW), (0, 2, "1.乙")], [f"{_ONE}甲甲{_ROW}", "1.乙"]),
        ([(0, 0, "甲" * 20), (0, 1, _ROW), (0, 2, _ROW)], ["甲" * 20, _ROW + _ROW]),
        ([(0, 0, "甲" * 26), (0, 1, "2025年底，"), (0, 2, _ROW)], ["甲" * 26 + "2025年底，", _ROW]),
        ([(0, 0, _ROW), (0, 3, _ROW), (0, 4, "丙"), (0, 5, "丁")], [_ROW, f"{_ROW}丙", "丁"]),
        ([(0, 0, "项目"), (8, 0, "单位"), (16, 0, "时限")], ["项目\t单位\t时限"]),
        ([(0, 0, "⼀、⽂件⽬录")], ["一、文件目录"]),
        ([(0, 0, "school"), (3.3, 0, "bus")], ["school bus"]),
        ([(0, 0, "一、"), (3.2, 0, "甲乙丙")], ["一、甲乙丙"]),
        ([(0, 1, "乙"), (0, 0, "甲")], ["甲", "乙"]),
    ],
)  # fmt: skip
def test_rows_become_paragraphs(rows: list[Placed], lines: list[str]) -> None:
    """Rows join where one fills the line and the next begins at the margin, as geometry tells."""
    assert _lines(_drawn(rows)) == lines


_NUMBERS: list[Callable[[int], str]] = [
    lambda page: f"— {page} —",
    lambda page: f"- {page} -",
    lambda page: f"－{page}－",
    lambda page: f"第 {page} 页",
    lambda page: f"第{page}页 共3页",
    lambda page: f"{page}/3",
    str,
]


@pytest.mark.parametrize("numbered", _NUMBERS)
def test_page_numbers_and_heads_are_dropped(numbered: Callable[[int], str]) -> None:
    """Page numbers and running heads go, and a paragraph goes on over the page's end."""
    body = [(0.0, float(at), _ROW) for at in range(1, 22)]
    pages = [
        [(6.0, -2.0, "临江区教育局文件"), *body, (13.0, 25.0, numbered(page))] for page in (1, 2, 3)
    ]
    assert _lines(_drawn(*pages)) == [_ROW * 63]


def test_a_number_in_the_body_is_no_page_number() -> None:
    """A number alone on a row is dropped at the ends of a page only."""
    assert _lines(_drawn([(2, 0, "一、甲"), (2, 10, "12"), (2, 11, "乙")])) == [
        "一、甲",
        "12",
        "乙",
    ]


def test_the_same_words_on_one_page_only_are_no_head() -> None:
    """What stands at the top of one page alone is text."""
    assert _lines(_drawn([(6, -2, "一、甲"), (2, 3, "乙")], [(2, 3, "丙")])) == [
        "一、甲",
        "乙",
        "丙",
    ]


@pytest.mark.parametrize("alone", ["有", "“", "1", "A"])
def test_a_character_alone_is_read(alone: str) -> None:
    """A character that stands alone is read, though the PDF brings no font that draws it."""
    assert _lines(_drawn([(0, 0, _ROW), (2, 3, alone)])) == [_ROW, alone]


def test_paragraphs_of_any_length_survive_pages() -> None:
    """Forty long paragraphs over many pages come back whole."""
    blocks = tuple(Numbered(2, 1 + at % 9, _LONG * (1 + at % 7) + "完成。") for at in range(40))
    expected = [f"{block.label}{block.text}" for block in blocks]
    for indent in (0, 2):
        assert _lines(write_pdf(blocks, indent=indent)) == expected


def test_a_password_is_refused_unless_it_is_empty() -> None:
    """A PDF that asks for a password is refused; one that only forbids printing is read."""
    page: list[Placed] = [(2, 0, "一、甲")]
    with pytest.raises(SourceError, match="encrypted"):
        read(_drawn(page, encrypt=StandardEncryption("secret", "owner")))
    assert _lines(_drawn(page, encrypt=StandardEncryption("", "owner"))) == ["一、甲"]


def test_a_scan_is_refused_with_its_pages() -> None:
    """A PDF most of whose pages have no text is refused; one empty page among others is not."""
    with pytest.raises(SourceError, match="scanned") as refused:
        read(_drawn([], [], [(2, 0, "一、甲")]))
    assert refused.value.found == {"pages": 3, "empty": 2}
    assert _lines(_drawn([(2, 0, "一、甲")], [])) == ["一、甲"]


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", write_pdf((Line("甲"),))[:300], b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"]
)
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    """A PDF that is cut off is refused as damaged."""
    with pytest.raises(SourceError, match="damaged"):
        read(data)


def test_a_pdf_without_pages_is_refused() -> None:
    """A PDF must have pages, and not endlessly many."""
    document = pypdfium2.PdfDocument.new()
    made = io.BytesIO()
    document.save(made)
    document.close()
    with pytest.raises(SourceError, match=r"too-many-pages|damaged"):
        read(made.getvalue())
