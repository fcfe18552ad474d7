"""A journal in memory, for tests of what records answers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from knowledge.journal import Feedback, JournalFigures, Recorded, Unanswered, Vote

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence


class JournalInMemory:
    """Keeps to the contract of bot.journal.Journal (tests/bot/test_journal_contract.py)."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._count = 0
        self._answers: dict[int, Recorded] = {}
        self._feedback: dict[int, dict[str, Feedback]] = {}

    def record(self, recorded: Sequence[Recorded]) -> tuple[int, ...]:
        """Keep answers."""
        return tuple(map(self._record, recorded))

    def _record(self, recorded: Recorded) -> int:
        self._count += 1
        self._answers[self._count] = recorded
        self._feedback[self._count] = {}
        return self._count

    def read(self, answer: int) -> Recorded | None:
        """Return an answer."""
        return self._answers.get(answer)

    def give_feedback(self, answer: int, given: Feedback) -> bool:
        """Keep feedback, one a person."""
        if answer not in self._answers:
            return False
        self._feedback[answer][given.user] = given
        return True

    def feedback_on(self, answer: int) -> tuple[Feedback, ...]:
        """Return the feedback on an answer."""
        return tuple(self._feedback.get(answer, {}).values())

    def unanswered(self, since: dt.datetime | None = None) -> tuple[Unanswered, ...]:
        """Return what was not found."""
        found: dict[str, list[dt.datetime]] = {}
        for one in self._answers.values():
            if one.outcome == "not_found" and (since is None or one.at >= since):
                found.setdefault(one.question, []).append(one.at)
        rows = [Unanswered(question, len(at), max(at)) for question, at in found.items()]
        rows.sort(key=lambda one: (-one.times, -one.last_at.timestamp(), one.question))
        return tuple(rows)

    def figures(self) -> JournalFigures:
        """Count."""
        answers = list(self._answers.values())
        times = [one.at for one in answers]
        votes = Counter(one.vote for given in self._feedback.values() for one in given.values())
        return JournalFigures(
            answers=len(answers),
            outcomes=Counter(one.outcome for one in answers),
            channels=Counter(one.channel for one in answers),
            users=len({one.user for one in answers} - {None}),
            up=votes[Vote.UP],
            down=votes[Vote.DOWN],
            mean_ms=sum(one.elapsed_ms for one in answers) / len(answers) if answers else None,
            first_at=min(times, default=None),
            last_at=max(times, default=None),
        )

    def forget(self, user: str) -> int:
        """Delete what is a person's."""
        own = sum(given.pop(user, None) is not None for given in self._feedback.values())
        return own + self._delete(lambda one: one.user == user)

    def prune(self, before: dt.datetime) -> int:
        """Delete what is old."""
        return self._delete(lambda one: one.at < before)

    def _delete(self, which: Callable[[Recorded], bool]) -> int:
        gone = [number for number, one in self._answers.items() if which(one)]
        for number in gone:
            del self._answers[number]
        return len(gone) + sum(len(self._feedback.pop(number)) for number in gone)
