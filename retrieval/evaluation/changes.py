"""What changed for each question between two runs: better, worse, other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.evaluation.bootstrap import RESAMPLES, Difference, paired_difference
from retrieval.evaluation.figures import Measure, credits_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.evaluation.questions import Judged

# What is looked at first decides; what a question does not bear on is the same in both.
_ORDER = (
    Measure.FACTS,
    Measure.FALSE_ANSWERS,
    Measure.HIT_1,
    Measure.HIT_3,
    Measure.FALSE_REFUSALS,
    Measure.QUOTES,
    Measure.MRR_10,
    Measure.NDCG_10,
)


class Direction(StrEnum):
    """What a change means for the one who asked."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that was answered differently."""

    direction: Direction
    old: Judged
    new: Judged


@dataclass(frozen=True, slots=True)
class RunComparison:
    """The questions of both runs that changed, and how many of each there are.

    ``hit_1`` is the paired difference of Hit@1 over the answerable questions of both.
    """

    changed: tuple[Changed, ...]
    shared: int
    only_old: int
    only_new: int
    hit_1: Difference | None

    def count(self, direction: Direction) -> int:
        """Return how many questions changed that way."""
        return sum(one.direction is direction for one in self.changed)


def compare_runs(
    old: Sequence[Judged], new: Sequence[Judged], resamples: int = RESAMPLES
) -> RunComparison:
    """Compare two runs question by question, paired by their words.

    Both are judged by the labels of the new run.
    """
    before, after = dict(_keyed(old)), dict(_keyed(new))
    pairs = [
        (replace(before[key], question=one.question), one)
        for key, one in after.items()
        if key in before
    ]
    answerable = [pair for pair in pairs if pair[1].question.answerable]
    return RunComparison(
        changed=tuple(
            Changed(_direction(*pair), *pair)
            for pair in pairs
            if _shown(pair[0]) != _shown(pair[1])
        ),
        shared=len(pairs),
        only_old=len(before) - len(pairs),
        only_new=len(after) - len(pairs),
        hit_1=paired_difference(
            [one.hit for one, _ in answerable], [one.hit for _, one in answerable], resamples
        ),
    )


def _keyed(pairs: Sequence[Judged]) -> Iterator[tuple[tuple[str, int], Judged]]:
    """Name each question by its words and by how often they were asked before."""
    asked: Counter[str] = Counter()
    for one in pairs:
        words = one.question.text
        yield (words, asked[words]), one
        asked[words] += 1


def _shown(judged: Judged) -> tuple[object, ...]:
    """Return what the asker sees, and the ranking behind it; confidence alone changes nothing."""
    given = judged.given
    return given.outcome, given.numbers, given.quote, given.nearest, dict(given.facts), given.ranked


def _direction(old: Judged, new: Judged) -> Direction:
    before, after = _standing(old), _standing(new)
    if before == after:
        return Direction.OTHER
    return Direction.BETTER if after > before else Direction.WORSE


def _standing(judged: Judged) -> list[float]:
    found = credits_of(judged)
    return [found.get(one, 0.0) * (-1 if one.lower_is_better else 1) for one in _ORDER]
