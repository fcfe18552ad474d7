"""Two wordings, and what turns one into the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.wording import apply, differences

_WORDS = st.text(st.sampled_from("甲乙丙丁。；\n，12５十百.,%") | st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("活动不少于40场", "活动不少于50场", [("40", "50")]),
        ("达到95%", "达到98%", [("95", "98")]),
        ("达到95%", "达到95.5%", [("95", "95.5")]),
        ("共1,200个", "共1,300个", [("1,200", "1,300")]),
        ("新建十五所", "新建二十五所", [("十五", "二十五")]),
        ("１２课时", "１５课时", [("１２", "１５")]),
        ("健全的机制", "健全机制", [("的", "")]),
        ("健全机制", "健全好机制", [("", "好")]),
        ("甲乙。丙丁。", "丙丁。", [("甲乙。", "")]),
        ("加快推进改革", "全力深化改革", [("加快推进", "全力深化")]),
        ("巩固好提升", "加强好改善", [("巩固好提升", "加强好改善")]),
        ("每年40场演练", "每年50场大练", [("40", "50"), ("演", "大")]),
        ("", "", []),
    ],
)
def test_differences_are_told_number_by_number(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    """Each difference is told as what stood and what stands; numbers change as a whole."""
    assert [(c.old.of(old), c.new.of(new)) for c in differences(old, new)] == expected


@given(_WORDS, _WORDS)
def test_applying_the_differences_gives_the_new_wording(old: str, new: str) -> None:
    """The differences turn the old wording into the new, and are in order and apart."""
    changes = differences(old, new)
    assert apply(changes, old, new) == new
    assert [c.old for c in changes] == sorted(c.old for c in changes)
    assert all(c.old.of(old) != c.new.of(new) for c in changes)


@given(_WORDS)
def test_equal_wordings_have_no_difference(words: str) -> None:
    """A wording does not differ from itself."""
    assert differences(words, words) == ()
