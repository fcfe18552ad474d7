"""The outcome of a search: judged by confidence, which comes from evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.index import Hit

MOST_SHOWN = 3
# An item is offered as a choice from this part of the confidence that an answer needs.
_CHOICE = 0.36
# Without remembered questions what is meant is often only guessed; then a choice too many is better
# than none.
_UNTAUGHT_CHOICE = 0.16


class Outcome(StrEnum):
    """What the answer to a question is."""

    ANSWER = "answer"
    CHOICES = "choices"
    NOT_FOUND = "not_found"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The confidence, 0 to 1, from which on an item is an answer, and a choice.

    ``untaught_choices`` holds for documents without enough remembered questions.
    """

    answer: float
    choices: float
    untaught_choices: float


def thresholds_of(caution: float) -> Thresholds:
    """Return the thresholds of a caution between 0 (answer more) and 1 (refuse more)."""
    return Thresholds(caution, caution * _CHOICE, caution * _UNTAUGHT_CHOICE)


def judge(hits: Sequence[Hit], thresholds: Thresholds) -> Outcome:
    """Say what the best hits amount to.

    The best hit is an answer where the confidence in it is high enough; where it is lower, the
    first hits are choices; below that, or where not one word speaks for it, nothing was found.
    """
    if not hits or not hits[0].evidence.words:
        return Outcome.NOT_FOUND
    least = thresholds.choices if hits[0].taught else thresholds.untaught_choices
    if hits[0].confidence < least:
        return Outcome.NOT_FOUND
    if hits[0].confidence < thresholds.answer and len(hits) > 1:
        return Outcome.CHOICES
    return Outcome.ANSWER
