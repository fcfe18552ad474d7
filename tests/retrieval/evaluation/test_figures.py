"""The figures over questions, against figures computed by hand."""

from __future__ import annotations

import pytest

from retrieval.evaluation.figures import Measure, measure, measure_groups, ranking_credits
from tests.retrieval.evaluation.labelled import judged

_PAIRS = [
    judged(
        "direct", "answer", (7,), (7,), sentences=("甲乙丙丁。",), quote="甲乙丙丁。",
        confidence=0.9, persona="parent",
    ),
    judged(
        "direct", "choices", (1,), (2, 3, 1), sentences=("戊己庚辛。",), quote="子丑",
        confidence=0.2, persona="parent",
    ),
    judged("topic", "answer", (5,), (6, 1), also=(6,), confidence=0.8, persona="clerk"),
    judged("topic", "not_found", (5,), ranked=(9, 5), confidence=0.1, persona="clerk"),
    judged("none", "answer", (), (5,), confidence=0.5, persona="clerk"),
    judged("none", "choices", (), (5, 6), confidence=0.2),
    judged("none", "not_found"),
    judged("none", "document"),
    judged("disputed", "answer", (9,), (1,), confidence=1.0, persona="head"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "questions"),
    [
        ("hit_1", 2 / 4, 4),
        ("hit_3", 3 / 4, 4),
        ("mrr_10", (1 + 1 / 3 + 1 + 1 / 2) / 4, 4),
        ("recall_10", (1 + 1 + 1 / 2 + 1) / 4, 4),
        ("false_refusals", 1 / 4, 4),
        ("false_answers", 1.5 / 4, 4),
        ("quotes", 1 / 2, 2),
        # 0.9 and 0.8 are above all four others, 0.2 above two and equal to one, 0.1 above two.
        ("auroc", (4 + 2.5 + 4 + 2) / 16, 8),
        # By falling confidence the first two are right, all others wrong.
        ("aurc", (0 + 0 + 1 / 3 + 2 / 4 + 3 / 5 + 4 / 6 + 5 / 7 + 6 / 8) / 8, 8),
    ],
)
def test_figures_are_those_computed_by_hand(name: str, value: float, questions: int) -> None:
    """Each figure over four answerable and four other questions; disputed ones are left out."""
    found = measure(_PAIRS).estimates[Measure(name)]
    assert found.value == pytest.approx(value)
    assert found.questions == questions
    assert found.low <= found.value <= found.high


def test_counts_are_of_what_is_not_disputed() -> None:
    """Four answerable, four unanswerable, eight in all."""
    figures = measure(_PAIRS)
    assert (figures.questions, figures.answerable, figures.unanswerable) == (8, 4, 4)


def test_groups_have_their_own_figures() -> None:
    """Questions are measured by persona; those without one are in no group."""
    groups = measure_groups(_PAIRS, lambda one: one.question.persona)
    assert list(groups) == ["clerk", "parent"]
    assert groups["parent"].rounded()["hit_1"] == 0.5
    assert groups["parent"].rounded()["false_answers"] is None
    assert groups["clerk"].questions == 3


def test_no_questions_give_no_figures() -> None:
    """Without questions there is no figure, rather than a zero."""
    rounded = measure([]).rounded()
    assert rounded.pop("answerable") == rounded.pop("unanswerable") == 0
    assert set(rounded.values()) == {None}


def test_rankings_are_cut_at_ten_and_a_hundred() -> None:
    """What stands at rank 11 is no hit at 10, but one at 100."""
    found = ranking_credits(range(1, 102), {11: 1, 101: 1})
    assert found[Measure.MRR_10] == found[Measure.RECALL_10] == found[Measure.NDCG_10] == 0
    assert found[Measure.RECALL_100] == 0.5
