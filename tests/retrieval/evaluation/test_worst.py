"""The questions to look at first."""

from __future__ import annotations

from retrieval.evaluation.worst import worst_answers, worst_refusals
from tests.retrieval.evaluation.labelled import judged

_PAIRS = [
    judged("topic", "answer", (1,), (1,), confidence=0.99, text="对"),
    judged("topic", "answer", (1,), (2, 1), confidence=0.4, text="错"),
    judged("none", "choices", (), (2, 1), confidence=0.6, text="误答"),
    judged("none", "not_found", (), confidence=0.9, text="拒"),
    judged("direct", "not_found", (1,), confidence=0.1, text="误拒"),
    judged("topic", "not_found", (1,), confidence=0.3, text="误拒二"),
    judged("disputed", "answer", (1,), (2,), confidence=1.0, text="争议"),
    judged("document", "answer", (), (2,), confidence=1.0, text="文号"),
]


def test_wrong_answers_come_by_their_confidence() -> None:
    """Wrong items, choices among them, the surest first; disputed questions are none."""
    assert [one.question.text for one in worst_answers(_PAIRS, 9)] == ["误答", "错"]
    assert [one.question.text for one in worst_answers(_PAIRS, 1)] == ["误答"]


def test_refusals_come_by_what_was_nearest() -> None:
    """Answerable questions that were refused, those that nearly were answered first."""
    assert [one.question.text for one in worst_refusals(_PAIRS, 9)] == ["误拒二", "误拒"]
