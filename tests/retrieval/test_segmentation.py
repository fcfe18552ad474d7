"""The segmenter's manners: what it keeps where, and what it shares with nobody."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.segmentation import Segmenter

if TYPE_CHECKING:
    from pathlib import Path

_SAMPLE = "健全课后服务保障机制,3所"


@pytest.fixture
def shared_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an empty folder in the place of the system's temporary one."""
    folder = tmp_path / "system"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_words_come_with_their_ranges(words_cache: Path) -> None:
    """Words and the parts of long ones are cut, punctuation is left out."""
    found = list(Segmenter(words_cache / "cache").words("人民代表大会,好!"))
    assert {"人民", "代表", "大会"} <= {word for word, *_ in found}
    assert all(word not in ",!" for word, *_ in found)
    assert ("好", 7, 8) in found


@given(st.text(st.characters() | st.sampled_from("课后服务教育督导 ,。a1"), max_size=60))
@settings(deadline=None)
def test_any_text_is_cut_into_what_it_holds(words_cache: Path, text: str) -> None:
    """Each word stands at its range and holds a letter or digit; every one of them is in a word."""
    segmenter = _segmenter(words_cache)
    covered: set[int] = set()
    for word, start, end in segmenter.words(text):
        assert text[start:end] == word
        covered.update(range(start, end))
    assert {at for at, character in enumerate(text) if character.isalnum()} <= covered


_KEPT: dict[Path, Segmenter] = {}


def _segmenter(words_cache: Path) -> Segmenter:
    """Return one segmenter for all examples of a property."""
    return _KEPT.setdefault(words_cache, Segmenter(words_cache / "cache"))


def test_segmenters_share_no_words(words_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that one tokenizer learns is unknown to the next one, before and after."""
    made = []

    class Recorded(jieba.Tokenizer):  # type: ignore[misc]  # the library carries no types
        """A tokenizer that the test can reach."""

        def __init__(self) -> None:
            """Note the tokenizer that is made."""
            super().__init__()
            made.append(self)

    monkeypatch.setattr(jieba, "Tokenizer", Recorded)
    first, second = (Segmenter(words_cache / "cache") for _ in range(2))
    before = [list(one.words(_SAMPLE)) for one in (first, second)]
    made[0].add_word("课后服务保障机制")
    assert "课后服务保障机制" in [word for word, *_ in first.words(_SAMPLE)]
    assert before[0] == before[1] == list(second.words(_SAMPLE))
    assert list(Segmenter(words_cache / "cache").words(_SAMPLE)) == before[0]
    assert jieba.dt not in made


def test_nothing_is_loaded_before_the_first_use(tmp_path: Path, shared_temporary: Path) -> None:
    """Making a segmenter writes no cache; using it writes one, into the given folder alone."""
    segmenter = Segmenter(tmp_path / "deep" / "cache")
    assert not list((tmp_path / "deep" / "cache").iterdir())
    assert segmenter.information("课后") > segmenter.information("的")
    assert [path.name for path in (tmp_path / "deep" / "cache").iterdir()] == ["jieba.cache"]
    assert not list(shared_temporary.iterdir())


def test_a_second_segmenter_reads_the_cache(words_cache: Path, tmp_path: Path) -> None:
    """Words are the same with a dictionary that was built and with one from the cache."""
    built = list(Segmenter(tmp_path).words(_SAMPLE))
    kept = (tmp_path / "jieba.cache").stat().st_mtime_ns
    assert list(Segmenter(tmp_path).words(_SAMPLE)) == built
    assert (tmp_path / "jieba.cache").stat().st_mtime_ns == kept
    assert list(_segmenter(words_cache).words(_SAMPLE)) == built


def test_a_cache_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    """Where the folder is gone, words are cut all the same."""
    segmenter = Segmenter(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert list(segmenter.words("课后服务"))


def test_threads_may_use_it_from_the_start(words_cache: Path) -> None:
    """Many threads that use a fresh segmenter at once all get the same words."""
    segmenter = Segmenter(words_cache / "cache")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: list(segmenter.words(_SAMPLE)), range(40)))
    assert all(one == found[0] for one in found)


def test_an_unknown_word_says_as_much_as_one_seen_once(words_cache: Path) -> None:
    """Information is never negative, and no word says more than an unknown one."""
    segmenter = _segmenter(words_cache)
    most = segmenter.information("\ud800从来没有的词")
    for word in ("的", "学校", "课后", "督导", "", "a"):
        assert 0 <= segmenter.information(word) <= most
