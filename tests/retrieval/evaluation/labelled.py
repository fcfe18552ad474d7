"""Labelled questions and answers for tests, in few words."""

from __future__ import annotations

from retrieval.evaluation.questions import Coverage, Given, Judged, LabelledQuestion
from retrieval.outcome import Outcome


def judged(  # noqa: PLR0913 - one argument a field
    coverage: str,
    outcome: str,
    best: tuple[int, ...] = (),
    numbers: tuple[int, ...] = (),
    *,
    also: tuple[int, ...] = (),
    ranked: tuple[int, ...] = (),
    confidence: float = 0.0,
    sentences: tuple[str, ...] = (),
    quote: str = "",
    text: str = "问",
    persona: str = "",
) -> Judged:
    """Return a question with an answer; the ranking is what is shown if nothing else is said."""
    return Judged(
        LabelledQuestion(text, Coverage(coverage), best, also, sentences, persona=persona),
        Given(
            Outcome(outcome),
            numbers,
            quote,
            ranked or numbers,
            confidence=confidence,
        ),
    )
