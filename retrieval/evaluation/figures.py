"""The figures over labelled questions, each with its confidence interval."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from retrieval.evaluation.bootstrap import RESAMPLES, Estimate, draw, estimate, mean
from retrieval.evaluation.confidence import auroc, risk_area
from retrieval.evaluation.questions import Coverage
from retrieval.evaluation.ranking import ndcg, recall, reciprocal_rank
from retrieval.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from retrieval.evaluation.questions import Judged, Number

DEPTH = 10
# How questions can be put into groups: the name of a question's group, "" for none.
GROUPS: dict[str, Callable[[Judged], str]] = {
    "coverage": lambda one: one.question.coverage.value,
    "persona": lambda one: one.question.persona,
    "kind": lambda one: one.question.kind,
}


class Measure(StrEnum):
    """A measure; all are between 0 and 1."""

    HIT_1 = "hit_1"
    HIT_3 = "hit_3"
    MRR_10 = "mrr_10"
    RECALL_10 = "recall_10"
    RECALL_100 = "recall_100"
    NDCG_10 = "ndcg_10"
    QUOTES = "quotes"
    FACTS = "facts"
    FALSE_REFUSALS = "false_refusals"
    FALSE_ANSWERS = "false_answers"
    AUROC = "auroc"
    AURC = "aurc"

    @property
    def lower_is_better(self) -> bool:
        """Whether the measure counts what went wrong."""
        return self in (Measure.FALSE_REFUSALS, Measure.FALSE_ANSWERS, Measure.AURC)


@dataclass(frozen=True, slots=True)
class Figures:
    """Estimates by measure, those left out that no question bears on, and numbers of questions."""

    questions: int
    answerable: int
    unanswerable: int
    estimates: Mapping[Measure, Estimate]

    def rounded(self) -> dict[str, float | None]:
        """Return numbers and values by name, rounded for people; None where there is no value."""
        counted = {"answerable": self.answerable, "unanswerable": self.unanswerable}
        return counted | {one.value: self._rounded(one) for one in Measure if one not in _DEEP}

    def _rounded(self, measure: Measure) -> float | None:
        found = self.estimates.get(measure)
        return None if found is None else round(found.value, 3)


# Too deep for a plan's items; for collections of passages only.
_DEEP = (Measure.RECALL_100,)


def measure(pairs: Iterable[Judged], resamples: int = RESAMPLES) -> Figures:
    """Compute the figures; disputed questions are left out."""
    judged = [one for one in pairs if one.question.coverage is not Coverage.DISPUTED]
    estimates = estimate_means([credits_of(one) for one in judged], resamples)
    told = [one for one in judged if one.separable]
    answerable = np.array([one.question.answerable for one in told], dtype=bool)
    if answerable.any():
        confidences = np.array([one.given.confidence for one in told])
        wrong = np.array([one.wrong for one in told], dtype=float)
        counts = draw(len(told), resamples)
        estimates[Measure.AURC] = estimate(
            lambda some: risk_area(confidences, wrong, some), counts, len(told)
        )
        if not answerable.all():
            estimates[Measure.AUROC] = estimate(
                lambda some: auroc(confidences, answerable, some), counts, len(told)
            )
    return Figures(
        questions=len(judged),
        answerable=sum(one.question.answerable for one in judged),
        unanswerable=sum(one.question.coverage is Coverage.NONE for one in judged),
        estimates={one: estimates[one] for one in Measure if one in estimates},
    )


def measure_groups(
    pairs: Sequence[Judged], name_of: Callable[[Judged], str], resamples: int = RESAMPLES
) -> dict[str, Figures]:
    """Compute the figures of each group, in the order of their names; "" is no group."""
    groups = defaultdict(list)
    for one in pairs:
        if one.question.coverage is not Coverage.DISPUTED and name_of(one):
            groups[name_of(one)].append(one)
    return {name: measure(groups[name], resamples) for name in sorted(groups)}


def estimate_means(
    values: Sequence[Mapping[Measure, float]], resamples: int = RESAMPLES
) -> dict[Measure, Estimate]:
    """Estimate the mean of each measure over the questions that it has a value for."""
    if not values:
        return {}
    counts = draw(len(values), resamples)
    found = {}
    for one in Measure:
        column = [row.get(one) for row in values]
        given = len(column) - column.count(None)
        if given:
            found[one] = estimate(mean(column), counts, given)
    return found


def credits_of(judged: Judged) -> dict[Measure, float]:
    """Return what a question adds to each mean that it bears on, between 0 and 1."""
    question, given = judged.question, judged.given
    found: dict[Measure, float] = {}
    if question.answerable:
        found[Measure.HIT_1] = judged.hit
        found[Measure.HIT_3] = any(map(question.is_right, given.numbers[:3]))
        found[Measure.FALSE_REFUSALS] = given.outcome is Outcome.NOT_FOUND
        grades = dict.fromkeys(question.also, 1) | dict.fromkeys(question.best, 2)
        found |= ranking_credits(given.ranked, grades)
        del found[Measure.RECALL_100]
    if question.coverage is Coverage.DIRECT and question.sentences:
        found[Measure.QUOTES] = judged.quote_is_right
    if question.coverage is Coverage.NONE:
        wrong = {Outcome.ANSWER: 1.0, Outcome.CHOICES: 0.5}
        found[Measure.FALSE_ANSWERS] = wrong.get(given.outcome, 0.0)
    if question.coverage is Coverage.DOCUMENT and question.facts:
        found[Measure.FACTS] = judged.facts_are_right
    return found


def ranking_credits(ranked: Sequence[Number], grades: Mapping[Number, int]) -> dict[Measure, float]:
    """Return what a ranking adds to the measures of rankings."""
    return {
        Measure.MRR_10: reciprocal_rank(ranked, grades, DEPTH),
        Measure.RECALL_10: recall(ranked, grades, DEPTH),
        Measure.RECALL_100: recall(ranked, grades, DEPTH**2),
        Measure.NDCG_10: ndcg(ranked, grades, DEPTH),
    }
