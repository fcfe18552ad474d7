"""Spans, and documents whose items do not number through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Metadata
from knowledge.parsing import read_document
from knowledge.readers.source import Source
from knowledge.span import Span


@given(st.text(st.characters() | st.sampled_from(" \n\u3000")), st.data())
def test_a_trimmed_span_is_what_is_left_without_white_space(text: str, data: st.DataObject) -> None:
    """Trimming a span is stripping what it holds; a white span becomes empty at its start."""
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    trimmed = span.trimmed(text)
    assert trimmed.of(text) == span.of(text).strip()
    assert span.start <= trimmed.start <= trimmed.end <= span.end
    assert bool(trimmed) == bool(span.of(text).strip())
    assert trimmed or trimmed == Span(span.start, span.start)


def test_numbers_that_restart_are_told_by_their_path() -> None:
    """Where items restart in each area, an item is called by its whole path."""
    text = "一、甲\n1.子。做。\n2.丑。做。\n二、乙\n1.寅。做。\n"
    document = read_document("plan", Source(text.encode(), text))
    assert [item.number for item in document.items] == ["一1", "一2", "二1"]
    assert [item.key for item in document.items] == [("plan", 1), ("plan", 2), ("plan", 4)]
    assert [item.area and document.title_of(item.area) for item in document.items] == [
        "甲",
        "甲",
        "乙",
    ]


def test_levels_tell_where_the_text_is() -> None:
    """Each numbering has its nodes and the share of the words in them; the shares add up to 1."""
    text = "一、甲\n1.子。做。\n2.丑。做。\n二、乙\n1.寅。做。\n"
    levels = read_document("plan", Source(text.encode(), text)).levels
    assert [(level.name, level.nodes) for level in levels.values()] == [("一、", 2), ("1.", 3)]
    assert levels["1."].share == pytest.approx(18 / 24)


def test_what_is_within_a_node_is_what_stands_below_it() -> None:
    """A node's range holds itself and its descendants, and an item the units that these name."""
    text = (
        "一、甲\n1.子。做。\n(1)做甲。(责任单位:甲局)\n(2)做乙。(责任单位:乙局)\n"
        "2.丑。做。\n(责任单位:丙局)\n"
    )
    document = read_document("plan", Source(text.encode(), text), items_at="1.")
    for node in document.nodes:
        below = [one for one in document.nodes if one.path[: len(node.path)] == node.path]
        assert list(document.within(node)) == below
    names = [item.offices.names for item in document.items]
    assert names == [("甲局", "乙局"), ("丙局",)]


def test_items_without_a_heading_have_no_area() -> None:
    """An item that nothing stands above has no responsible area."""
    text = "1.子。做好子。\n2.丑。做好丑。\n"
    document = read_document("plan", Source(text.encode(), text))
    assert [item.area for item in document.items] == [None, None]
    assert [item.number for item in document.items] == [1, 2]


def test_prose_is_told_by_its_first_words() -> None:
    """An item without a title is named by what it says."""
    prose = "甲" * 60 + "。"
    document = read_document("plan", Source(b"", f"一、总则\n1.{prose}"))
    assert document.items[0].node.title is None
    assert document.items[0].title == prose


def test_the_plan_is_titled_by_what_the_notice_encloses() -> None:
    """The title of a plan is the enclosed one where there is one."""
    assert Metadata("关于印发要点的通知", enclosed_title="要点").plan_title == "要点"
    assert Metadata("要点").plan_title == "要点"
