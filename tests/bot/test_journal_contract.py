"""What every journal does: one suite over the one in the database and the one in memory."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import StoreError
from knowledge.journal import Feedback, Recorded, Unanswered, Vote
from knowledge.store.database import open_database, writing
from knowledge.store.journal import JournalStore
from tests.databases import KINDS
from tests.standins.journal import JournalInMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.journal import Journal

_AT = dt.datetime(2022, 9, 1, 12, 0, 0, 123456, tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)
_ANSWER = Recorded(
    question="放学后没人接孩子怎么办",
    outcome="answer",
    items=(("licheng-2022", "五21"), ("licheng-2022", "二7")),
    confidence=0.75,
    elapsed_ms=1.5,
    channel="telegram",
    conversation="c" * 64,
    user="u" * 64,
    at=_AT,
)
_LOST = replace(_ANSWER, question="校服多少钱", outcome="not_found", items=(), confidence=None)


def _up(user: str = "u", at: dt.datetime = _AT) -> Feedback:
    return Feedback(user, Vote.UP, None, at)


@pytest.fixture(params=[*KINDS, "memory"])
def journal(
    request: pytest.FixtureRequest, new_database: Callable[[str], str]
) -> Iterator[Journal]:
    """Return an empty journal of each kind."""
    if request.param == "memory":
        yield JournalInMemory()
        return
    engine = open_database(new_database(request.param))
    yield JournalStore(engine)
    engine.dispose()


def test_an_answer_comes_back_as_it_was(journal: Journal) -> None:
    """All of it is kept, times in UTC to the microsecond, unknown people as None."""
    unknown = replace(_LOST, user=None, conversation=None)
    east = replace(_ANSWER, at=_AT.astimezone(dt.timezone(dt.timedelta(hours=8))))
    numbers = journal.record((_ANSWER, unknown, east))
    assert len(set(numbers)) == 3
    assert [journal.read(number) for number in numbers] == [_ANSWER, unknown, _ANSWER]


@pytest.mark.parametrize("number", [0, -1, 99, 2**31, 2**70])
def test_what_is_not_there_is_told(journal: Journal, number: int) -> None:
    """An answer that was never given is None, and takes no feedback."""
    journal.record([_ANSWER])
    assert journal.read(number) is None
    assert journal.give_feedback(number, _up()) is False
    assert journal.figures().up == 0


@given(question=st.text(st.characters(exclude_categories=[]), max_size=30))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_questions_are_kept_as_typed(journal: Journal, question: str) -> None:
    """Whatever was typed comes back: broken text, NUL, quotes, backslashes."""
    # Two halves of one character beside each other are that character.
    whole = question.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    (number,) = journal.record([replace(_LOST, question=whole)])
    kept = journal.read(number)
    assert kept is not None
    assert kept.question == whole
    assert whole in [one.question for one in journal.unanswered()]


def test_feedback_is_given_once_a_person_and_changes(journal: Journal) -> None:
    """Who changes their mind stands where they stood; others stand beside."""
    number, other = journal.record([_ANSWER, _ANSWER])
    down = Feedback("a", Vote.DOWN, "不是\n这一条\0", _AT + _DAY)
    assert journal.give_feedback(number, _up("a"))
    assert journal.give_feedback(number, _up("b"))
    assert journal.give_feedback(other, _up("a"))
    assert journal.give_feedback(number, down)
    assert journal.give_feedback(number, down)
    assert journal.feedback_on(number) == (down, _up("b"))
    assert journal.feedback_on(other) == (_up("a"),)
    assert journal.feedback_on(99) == ()
    figures = journal.figures()
    assert (figures.up, figures.down) == (2, 1)


def test_unanswered_questions_are_counted(journal: Journal) -> None:
    """The most frequent come first, then the latest; the day may be set from which they count."""
    for days, question in ((0, "甲"), (2, "乙"), (1, "丙"), (3, "丙"), (2, "丁 ")):
        journal.record([replace(_LOST, question=question, at=_AT + days * _DAY)])
    journal.record([_ANSWER])
    assert journal.unanswered() == (
        Unanswered("丙", 2, _AT + 3 * _DAY),
        Unanswered("丁 ", 1, _AT + 2 * _DAY),
        Unanswered("乙", 1, _AT + 2 * _DAY),
        Unanswered("甲", 1, _AT),
    )
    east = dt.timezone(dt.timedelta(hours=8))
    since = journal.unanswered((_AT + 2 * _DAY).astimezone(east))
    assert [(one.question, one.times) for one in since] == [("丙", 1), ("丁 ", 1), ("乙", 1)]
    assert journal.unanswered(_AT + 4 * _DAY) == ()


def test_figures_count_everything(journal: Journal) -> None:
    """Outcomes, channels, people, time and the first and last day; an empty journal has none."""
    empty = journal.figures()
    assert (empty.answers, empty.users, dict(empty.outcomes)) == (0, 0, {})
    assert (empty.mean_ms, empty.first_at, empty.last_at) == (None, None, None)
    journal.record([_ANSWER])
    journal.record([replace(_LOST, at=_AT + _DAY, elapsed_ms=2.5)])
    journal.record([replace(_LOST, at=_AT - _DAY, user=None, channel="terminal", elapsed_ms=2.0)])
    journal.record([replace(_ANSWER, user="v" * 64, elapsed_ms=2.0)])
    figures = journal.figures()
    assert (figures.answers, figures.users) == (4, 2)
    assert dict(figures.outcomes) == {"answer": 2, "not_found": 2}
    assert dict(figures.channels) == {"telegram": 3, "terminal": 1}
    assert figures.mean_ms == pytest.approx(2.0)
    assert (figures.first_at, figures.last_at) == (_AT - _DAY, _AT + _DAY)


def test_a_person_is_forgotten(journal: Journal) -> None:
    """Their questions, votes on them, and their votes on others' answers go; the rest stays."""
    (mine,) = journal.record([_ANSWER])
    other = replace(_LOST, user="v")
    (theirs,) = journal.record([other])
    nobody = replace(_LOST, user=None)
    (of_nobody,) = journal.record([nobody])
    for user, number in (("v", mine), (_ANSWER.user or "", theirs), ("v", theirs)):
        assert journal.give_feedback(number, _up(user))
    assert journal.forget(_ANSWER.user or "") == 3
    assert journal.read(mine) is None
    assert journal.feedback_on(mine) == ()
    assert [journal.read(theirs), journal.read(of_nobody)] == [other, nobody]
    assert journal.feedback_on(theirs) == (_up("v"),)
    assert journal.forget(_ANSWER.user or "") == 0


