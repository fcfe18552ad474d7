"""Two runs compared question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.evaluation.changes import compare_runs
from tests.retrieval.evaluation.labelled import judged

if TYPE_CHECKING:
    from retrieval.evaluation.questions import Judged


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [
        (("topic", "answer", (1,), (2,)), ("topic", "answer", (1,), (1,)), "better"),
        (("topic", "answer", (1,), (1,)), ("topic", "choices", (1,), (2, 1)), "worse"),
        (("topic", "choices", (1,), (2, 1)), ("topic", "not_found", (1,)), "worse"),
        (("topic", "answer", (1,), (2,)), ("topic", "answer", (1,), (3,)), "other"),
        (("topic", "answer", (1,), (1, 2)), ("topic", "answer", (1,), (1, 3)), "other"),
        (("none", "answer", (), (1,)), ("none", "choices", (), (1, 2)), "better"),
        (("none", "not_found"), ("none", "answer", (), (1,)), "worse"),
        (("none", "answer", (), (1,)), ("none", "answer", (), (2,)), "other"),
    ],
)
def test_a_change_has_a_direction(
    old: tuple[str, str], new: tuple[str, str], direction: str
) -> None:
    """A right item earlier is better, a refusal worse, another wrong item neither."""
    compared = compare_runs([judged(*old)], [judged(*new)])
    assert [one.direction for one in compared.changed] == [direction]
    (back,) = compare_runs([judged(*new)], [judged(*old)]).changed
    assert back.direction == {"better": "worse", "worse": "better", "other": "other"}[direction]


def test_a_better_quote_is_better() -> None:
    """With the same item first, the quote decides."""
    old, new = (
        judged("direct", "answer", (1,), (1,), sentences=("甲乙丙",), quote=quote)
        for quote in ("丁", "甲乙丙")
    )
    assert [one.direction for one in compare_runs([old], [new]).changed] == ["better"]


def test_questions_are_paired_by_their_words() -> None:
    """The order of questions does not matter, a question asked twice is two, others are counted."""
    old = [_named("甲", 1), _named("乙", 2), _named("甲", 3), _named("旧", 4)]
    new = [_named("甲", 1), _named("甲", 3), _named("乙", 2), _named("新", 4), _named("新", 5)]
    compared = compare_runs(old, new)
    assert compared.changed == ()
    assert (compared.shared, compared.only_old, compared.only_new) == (3, 1, 2)


def test_both_runs_are_judged_by_the_new_labels() -> None:
    """Where only the labels changed, nothing changed."""
    old, new = _named("甲", 1, best=2), _named("甲", 1, best=1)
    compared = compare_runs([old], [new])
    assert compared.changed == ()
    assert compared.hit_1 is not None
    assert compared.hit_1.value == 0


def test_confidence_alone_is_no_change() -> None:
    """Nobody sees a confidence that moves while the answer stays."""
    old, new = (judged("topic", "answer", (1,), (1,), confidence=one) for one in (0.4, 0.6))
    assert compare_runs([old], [new]).changed == ()


def _named(text: str, number: int, best: int = 1) -> Judged:
    return judged("topic", "answer", (best,), (number,), text=text)
