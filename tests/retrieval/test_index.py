"""The index over the shipped plan and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.confidence import load_calibrations
from retrieval.examples import Example
from retrieval.query import Query
from retrieval.thesaurus import Thesaurus, load_thesaurus
from retrieval.understanding import Understanding
from tests.retrieval.corpora import document_of, index_of, shipped_plan

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.analysis import Analyzer
    from retrieval.index import ItemIndex

_OTHER = "一、督导\n1.近视防控。加强近视防控。\n2.校车安全。管好校车。\n"


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    """Return the shipped thesaurus."""
    return load_thesaurus()


@pytest.fixture(scope="module")
def understanding(analyzer: Analyzer, thesaurus: Thesaurus) -> Understanding:
    """Return an understanding with the shipped thesaurus."""
    return Understanding(analyzer, thesaurus)


@pytest.fixture(scope="module")
def index(analyzer: Analyzer, thesaurus: Thesaurus, learnt: Path) -> ItemIndex:
    """Return an index over the shipped plan, without remembered questions."""
    return index_of([shipped_plan()], analyzer, thesaurus, folder=learnt)


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
    assert best.confidence > 0.3


@given(st.text(st.characters() | st.sampled_from("近视防控托管督导教育学校手机 ,"), max_size=40))
@settings(deadline=None)
def test_any_question_gets_ordered_hits(
    index: ItemIndex, understanding: Understanding, question: str
) -> None:
    """Hits are different items, best first; shares and confidences are 0 to 1."""
    hits = index.search(understanding.query(question), 5)
    assert len({hit.item.key for hit in hits}) == len(hits) <= 5
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= hit.evidence.share <= 1 and 0 <= hit.confidence <= 1 for hit in hits)


def test_the_sum_is_explained(index: ItemIndex, understanding: Understanding) -> None:
    """The difference of two items' scores is that of their terms and of what is the same."""
    query = understanding.query("放学后托管")
    best, second, *_ = index.search(query, 3)
    reasons = index.explain(query, best)
    assert reasons[0].total > 0
    assert reasons == sorted(reasons, key=lambda reason: -reason.total)
    written = sum(r.written for r in reasons)
    assert written == pytest.approx(load_calibrations().untaught.margin * best.signs.written)
    assert sum(r.total for r in reasons) > sum(r.total for r in index.explain(query, second))


def test_items_of_all_documents_are_found(
    analyzer: Analyzer, thesaurus: Thesaurus, understanding: Understanding, learnt: Path
) -> None:
    """Several documents are searched together."""
    documents = [shipped_plan(), document_of(_OTHER, "other")]
    index = index_of(documents, analyzer, thesaurus, folder=learnt)
    assert index.documents == tuple(documents)
    found = {hit.item.key for hit in index.search(understanding.query("近视防控"), 5)}
    assert {(documents[0].name, documents[0].items[6].node.position), ("other", 1)} <= found


def test_an_item_is_found_by_its_area(analyzer: Analyzer, understanding: Understanding) -> None:
    """The title of the responsible area belongs to what is searched."""
    index = index_of([document_of(_OTHER)], analyzer, Thesaurus(()))
    hits = index.search(understanding.query("督导"), 5)
    assert all("督导" in hit.evidence.words for hit in hits)


def test_remembered_questions_find_their_item(
    analyzer: Analyzer, thesaurus: Thesaurus, understanding: Understanding, learnt: Path
) -> None:
    """Words that no item has find the item they were remembered of, or none if that was said."""
    question = "哪里可以溜旱冰"
    documents = [document_of(_OTHER)]
    for item, confident in ((1, True), (None, False)):
        examples = [Example("溜旱冰在哪里", item, 20.0), Example("晚饭吃什么", None, 20.0)]
        index = index_of(documents, analyzer, thesaurus, examples, learnt)
        best, *_ = index.search(understanding.query(question), 3)
        assert (best.confidence > 0.5) is confident
        assert best.item.number == 2 or not confident


def test_nothing_is_found_where_nothing_is(
    analyzer: Analyzer, index: ItemIndex, understanding: Understanding
) -> None:
    """An empty index, an empty query and a limit of none give no hits."""
    empty = index_of([], analyzer, Thesaurus(()))
    assert empty.search(understanding.query("近视"), 5) == []
    assert index.search(Query(()), 5) == []
    assert index.search(understanding.query("近视"), 0) == []
