"""Measures over labelled questions (the format is told in docs/questions.md)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from retrieval.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

Coverage = Literal["direct", "topic", "none", "document", "disputed"]


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with the items that would be right and the sentences that should be quoted."""

    text: str
    coverage: Coverage
    right: frozenset[int | str]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: the outcome, the items' numbers best first, the first item's quote."""

    outcome: Outcome
    numbers: tuple[int | str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares between 0 and 1 with the numbers of questions they are of; 0.0 where there is none.

    hit_1 and hit_3, false_refusals: over direct and topic. false_answers: over none, choices
    counting half. quotes: over direct; a quote is right if it shares a run of at least half of a
    labelled sentence.
    """

    answerable: int
    unanswerable: int
    hit_1: float
    hit_3: float
    false_refusals: float
    false_answers: float
    quotes: float

    def rounded(self) -> dict[str, float]:
        """Return the figures by name, rounded for people."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


def measure(pairs: Sequence[tuple[LabelledQuestion, Given]]) -> Figures:
    """Compute the figures over questions with what was answered to each."""
    answerable = [(q, g) for q, g in pairs if q.coverage in ("direct", "topic")]
    direct = [(q, g) for q, g in answerable if q.coverage == "direct" and q.sentences]
    none = [g for q, g in pairs if q.coverage == "none"]
    wrong = {Outcome.ANSWER: 1.0, Outcome.CHOICES: 0.5}
    return Figures(
        answerable=len(answerable),
        unanswerable=len(none),
        hit_1=_mean([not q.right.isdisjoint(g.numbers[:1]) for q, g in answerable]),
        hit_3=_mean([not q.right.isdisjoint(g.numbers[:3]) for q, g in answerable]),
        false_refusals=_mean([g.outcome is Outcome.NOT_FOUND for _, g in answerable]),
        false_answers=_mean([wrong.get(g.outcome, 0.0) for g in none]),
        quotes=_mean([_overlaps(g.quote, q.sentences) for q, g in direct]),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _overlaps(quote: str, sentences: Sequence[str]) -> bool:
    """Tell whether quote and a sentence share a run of half of that sentence's characters."""
    return any(_shared_run(quote, sentence) * 2 >= len(sentence) for sentence in sentences)


def _shared_run(a: str, b: str) -> int:
    return SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size
