"""The cache of the words of large documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.analysis import Analyzer
from retrieval.word_cache import WORTH_KEEPING, WordCache

if TYPE_CHECKING:
    from pathlib import Path

_TEXTS = ["课后 服务", "校车 安全 校车", "", "\ud800 x " + "学" * WORTH_KEEPING]


class _Cut:
    """Cuts at blanks and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, text: str) -> list[str]:
        self.times += 1
        return text.split()


def test_the_same_texts_are_cut_once(tmp_path: Path) -> None:
    """A second cache over the same folder returns the same words without cutting."""
    cut = _Cut()
    first = WordCache(tmp_path / "new", "1").words_of(_TEXTS, cut)
    assert first == [text.split() for text in _TEXTS]
    assert cut.times == len(_TEXTS)
    assert WordCache(tmp_path / "new", "1").words_of(_TEXTS, cut) == first
    assert cut.times == len(_TEXTS)


@pytest.mark.parametrize(
    ("version", "texts"),
    [
        ("2", _TEXTS),
        ("1", _TEXTS[::-1]),
        ("1", [*_TEXTS, ""]),
        ("1", ["课后 服务校车 安全 校车", *_TEXTS[2:]]),
    ],
)
def test_other_texts_or_another_way_of_cutting_are_cut(
    tmp_path: Path, version: str, texts: list[str]
) -> None:
    """Whatever differs in the texts, their order or the version is cut anew."""
    WordCache(tmp_path, "1").words_of(_TEXTS, _Cut())
    cut = _Cut()
    assert WordCache(tmp_path, version).words_of(texts, cut) == [text.split() for text in texts]
    assert cut.times == len(texts)


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"\xff", b"[]", b"{}", b'{"words": ["a"], "texts": [[1]]}', b'{"words": [1]}'],
)
def test_a_broken_file_costs_time_only(tmp_path: Path, broken: bytes) -> None:
    """A file that does not hold the words is written anew."""
    cache = WordCache(tmp_path, "1")
    expected = cache.words_of(_TEXTS, _Cut())
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(broken)
    assert cache.words_of(_TEXTS, _Cut()) == expected
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_made_costs_time_only(tmp_path: Path) -> None:
    """Where nothing can be kept, the words are cut each time."""
    (tmp_path / "file").touch()
    cut = _Cut()
    cache = WordCache(tmp_path / "file", "1")
    assert cache.words_of(_TEXTS, cut) == cache.words_of(_TEXTS, cut)
    assert cut.times == 2 * len(_TEXTS)


def test_small_documents_leave_no_file(tmp_path: Path) -> None:
    """What is cut at once is not kept."""
    WordCache(tmp_path, "1").words_of(_TEXTS[:3], _Cut())
    assert list(tmp_path.iterdir()) == []


def test_remembered_terms_are_those_that_are_cut(tmp_path: Path, analyzer: Analyzer) -> None:
    """An analyzer with a cache gives the same terms as one without, the second time as well."""
    texts = [f"{number}.加強学校安全、课后服务ABC。" for number in range(WORTH_KEEPING // 10)]
    cached = Analyzer(analyzer.segmenter, WordCache(tmp_path, analyzer.segmenter.version))
    expected = [analyzer.terms(text) for text in texts]
    assert cached.terms_of(texts) == expected
    assert len(list(tmp_path.iterdir())) == 1
    assert cached.terms_of(texts) == expected
