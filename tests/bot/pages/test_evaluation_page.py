"""The page of an evaluation, and its plots."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from itertools import product
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import InputError
from bot.evaluations.views import to_view
from bot.pages.evaluation import render_evaluation
from bot.pages.plots import bars_plot, risk_plot, spread_plot
from tests.bot.pages.test_comparison_page import contrast
from tests.conftest import PROJECT
from tests.retrieval.evaluation.labelled import judged

if TYPE_CHECKING:
    from retrieval.evaluation.questions import Judged

_TEMPLATE = (PROJECT / "bot/pages/evaluation.html").read_text(encoding="utf-8")
_VOID = {"meta"}
_RUN = [
    judged("topic", "answer", (1,), (1,), confidence=0.8, text="问<一>", persona="家长"),
    judged("topic", "answer", (1,), (2,), confidence=0.6, text="问二", persona="老师"),
    judged("none", "not_found", (), confidence=0.1, text="问三"),
    judged("topic", "not_found", (1,), confidence=0.2, text="问四"),
]


class _Page(HTMLParser):
    """Reads a page: its tags, attributes, names and text, and that each element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _page(run: list[Judged], baseline: tuple[Judged, ...] = ()) -> str:
    return render_evaluation(to_view("问题.jsonl", run, 20, 5, baseline))


def test_the_page_has_figures_plots_and_worst_questions() -> None:
    """Figures with intervals, three plots with a baseline, and the questions to look at."""
    page = _page(_RUN, tuple(_RUN[:3]))
    read = _Page(page)
    assert page.count("<svg") == 3
    for words in ("Hit@1", "0.333", "AUROC", "问二", "问四", "家长", "把握", "之前", "0.500"):
        assert words in read.text
    assert _page(_RUN).count("<svg") == 2


def test_the_page_stands_alone() -> None:
    """The page loads nothing and names no address: no script, no picture, no link."""
    page = _page(_RUN, tuple(_RUN))
    read = _Page(page)
    assert not re.search(r"https?:|//|@import|url\(", page)
    assert not read.tags & {"script", "link", "img", "iframe", "object", "form", "use"}
    assert not {n for n in read.attributes if n.startswith("on") or n in ("src", "href", "id")}
    assert "default-src 'none'" in page


@settings(max_examples=20)
@given(st.text(st.sampled_from("<>&\"'/ =甲乙{}%#") | st.characters(exclude_categories=["Cs"])))
def test_no_question_becomes_markup(words: str) -> None:
    """Whatever is asked is shown as text: the page has the same elements."""
    run = [judged("none", "answer", (), (2,), confidence=0.5, text=words, persona=words)]
    plain = [judged("none", "answer", (), (2,), confidence=0.5, text="问", persona="人")]
    assert _Page(_page(run)).tags == _Page(_page(plain)).tags


@pytest.mark.parametrize("run", [[], _RUN[:1], _RUN[2:3]])
def test_a_page_of_few_questions_is_a_page(run: list[Judged]) -> None:
    """Without questions, or without one kind of them, there is still a page."""
    assert "<svg" in _page(run)


def test_two_pages_of_the_same_are_the_same() -> None:
    """Nothing of the hour or of chance is in the page."""
    assert _page(_RUN) == _page(_RUN)


def test_the_curve_is_where_its_points_are() -> None:
    """More coverage lies further to the right, more risk higher up, and all in the view."""
    plot = ET.fromstring(risk_plot([("现在", [(0.5, 0.1), (1.0, 0.4)])], ("覆盖", "风险")))  # noqa: S314
    (curve,) = [e for e in plot.iter("path") if "reactive" in e.get("class", "")]
    numbers = [float(one) for one in re.findall(r"-?\d+\.?\d*", curve.get("d", ""))]
    x_1, y_1, x_2, y_2 = numbers
    assert 0 < x_1 < x_2 < 460
    assert 0 < y_2 < y_1 < 300


def test_bars_are_as_long_as_their_figures() -> None:
    """A figure that is twice another has a bar twice as long, and is written beside it."""
    drawn = bars_plot(["甲", "乙"], [("现在", [0.25, 0.5])])
    plot = ET.fromstring(drawn)  # noqa: S314
    bars = [e for group in plot.iter("g") if group.get("class") == "bar" for e in group]
    lengths = sorted(float(bar.get("width", "0")) for bar in bars)
    assert lengths[1] == pytest.approx(2 * lengths[0], rel=1e-3)
    assert "0.250" in drawn
    assert "0.500" in drawn


def test_shares_are_bars_of_two_series() -> None:
    """Each series has a bar for each part that holds any of it."""
    drawn = spread_plot([("有", [0.5, 0.5]), ("无", [1.0, 0.0])], ("把握", "占比"))
    assert drawn.count('class="bar"') == 4
    assert "100%" in drawn


def test_drawing_leaves_no_finder_behind() -> None:
    """After a drawing modules are found as before: the library's own finder is gone."""
    _page(_RUN)
    assert "pygal" in sys.modules
    assert all(hasattr(finder, "find_spec") for finder in sys.meta_path)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pygal the page says how to install it."""
    monkeypatch.setitem(sys.modules, "pygal", None)
    with pytest.raises(InputError, match="no-report-library"):
        _page(_RUN)


_SCHEMES = re.findall(r":root \{([^}]*)\}", _TEMPLATE)
_WORDS = [*product(("ink", "soft"), ("page", "card")), ("mark-ink", "mark"), ("bad-ink", "bad")]


@pytest.mark.parametrize("scheme", _SCHEMES, ids=["light", "dark"])
def test_words_and_curves_stand_out_from_their_ground(scheme: str) -> None:
    """Words have the contrast of 4.5 to 1 that WCAG asks for, drawings that of 3 to 1."""
    colours = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]+)", scheme))
    for words, ground in _WORDS:
        assert contrast(colours[words], colours[ground]) >= 4.5
    for drawn in ("first", "second"):
        assert contrast(colours[drawn], colours["card"]) >= 3
