"""Texts without what editors change unseen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.folding import Folded
from knowledge.span import Span

_TEXT = st.text(st.characters() | st.sampled_from(" \n\u3000\ufeff…㎡①,。“”㈠ﷺ"))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("继续，扩充。", "继续,扩充."),
        ("“双减”「双减」", '"双减""双减"'),
        ("甲 乙\u3000丙\n丁\u200b", "甲乙丙丁"),
        ("１００％", "100%"),
        ("《通知》——〈附〉", "<通知>--<附>"),
    ],
)
def test_what_editors_change_unseen_is_folded(written: str, plain: str) -> None:
    """Width, kinds of quotes and dashes, spaces and unseen signs make no difference."""
    assert Folded(written).plain == plain


@given(_TEXT, st.data())
def test_every_part_leads_back(text: str, data: st.DataObject) -> None:
    """The original of any part of the folded text folds to what holds that part."""
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded.plain)))
    end = data.draw(st.integers(start, len(folded.plain)))
    span = folded.original(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    assert folded.plain[start:end] in Folded(span.of(text)).plain
    assert bool(span) == (end > start)


@given(_TEXT, st.data())
def test_every_part_leads_on(text: str, data: st.DataObject) -> None:
    """A part of the text is folded to its part of the folded text."""
    folded = Folded(text)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assert folded.within(span).of(folded.plain) == Folded(span.of(text)).plain
