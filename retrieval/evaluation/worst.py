"""The questions to look at first: what was wrong with most confidence, what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.evaluation.questions import Judged


def worst_answers(pairs: Sequence[Judged], limit: int) -> list[Judged]:
    """Return up to ``limit`` wrong answers and choices, those with the most confidence first."""
    shown = (Outcome.ANSWER, Outcome.CHOICES)
    wrong = [one for one in pairs if one.separable and one.given.outcome in shown and not one.hit]
    return sorted(wrong, key=lambda one: -one.given.confidence)[:limit]


def worst_refusals(pairs: Sequence[Judged], limit: int) -> list[Judged]:
    """Return up to ``limit`` answerable questions that were refused, most confidence first."""
    refused = [
        one for one in pairs if one.question.answerable and one.given.outcome is Outcome.NOT_FOUND
    ]
    return sorted(refused, key=lambda one: -one.given.confidence)[:limit]
