"""Where phrases stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.span import Span
from retrieval.folding import fold
from retrieval.occurrences import longest_common, occurrences

_TEXT = "推进「雙減」政策,ABC公司。\n实现两个“只增不减”;双\u3000减落地。"


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("双减", ["雙減", "双\u3000减"]),
        ("“双减”", ["雙減", "双\u3000减"]),
        ("ａｂｃ", ["ABC"]),
        ("两个只增不减", ["两个“只增不减"]),
        ("营转非", []),
        ("“”", []),
        ("", []),
    ],
)
def test_phrases_are_found_however_written(phrase: str, found: list[str]) -> None:
    """Width, case, script, spaces and quotes do not hide a phrase; what is found is cut out."""
    assert [span.of(_TEXT) for span in occurrences(_TEXT, phrase)] == found


def test_phrases_are_found_within_a_span() -> None:
    """With a span only the places that begin in it count."""
    assert [s.of(_TEXT) for s in occurrences(_TEXT, "双减", Span(10, len(_TEXT)))] == ["双\u3000减"]


@pytest.mark.parametrize(
    ("text", "phrase", "common"),
    [
        ("心理健康教育", "心理健康日", "心理健康"),
        ("加强教育", "教育家精神", "教育"),
        ("学校教育", "老年教育", "教育"),
        ("学年教学", "老年教育", None),
        ("完全不同", "营转非", None),
        ("a", "", None),
    ],
)
def test_the_longest_common_part_is_found(text: str, phrase: str, common: str | None) -> None:
    """The nearest wording is the longest part that occurs, no chance piece of the middle."""
    spans = longest_common(text, phrase)
    assert (spans[0].of(text) if spans else None) == common


@given(st.text(), st.text(max_size=6), st.text())
def test_what_is_put_in_is_found(before: str, phrase: str, after: str) -> None:
    """A phrase is found in any text that holds it, and each place folds to what was looked for."""
    text = f"{before}x{phrase}{after}"
    wanted = "".join(sign for sign in fold(f"x{phrase}").text if sign.isalnum())
    found = occurrences(text, f"x{phrase}")
    assert found
    for span in found:
        assert "".join(s for s in fold(span.of(text)).text if s.isalnum()) == wanted
