"""The journal in the database."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from knowledge.errors import StoreError
from knowledge.journal import Feedback, JournalFigures, Recorded, Unanswered, Vote
from knowledge.store.database import cause_of, writing
from knowledge.store.queries import utc
from knowledge.store.tables import HIGHEST_ID
from knowledge.store.tables import journal_answers as answers
from knowledge.store.tables import journal_feedback as feedback

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

# Made once: making a statement takes longer than carrying it out.
_INSERT = answers.insert().returning(answers.c.id, sort_by_parameter_order=True)


class JournalStore:
    """Keeps answers and feedback; users appear as keyed hashes only.

    Every method raises StoreError where the database cannot be asked.
    """

    def __init__(self, engine: sa.Engine) -> None:
        """Work on ``engine``, as ``open_database`` returns it."""
        self._engine = engine

    def record(self, recorded: Sequence[Recorded]) -> tuple[int, ...]:
        """Keep answers, one at least, and return the numbers that feedback names them by."""
        rows = [_to_row(one) for one in recorded]
        with self._writing() as connection:
            return tuple(connection.scalars(_INSERT, rows))

    def read(self, answer: int) -> Recorded | None:
        """Return an answer, or None where it is not there, or no longer."""
        if not 0 < answer <= HIGHEST_ID:
            return None
        with self._reading() as connection:
            row = connection.execute(sa.select(answers).where(answers.c.id == answer)).one_or_none()
        return None if row is None else _to_recorded(row)

    def give_feedback(self, answer: int, given: Feedback) -> bool:
        """Keep what a person thinks of an answer, in the place of what they thought before.

        False says that the answer is not there, or no longer.
        """
        if not 0 < answer <= HIGHEST_ID:
            return False
        values = {"vote": given.vote, "reason": given.reason, "at": utc(given.at)}
        one = sa.and_(feedback.c.answer_id == answer, feedback.c.user_hash == given.user)
        with self._writing() as connection:
            this = sa.select(answers.c.id).where(answers.c.id == answer)
            if connection.scalar(this) is None:
                return False
            if not connection.execute(feedback.update().where(one).values(values)).rowcount:
                key = {"answer_id": answer, "user_hash": given.user}
                connection.execute(feedback.insert().values(values | key))
        return True

    def feedback_on(self, answer: int) -> tuple[Feedback, ...]:
        """Return what people think of an answer, the one who said so first at the front."""
        query = sa.select(feedback).where(feedback.c.answer_id == answer).order_by(feedback.c.id)
        with self._reading() as connection:
            return tuple(
                Feedback(row.user_hash, Vote(row.vote), row.reason, utc(row.at))
                for row in connection.execute(query)
            )

    def unanswered(self, since: dt.datetime | None = None) -> tuple[Unanswered, ...]:
        """Return the questions that were not found, the most frequent and the latest first."""
        times, last = sa.func.count(answers.c.id), sa.func.max(answers.c.at)
        query = (
            sa.select(answers.c.question, times.label("times"), last.label("last_at"))
            .where(answers.c.outcome == "not_found")
            .group_by(answers.c.question)
            .order_by(times.desc(), last.desc(), answers.c.question)
        )
        if since is not None:
            query = query.where(answers.c.at >= utc(since))
        with self._reading() as connection:
            return tuple(
                Unanswered(row.question, row.times, utc(row.last_at))
                for row in connection.execute(query)
            )

    def figures(self) -> JournalFigures:
        """Count what is in the journal."""
        whole = sa.select(
            sa.func.count(answers.c.id),
            sa.func.count(sa.distinct(answers.c.user_hash)),
            sa.func.avg(answers.c.elapsed_ms),
            sa.func.min(answers.c.at),
            sa.func.max(answers.c.at),
        )
        with self._reading() as connection:
            count, users, mean, first, last = connection.execute(whole).one()
            votes = _counts(connection, feedback.c.vote)
            return JournalFigures(
                answers=count,
                outcomes=_counts(connection, answers.c.outcome),
                channels=_counts(connection, answers.c.channel),
                users=users,
                up=votes.get(Vote.UP, 0),
                down=votes.get(Vote.DOWN, 0),
                mean_ms=mean,
                first_at=first and utc(first),
                last_at=last and utc(last),
            )

    def forget(self, user: str) -> int:
        """Delete all of a person's questions and votes; return how many rows that were.

        What others thought of answers to that person goes with the answers.
        """
        with self._writing() as connection:
            votes = connection.execute(feedback.delete().where(feedback.c.user_hash == user))
            return votes.rowcount + _delete(connection, answers.c.user_hash == user)

    def prune(self, before: dt.datetime) -> int:
        """Delete the answers that were given before a time, and feedback on them; count rows."""
        with self._writing() as connection:
            return _delete(connection, answers.c.at < utc(before))

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        try:
            with writing(self._engine) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError("journal-write", cause=cause_of(error)) from error

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError("database-read", cause=cause_of(error)) from error


def _delete(connection: sa.Connection, which: sa.ColumnElement[bool]) -> int:
    """Delete answers with the feedback on them, which refers to them, first."""
    chosen = sa.select(answers.c.id).where(which)
    votes = connection.execute(feedback.delete().where(feedback.c.answer_id.in_(chosen)))
    return votes.rowcount + connection.execute(answers.delete().where(which)).rowcount


def _counts(connection: sa.Connection, column: sa.Column[str]) -> dict[str, int]:
    query = sa.select(column, sa.func.count()).group_by(column).order_by(column)
    return {name: count for name, count in connection.execute(query)}  # noqa: C416 - rows are no pairs to mypy


def _to_row(recorded: Recorded) -> dict[str, object]:
    return {
        "question": recorded.question,
        "outcome": recorded.outcome,
        "items": [list(item) for item in recorded.items],
        "confidence": recorded.confidence,
        "elapsed_ms": recorded.elapsed_ms,
        "channel": recorded.channel,
        "conversation_hash": recorded.conversation,
        "user_hash": recorded.user,
        "at": utc(recorded.at),
    }


def _to_recorded(row: sa.Row[Any]) -> Recorded:
    return Recorded(
        question=row.question,
        outcome=row.outcome,
        items=tuple((document, key) for document, key in row.items),
        confidence=row.confidence,
        elapsed_ms=row.elapsed_ms,
        channel=row.channel,
        conversation=row.conversation_hash,
        user=row.user_hash,
        at=utc(row.at),
    )
