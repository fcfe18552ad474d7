"""Labelled questions and what was answered to them (the format is told in docs/questions.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.outcome import Outcome

Number = int | str
FactValue = str | int | None


class Coverage(StrEnum):
    """What the plan says to a question."""

    DIRECT = "direct"
    TOPIC = "topic"
    NONE = "none"
    DOCUMENT = "document"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with the items, sentences and facts that would be right.

    ``best`` and ``also`` are numbers of items; ``facts`` holds the values by name, None for what
    the document does not state. ``persona`` and ``kind`` are what a file says of a question, "" if
    it says nothing.
    """

    text: str
    coverage: Coverage
    best: tuple[Number, ...] = ()
    also: tuple[Number, ...] = ()
    sentences: tuple[str, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    persona: str = ""
    kind: str = ""

    @property
    def answerable(self) -> bool:
        """Whether an item answers it or speaks of its matter."""
        return self.coverage in (Coverage.DIRECT, Coverage.TOPIC)

    @property
    def separable(self) -> bool:
        """Whether it is one that an item answers or one that none does."""
        return self.answerable or self.coverage is Coverage.NONE

    def is_right(self, number: Number | None) -> bool:
        """Tell whether an item is one to show."""
        return number in self.best or number in self.also


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: the outcome, the shown items' numbers best first, the first one's quote.

    ``ranked`` are the first ten of the ranking, whatever the outcome. ``nearest`` are the items
    named as *not* the answer. ``confidence`` is that of the first item shown, or else of the
    nearest, 0.0 without one; ``title`` and ``words``, the words of the question that it meets, are
    of the same item.
    """

    outcome: Outcome
    numbers: tuple[Number, ...] = ()
    quote: str = ""
    ranked: tuple[Number, ...] = ()
    nearest: tuple[Number, ...] = ()
    confidence: float = 0.0
    title: str = ""
    words: tuple[str, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)

    @property
    def first(self) -> Number | None:
        """The item that would be shown if nothing were ever refused."""
        return next(iter((*self.numbers, *self.ranked, *self.nearest)), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """A question together with what was answered to it."""

    question: LabelledQuestion
    given: Given

    @property
    def separable(self) -> bool:
        """Whether the question is one that an item answers or one that none does."""
        return self.question.separable

    @property
    def hit(self) -> bool:
        """Whether the first item shown is right."""
        return any(map(self.question.is_right, self.given.numbers[:1]))

    @property
    def wrong(self) -> bool:
        """Whether the first item of all would be wrong to show."""
        return not (self.question.answerable and self.question.is_right(self.given.first))

    @property
    def quote_is_right(self) -> bool:
        """Whether the quote shares a run of at least half of a labelled sentence."""
        quote = self.given.quote
        return any(_shared_run(quote, one) * 2 >= len(one) for one in self.question.sentences)

    @property
    def facts_are_right(self) -> bool:
        """Whether all labelled facts were given with their values, and None said to be absent."""
        given, labelled = self.given.facts, self.question.facts
        return all(name in given and given[name] == value for name, value in labelled.items())


def _shared_run(a: str, b: str) -> int:
    return SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size
