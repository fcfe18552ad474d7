"""Sentences as spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import sentences, wrapped_sentences
from knowledge.span import Span

_TEXTS = st.text(st.characters() | st.sampled_from("甲。！？；!?”』） \n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙。", ["甲。", "乙。"]),
        ("甲！乙？丙", ["甲！", "乙？", "丙"]),
        ("甲!乙?丙", ["甲!", "乙?", "丙"]),
        ("甲；乙。", ["甲；", "乙。"]),
        ("“甲。”乙。", ["“甲。”", "乙。"]),
        ("(甲。)乙。", ["(甲。)", "乙。"]),
        ("《甲。》（乙。）丙", ["《甲。》", "（乙。）", "丙"]),
        ("甲？！乙", ["甲？！", "乙"]),
        ("甲\n乙", ["甲", "乙"]),
        (" 甲。 \n\n\u3000乙 ", ["甲。", "乙"]),
        ("2.5倍,甲:乙;丙", ["2.5倍,甲:乙;丙"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_at_stops_and_lines(text: str, expected: list[str]) -> None:
    """A sentence keeps its stop and the closing signs behind it; half-width signs part nothing."""
    assert [s.of(text) for s in sentences(text, Span(0, len(text)))] == expected


@given(_TEXTS, st.data())
def test_sentences_hold_all_of_a_span(text: str, data: st.DataObject) -> None:
    """Sentences follow one another within the span, trimmed, and leave out white space only."""
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    found = sentences(text, span)
    at = span.start
    for sentence in found:
        assert at <= sentence.start < sentence.end <= span.end
        assert sentence == sentence.trimmed(text)
        at = sentence.end
    joined = "".join(sentence.of(text) for sentence in found)
    assert "".join(joined.split()) == "".join(span.of(text).split())


def test_wrapped_lines_are_read_on() -> None:
    """Lines may end in mid-sentence; a blank line or a label on the next one ends a sentence."""
    text = "一、加强\n领导\n1.做好\n安全。落实。\n\n附件\n\n甲"
    found = [span.of(text) for span in wrapped_sentences(text, Span(0, len(text)))]
    assert found == ["一、加强\n领导", "1.做好\n安全。", "落实。", "附件", "甲"]
