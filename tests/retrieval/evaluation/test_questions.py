"""What of an answer is right."""

from __future__ import annotations

import pytest

from retrieval.evaluation.questions import Coverage, FactValue, Given, Judged, LabelledQuestion
from retrieval.outcome import Outcome
from tests.retrieval.evaluation.labelled import judged


@pytest.mark.parametrize(
    ("quote", "right"),
    [
        ("甲乙丙丁", True),
        ("甲乙", True),
        ("丙丁戊己", True),
        ("前甲乙丙丁后", True),
        ("丁戊", False),
        ("子丑", False),
        ("", False),
    ],
)
def test_a_quote_is_right_by_half_of_the_sentence(quote: str, *, right: bool) -> None:
    """A quote counts if it has half of the labelled sentence in one run."""
    one = judged("direct", "answer", (1,), (1,), sentences=("甲乙丙丁",), quote=quote)
    assert one.quote_is_right is right


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ({"openness": "主动公开", "copied_to": None}, True),
        ({"openness": "主动公开", "copied_to": None, "issuer": "局"}, True),
        ({"openness": "主动公开"}, False),
        ({"openness": "不公开", "copied_to": None}, False),
        ({}, False),
    ],
)
def test_facts_are_right_all_or_not(given: dict[str, FactValue], *, right: bool) -> None:
    """All labelled facts must be given; that one is not stated must be said, not left out."""
    labelled: dict[str, FactValue] = {"openness": "主动公开", "copied_to": None}
    question = LabelledQuestion("问", Coverage.DOCUMENT, facts=labelled)
    assert Judged(question, Given(Outcome.DOCUMENT, facts=given)).facts_are_right is right


def test_what_is_shown_goes_before_the_ranking() -> None:
    """The first item is the one shown, or else that of the ranking, or else the nearest."""
    shown = Given(Outcome.ANSWER, (3,), ranked=(4,), nearest=(5,))
    ranked = Given(Outcome.NOT_FOUND, ranked=(4,), nearest=(5,))
    nearest = Given(Outcome.NOT_FOUND, nearest=(5,))
    assert [one.first for one in (shown, ranked, nearest)] == [3, 4, 5]
    assert Given(Outcome.NOT_FOUND).first is None


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        (judged("topic", "answer", (1,), (1,)), False),
        (judged("topic", "answer", (1,), (2,), also=(2,)), False),
        (judged("topic", "not_found", (1,), ranked=(1,)), False),
        (judged("topic", "answer", (1,), (2, 1)), True),
        (judged("topic", "not_found", (1,)), True),
        (judged("none", "answer", (), (1,)), True),
        (judged("none", "not_found"), True),
    ],
)
def test_whatever_is_shown_for_what_the_plan_lacks_is_wrong(one: Judged, *, wrong: bool) -> None:
    """An item is wrong to show if no label names it, so for an unanswerable question all are."""
    assert one.wrong is wrong
