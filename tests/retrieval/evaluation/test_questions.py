"""The measures, against figures computed by hand."""

from __future__ import annotations

import pytest

from retrieval.evaluation.questions import Given, LabelledQuestion, measure
from retrieval.outcome import Outcome


def _question(coverage: str, *right: int, sentences: tuple[str, ...] = ()) -> LabelledQuestion:
    return LabelledQuestion("问", coverage, frozenset(right), sentences)  # type: ignore[arg-type]


def test_figures_are_those_computed_by_hand() -> None:
    """Two of four answerable questions hit first, three within three, one is refused."""
    figures = measure(
        [
            (
                _question("direct", 7, sentences=("甲乙丙丁。",)),
                Given(Outcome.ANSWER, (7,), "甲乙丙丁。"),
            ),
            (
                _question("direct", 1, sentences=("戊己庚辛。",)),
                Given(Outcome.CHOICES, (2, 3, 1), "子丑"),
            ),
            (_question("topic", 5, 6), Given(Outcome.ANSWER, (6, 1), "")),
            (_question("topic", 5), Given(Outcome.NOT_FOUND, (), "")),
            (_question("none"), Given(Outcome.ANSWER, (5,), "")),
            (_question("none"), Given(Outcome.CHOICES, (5, 6), "")),
            (_question("none"), Given(Outcome.NOT_FOUND, (), "")),
            (_question("none"), Given(Outcome.DOCUMENT, (), "")),
            (_question("disputed", 9), Given(Outcome.ANSWER, (1,), "")),
        ]
    )
    assert figures.answerable == 4
    assert figures.unanswerable == 4
    assert figures.hit_1 == pytest.approx(2 / 4)
    assert figures.hit_3 == pytest.approx(3 / 4)
    assert figures.false_refusals == pytest.approx(1 / 4)
    assert figures.false_answers == pytest.approx(1.5 / 4)
    assert figures.quotes == pytest.approx(1 / 2)


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
    question = _question("direct", 1, sentences=("甲乙丙丁",))
    assert measure([(question, Given(Outcome.ANSWER, (1,), quote))]).quotes == float(right)


def test_no_questions_give_zeros() -> None:
    """Without questions all figures are zero."""
    assert set(measure([]).rounded().values()) == {0}
