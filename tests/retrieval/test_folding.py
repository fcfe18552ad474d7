"""Folding and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("課後服務", "课后服务"),
        ("“双减”,", "“双减”,"),
        ("①㎡", "1m2"),
        ("\ud800", "\ud800"),
        ("", ""),
    ],
)
def test_width_case_and_script_are_folded(text: str, folded: str) -> None:
    """Width, case and traditional forms go; quotes and broken characters stay."""
    assert fold(text).text == folded


@given(st.text(st.characters()))
def test_every_folded_character_knows_its_origin(text: str) -> None:
    """Origins rise, lie within the text, and folding each origin alone gives the same text."""
    folded = fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert "".join(fold(text[at]).text for at in dict.fromkeys(folded.origins)) == folded.text
    for start in range(len(folded.text)):
        low, high = folded.original(start, start + 1)
        assert folded.text[start] in fold(text[low:high]).text
    assert folded.original(len(folded.text), len(folded.text)) == (len(text), len(text))


@given(st.text(st.characters(), min_size=1))
def test_ranges_go_there_and_back(text: str) -> None:
    """The whole text folded and brought back is the whole text, less what folds to nothing."""
    folded = fold(text)
    start, end = folded.folded(0, len(text))
    assert (start, end) == (0, len(folded.text))
