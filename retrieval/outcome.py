"""The outcome of a search: judged by evidence, not by the engine's score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.index import Hit

MOST_SHOWN = 3


class Outcome(StrEnum):
    """What the answer to a question is."""

    ANSWER = "answer"
    CHOICES = "choices"
    NOT_FOUND = "not_found"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares of a question's weight that must be met, between 0 and 1."""

    answer: float
    choices: float


def judge(hits: Sequence[Hit], thresholds: Thresholds) -> Outcome:
    """Say what the best hits amount to.

    The best hit is an answer where it alone meets enough of the question; where it meets less,
    the first hits are choices; below that, or where no whole word is met, nothing was found.
    """
    if not hits or not hits[0].evidence.words or hits[0].evidence.share < thresholds.choices:
        return Outcome.NOT_FOUND
    if hits[0].evidence.share < thresholds.answer and len(hits) > 1:
        return Outcome.CHOICES
    return Outcome.ANSWER
