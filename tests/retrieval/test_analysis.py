"""Tokens of any text, and the segmenter's manners."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis import Analyzer, Field
from retrieval.segmentation import Segmenter

if TYPE_CHECKING:
    from pathlib import Path


def test_text_is_cut_in_three_ways(analyzer: Analyzer) -> None:
    """Words, bigrams within runs of letters, and characters; punctuation makes no term."""
    terms = analyzer.terms("課後服務,好")
    assert terms[Field.WORDS] == ["课后", "服务", "好"]
    assert terms[Field.BIGRAMS] == ["课后", "后服", "服务"]
    assert terms[Field.CHARACTERS] == ["课", "后", "服", "务", "好"]


@given(st.text(st.characters(), max_size=80))
@settings(deadline=None)
def test_tokens_are_cut_from_the_text(analyzer: Analyzer, text: str) -> None:
    """Each token is the piece of the folded text at its range."""
    folded = analyzer.fold(text).text
    for token in analyzer.tokens(folded):
        assert folded[token.start : token.end] == token.term
        assert any(character.isalnum() for character in token.term)


@pytest.mark.parametrize(
    ("common", "telling"), [("学校", "校外"), ("的", "课后"), ("怎么", "督导")]
)
def test_common_words_say_less(analyzer: Analyzer, common: str, telling: str) -> None:
    """What a word says follows general Chinese, not the plan."""
    assert analyzer.information(common) < analyzer.information(telling)


def test_the_dictionary_is_kept_in_the_given_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache is written where it was told to be, and nothing to the shared temporary folder."""
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    list(Segmenter(tmp_path / "cache").words("课后服务"))
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["jieba.cache"]
    assert not list(shared.iterdir())


def test_a_broken_cache_is_built_anew(tmp_path: Path) -> None:
    """A damaged cache file costs time, not the answer."""
    (tmp_path / "jieba.cache").write_bytes(b"damaged")
    assert [word for word, *_ in Segmenter(tmp_path).words("课后服务")] == ["课后", "服务"]
