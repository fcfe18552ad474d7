"""The view of an evaluation: its rows, and what its plots show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.evaluations.model import EvaluationView
from bot.evaluations.rows import figure_rows, group_tables, worst_row
from bot.texts import text
from retrieval.evaluation.confidence import risk_curve
from retrieval.evaluation.figures import measure
from retrieval.evaluation.questions import Coverage
from retrieval.evaluation.worst import worst_answers, worst_refusals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.evaluation.questions import Judged

_BINS = 10


def to_view(
    name: str,
    judged: Sequence[Judged],
    resamples: int,
    worst: int,
    baseline: Sequence[Judged] = (),
) -> EvaluationView:
    """Measure a run and put it into words; ``worst`` is the longest length of each list."""
    figures = measure(judged, resamples)
    before = measure(baseline, resamples).estimates
    return EvaluationView(
        name=name,
        answerable=figures.answerable,
        unanswerable=figures.unanswerable,
        figures=figure_rows(figures.estimates, before),
        groups=group_tables(judged),
        answers=tuple(map(worst_row, worst_answers(judged, worst))),
        refusals=tuple(map(worst_row, worst_refusals(judged, worst))),
        curve=_curve(judged),
        curve_before=_curve(baseline),
        spread=_spread(judged),
        bars=tuple(
            (text(f"measures.{one}"), before[one].value, now.value)
            for one, now in figures.estimates.items()
            if one in before
        ),
    )


def _curve(judged: Sequence[Judged]) -> tuple[tuple[float, float], ...]:
    told = [one for one in judged if one.separable]
    return tuple(risk_curve([one.given.confidence for one in told], [one.wrong for one in told]))


def _spread(judged: Sequence[Judged]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the shares of questions by tenths of confidence: the answerable ones, the others."""
    answerable = [one.given.confidence for one in judged if one.question.answerable]
    none = [one.given.confidence for one in judged if one.question.coverage is Coverage.NONE]
    return _shares(answerable), _shares(none)


def _shares(confidences: Sequence[float]) -> tuple[float, ...]:
    counts = [0] * _BINS
    for one in confidences:
        counts[min(int(one * _BINS), _BINS - 1)] += 1
    return tuple(count / len(confidences) if confidences else 0.0 for count in counts)
