"""Evidence and the outcome that it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from retrieval.analysis import Analyzer, Field
from retrieval.details import Detail, missing_details
from retrieval.evidence import Evidence, weigh
from retrieval.index import Hit
from retrieval.outcome import Outcome, Thresholds, judge
from retrieval.query import to_query
from retrieval.thesaurus import Concept, Thesaurus

if TYPE_CHECKING:
    from knowledge.model import Item

_CARE = Concept("课后服务", ("课后服务",), ("托管",))
_NONE = cast("Item", None)


def _weigh(analyzer: Analyzer, question: str, text: str, *concepts: Concept) -> Evidence:
    query = to_query(analyzer.fold(question).text, analyzer, Thesaurus(concepts))
    terms = analyzer.terms(text)
    return weigh(query, {field: frozenset(terms[field]) for field in Field})


@pytest.mark.parametrize(
    ("question", "text", "words", "share"),
    [
        ("督导", "教育督导", ("督导",), 1.0),
        ("督导", "课后服务", (), 0.0),
        ("托管", "课后服务", ("课后服务",), 1.0),
        ("托管", "教育督导", (), 0.0),
        ("怎么办", "课后服务", (), 0.0),
        ("", "课后服务", (), 0.0),
    ],
)
def test_the_share_is_what_is_met_of_what_is_asked(
    analyzer: Analyzer, question: str, text: str, words: tuple[str, ...], share: float
) -> None:
    """Words are met as they stand, concepts by an official term; common words ask for nothing."""
    assert _weigh(analyzer, question, text, _CARE) == Evidence(words, share)


def test_half_a_question_is_half_the_evidence(analyzer: Analyzer) -> None:
    """Of two things asked, one that is met lies between nothing and all."""
    assert 0.2 < _weigh(analyzer, "托管 督导", "教育督导", _CARE).share < 0.8


@pytest.mark.parametrize(
    ("evidence", "outcome"),
    [
        ([], Outcome.NOT_FOUND),
        ([(("督导",), 0.5), ((), 0.0)], Outcome.ANSWER),
        ([(("督导",), 0.3)], Outcome.ANSWER),
        ([(("督导",), 0.2), (("督导",), 0.2)], Outcome.CHOICES),
        ([(("督导",), 0.2)], Outcome.ANSWER),
        ([(("督导",), 0.01)], Outcome.NOT_FOUND),
        ([((), 0.9)], Outcome.NOT_FOUND),
    ],
)
def test_evidence_decides(evidence: list[tuple[tuple[str, ...], float]], outcome: Outcome) -> None:
    """The best hit's evidence makes an answer, choices or nothing, whatever the scores."""
    hits = [Hit(_NONE, -1.0, Evidence(words, share)) for words, share in evidence]
    assert judge(hits, Thresholds(answer=0.3, choices=0.1)) is outcome


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("收费多少钱", "健全课后服务保障机制", (Detail.MONEY,)),
        ("收费多少钱", "每学期300元", ()),
        ("办几场", "不少于40场", ()),
        ("电话是多少", "心理支持热线", (Detail.TELEPHONE, Detail.AMOUNT)),
        ("什么时候完成", "年底前完成", ()),
        ("什么时候完成", "有序推进", (Detail.TIME,)),
        ("有没有课后服务", "健全课后服务", ()),
    ],
)
def test_missing_details_are_told(question: str, text: str, missing: tuple[Detail, ...]) -> None:
    """A detail is missing where it was asked for and nothing of its kind is stated."""
    assert missing_details(question, text) == missing
