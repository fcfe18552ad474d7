"""The journal: what was asked, what came of it, and what people thought of it."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from knowledge.errors import StoreError
from knowledge.journal import Feedback, Recorded
from knowledge.memory import item_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answer import Answer
    from bot.identity import Identity
    from knowledge.journal import JournalFigures, Unanswered, Vote

_log = logging.getLogger(__name__)
# What somebody may say of an answer that is not good, by the names that are kept.
Reason = Literal["other", "partial", "unclear", "outdated"]
REASONS: tuple[Reason, ...] = get_args(Reason)


class Journal(Protocol):
    """Where answers and feedback are kept; tests/bot/test_journal_contract.py says how it behaves.

    Users and conversations are known by their hashes only. Every method may raise StoreError.
    """

    def record(self, recorded: Sequence[Recorded]) -> tuple[int, ...]:
        """Keep answers, one at least, and return their numbers, which no later answers get."""

    def read(self, answer: int) -> Recorded | None:
        """Return an answer, or None where it is not there, or no longer."""

    def give_feedback(self, answer: int, given: Feedback) -> bool:
        """Keep a person's feedback in the place of their last; False without that answer."""

    def feedback_on(self, answer: int) -> tuple[Feedback, ...]:
        """Return what people think of an answer, in the order in which they first said so."""

    def unanswered(self, since: dt.datetime | None = None) -> tuple[Unanswered, ...]:
        """Return the questions that were not found, the most frequent and the latest first."""

    def figures(self) -> JournalFigures:
        """Count what is in the journal."""

    def forget(self, user: str) -> int:
        """Delete a person's questions, the feedback on them and the person's own; count rows."""

    def prune(self, before: dt.datetime) -> int:
        """Delete what was answered before a time, and the feedback on it; count rows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer that a channel gave, with its own ids of conversation and person, if it has any."""

    answer: Answer
    channel: str
    conversation: str | None = None
    user: str | int | None = None


class Recorder:
    """Writes into a journal what channels know by answers and ids.

    A journal that cannot be written keeps nobody from an answer: that is logged, without the
    question, and the answer goes without a number.
    """

    def __init__(self, journal: Journal, identity: Identity, *, enabled: bool = True) -> None:
        """Write into ``journal``, ids hashed by ``identity``; where not ``enabled``, nothing."""
        self._journal = journal
        self._identity = identity
        self._enabled = enabled

    def record(self, entries: Sequence[Entry]) -> tuple[int | None, ...]:
        """Record answers, one at least; return the numbers that feedback names them by.

        None stands for one that was not recorded.
        """
        if not self._enabled:
            return (None,) * len(entries)
        try:
            return self._journal.record([self._to_recorded(one) for one in entries])
        except StoreError as error:
            _log.warning("answers were not recorded: %s", error)
            return (None,) * len(entries)

    def give_feedback(
        self, answer: int, channel: str, user: str | int, vote: Vote, reason: str | None = None
    ) -> bool:
        """Keep what a person thinks of an answer, once a person; False where it is not there.

        Raises StoreError where it cannot be kept.
        """
        at = dt.datetime.now(dt.UTC)
        given = Feedback(self._identity.user(channel, user), vote, reason, at)
        return self._enabled and self._journal.give_feedback(answer, given)

    def forget(self, channel: str, user: str | int) -> int:
        """Delete all that is recorded of a person, whether recording is on or off; count rows.

        Raises StoreError where it cannot be deleted.
        """
        return self._journal.forget(self._identity.user(channel, user))

    def _to_recorded(self, entry: Entry) -> Recorded:
        answer, channel, identity = entry.answer, entry.channel, self._identity
        shown = answer.answers
        conversation, user = entry.conversation, entry.user
        return Recorded(
            question=answer.question.text,
            outcome=answer.outcome.value,
            items=tuple((one.item.document.name, item_key(one.item)) for one in shown),
            confidence=shown[0].confidence if shown else None,
            elapsed_ms=answer.elapsed_ms,
            channel=channel,
            conversation=None
            if conversation is None
            else identity.conversation(channel, conversation),
            user=None if user is None else identity.user(channel, user),
            at=dt.datetime.now(dt.UTC),
        )