def test_what_is_old_is_deleted(journal: Journal) -> None:
    """What was answered before the day goes with its feedback; what is of the day stays."""
    (old,) = journal.record([replace(_ANSWER, at=_AT - _DAY)])
    (new,) = journal.record([_ANSWER])
    assert journal.give_feedback(old, _up("v", _AT + _DAY))
    assert journal.prune(_AT.astimezone(dt.timezone(dt.timedelta(hours=8)))) == 2
    assert journal.read(old) is None
    assert journal.read(new) == _ANSWER
    assert journal.prune(_AT) == 0


def test_no_answer_gets_the_number_of_a_deleted_one(journal: Journal) -> None:
    """Feedback that comes late, by a button of old, is on no other answer."""
    (first,) = journal.record([_ANSWER])
    assert journal.forget(_ANSWER.user or "") == 1
    assert journal.record([_LOST]) != (first,)
    assert journal.give_feedback(first, _up()) is False


def test_a_damaged_database_is_told(engine: sa.Engine) -> None:
    """Whatever is asked of a database without the journal's tables ends in a StoreError."""
    store = JournalStore(engine)
    with writing(engine) as connection:
        connection.execute(sa.text("DROP TABLE journal_feedback"))
        connection.execute(sa.text("DROP TABLE journal_answers"))
    for action in (
        lambda: store.record([_ANSWER]),
        lambda: store.read(1),
        lambda: store.give_feedback(1, _up()),
        lambda: store.feedback_on(1),
        store.unanswered,
        store.figures,
        lambda: store.forget("u"),
        lambda: store.prune(_AT),
    ):
        with pytest.raises(StoreError) as refused:
            action()
        assert _ANSWER.question not in f"{refused.value} {refused.value.__cause__}"


def test_who_judges_at_once_is_counted_once(journal: Journal) -> None:
    """Of many votes of one person on one answer, whatever sends them, one stays."""
    (answer,) = journal.record([_ANSWER])
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: journal.give_feedback(answer, _up("a")), range(24)))
    assert all(kept)
    assert journal.feedback_on(answer) == (_up("a"),)
