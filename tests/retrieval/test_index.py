"""The index over the shipped plan and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.parsing import read_document
from knowledge.readers.source import Source, read_source
from retrieval.index import ItemIndex, analyze_document
from retrieval.query import Query
from retrieval.searchers.bm25 import BM25Searcher
from retrieval.thesaurus import load_thesaurus
from retrieval.understanding import Understanding
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.model import Document
    from retrieval.analysis import Analyzer

_SHIPPED = PROJECT / "knowledge" / "plans" / "licheng-2022.txt"
_OTHER = "一、督导\n1.近视防控。加强近视防控。\n2.校车安全。管好校车。\n"


def _index(documents: Sequence[Document], analyzer: Analyzer) -> ItemIndex:
    return ItemIndex([analyze_document(one, analyzer) for one in documents], BM25Searcher)


def _other() -> Document:
    return read_document("other", Source(_OTHER.encode(), _OTHER))


@pytest.fixture(scope="module")
def understanding(analyzer: Analyzer) -> Understanding:
    """Return an understanding with the shipped thesaurus."""
    return Understanding(analyzer, load_thesaurus())


@pytest.fixture(scope="module")
def index(analyzer: Analyzer) -> ItemIndex:
    """Return an index over the shipped plan."""
    return _index([read_document("plan", read_source(_SHIPPED))], analyzer)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("近视防控", 7),
        ("啄木鸟行动", 10),
        ("随班就读", 14),
        ("责任督学挂牌督导", 22),
        ("微信公众号", 27),
        ("課後服務", 21),
        ("托管", 21),
    ],
)
def test_the_item_that_speaks_of_it_comes_first(
    index: ItemIndex, understanding: Understanding, question: str, number: int
) -> None:
    """What one item alone speaks of finds that item first, with evidence for it."""
    best, *_ = index.search(understanding.query(question), 3)
    assert best.item.number == number
    assert best.evidence.words
    assert best.evidence.share > 0.3


@given(st.text(st.characters() | st.sampled_from("近视防控托管督导教育学校手机 ,"), max_size=40))
@settings(deadline=None)
def test_any_question_gets_ordered_hits(
    index: ItemIndex, understanding: Understanding, question: str
) -> None:
    """Hits are different items, best first, with a score above zero and a share of 0 to 1."""
    hits = index.search(understanding.query(question), 5)
    assert len({hit.item.key for hit in hits}) == len(hits) <= 5
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
    assert all(0 <= hit.evidence.share <= 1 for hit in hits)


def test_items_of_all_documents_are_found(analyzer: Analyzer, understanding: Understanding) -> None:
    """Several documents are searched together."""
    documents = [read_document("plan", read_source(_SHIPPED)), _other()]
    index = _index(documents, analyzer)
    assert index.documents == tuple(documents)
    found = {hit.item.key for hit in index.search(understanding.query("近视防控"), 5)}
    assert {("plan", documents[0].items[6].node.position), ("other", 1)} <= found


def test_an_item_is_found_by_its_area(analyzer: Analyzer, understanding: Understanding) -> None:
    """The title of the responsible area belongs to what is searched."""
    index = _index([_other()], analyzer)
    assert len(index.search(understanding.query("督导"), 5)) == 2


def test_nothing_is_found_where_nothing_is(
    analyzer: Analyzer, index: ItemIndex, understanding: Understanding
) -> None:
    """An empty index, an empty query and a limit of none give no hits."""
    empty = _index([], analyzer)
    assert empty.search(understanding.query("近视"), 5) == []
    assert index.search(Query(()), 5) == []
    assert index.search(understanding.query("近视"), 0) == []
