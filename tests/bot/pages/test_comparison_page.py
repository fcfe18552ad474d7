"""The page that shows two documents compared."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.comparisons import to_view
from bot.pages import render
from knowledge.comparison.comparing import compare_documents
from knowledge.parsing import read_document
from knowledge.readers.source import Source
from tests.conftest import PROJECT

_TEMPLATE = (PROJECT / "bot/pages/comparison.html").read_text(encoding="utf-8")
# Elements that have no end tag.
_VOID = {"meta", "br", "link", "img", "input"}


class _Page(HTMLParser):
    """Reads a page: the tags that are open, their attributes, and the text of marked changes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.marked: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in _VOID:
            self.open.append(tag)
        if tag in ("ins", "del"):
            self.marked.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("ins", "del"):
            tag, before = self.marked[-1]
            self.marked[-1] = (tag, before + data)


def _page(old: str, new: str) -> str:
    documents = [
        read_document(name, Source(text.encode(), text))
        for name, text in (("旧", old), ("新", new))
    ]
    return render("comparison", view=to_view(compare_documents(*documents)))


_OLD = "工作<要点>通知\n总体要求:好。\n一、校园\n1.安全。每年40场&演练。\n2.食堂。办好食堂。\n"
_NEW = _OLD.replace("40场&", "50场<script>").replace("食堂。办好食堂", "教师。培训教师")
_NEW = _NEW.replace("校园", '"校园"').replace("求:好", "求:很好")


def test_the_page_marks_what_changed() -> None:
    """What is gone is in <del>, what is new in <ins>, and every element is closed."""
    page = _Page(_page(_OLD, _NEW))
    assert page.open == []
    for marked in [("del", "40"), ("ins", "50"), ("del", "&"), ("ins", "<script>"), ("ins", "很")]:
        assert marked in page.marked
    assert ("del", "40场") in page.marked
    assert ("ins", "教师。培训教师。") in page.marked


def test_the_page_stands_alone() -> None:
    """The page loads nothing: no script, no address, no picture, and forbids all but its style."""
    page = _page(_OLD, _NEW)
    assert not re.search(r"https?:|//|@import|url\(", page)
    assert not _Page(page).tags & {"script", "link", "img", "iframe", "object", "form"}
    assert not {n for n in _Page(page).attributes if n.startswith("on") or n in ("src", "href")}
    assert "default-src 'none'" in page


@given(st.text(st.sampled_from("<>&\"'/ =甲乙{}%#") | st.characters(exclude_categories=["Cs"])))
def test_no_wording_becomes_markup(words: str) -> None:
    """Whatever stands in a document is shown as text: the page has the same elements."""
    page = _Page(_page("一、总则\n1.甲。做好甲事。\n", f"一、总则\n1.甲。做好{words}事。\n"))
    assert page.open == []
    allowed = set(re.findall(r"<([a-z][a-z0-9]*)", _TEMPLATE))
    assert page.tags <= allowed
    assert page.attributes <= set(re.findall(r"([a-z-]+)=\"", _TEMPLATE))


def test_documents_that_are_the_same_say_so() -> None:
    """Without a difference the page says so and marks nothing."""
    page = _page(_OLD, _OLD)
    assert "没有不同之处" in page
    assert _Page(page).marked == []


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2 of a colour such as #fff."""
    digits = colour.lstrip("#")
    pairs = [d * 2 for d in digits] if len(digits) == 3 else re.findall("..", digits)
    channels = [int(pair, 16) / 255 for pair in pairs]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2 of two colours."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


_SCHEMES = re.findall(r":root \{([^}]*)\}", _TEMPLATE)
_ON = [
    *product(("ink", "soft", "mark-ink"), ("page", "card")),
    *((f"{kind}-ink", kind) for kind in ("new", "old", "mark")),
]


@pytest.mark.parametrize("scheme", _SCHEMES, ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), _ON)
def test_words_stand_out_from_their_ground(scheme: str, words: str, ground: str) -> None:
    """All words have the contrast of 4.5 to 1 that WCAG asks for, by day and by night."""
    colours = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]+)", scheme))
    assert contrast(colours[words], colours[ground]) >= 4.5
