"""What the journal holds: answers that were given, what people thought of them, and figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


class Vote(StrEnum):
    """What a person thought of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer that was given.

    ``question`` is what was typed; ``items`` are (document, path of the item as a string), best
    first; ``confidence`` is that of the first, between 0 and 1. ``conversation`` and ``user`` are
    keyed hashes in hexadecimal, or None where nobody is known; ``at`` is in UTC.
    """

    question: str
    outcome: str
    items: tuple[tuple[str, str], ...]
    confidence: float | None
    elapsed_ms: float
    channel: str
    conversation: str | None
    user: str | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person, named by a keyed hash, thought of an answer, and why if that was said."""

    user: str
    vote: Vote
    reason: str | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was not found, how often it was asked, and when last, in UTC."""

    question: str
    times: int
    last_at: dt.datetime


@dataclass(frozen=True, slots=True)
class JournalFigures:
    """Counts over the journal: answers by outcome and by channel, people, votes.

    ``mean_ms`` is the mean time spent on an answer, ``first_at`` and ``last_at`` are in UTC; all
    three are None where nothing was recorded.
    """

    answers: int
    outcomes: Mapping[str, int]
    channels: Mapping[str, int]
    users: int
    up: int
    down: int
    mean_ms: float | None
    first_at: dt.datetime | None
    last_at: dt.datetime | None
