"""Recording answers: what channels hand in, and what stands in the journal then."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.answer import Question
from bot.identity import Identity
from bot.journal import Entry, Recorder
from knowledge.journal import Vote
from knowledge.store.database import open_database, sqlite_url, writing
from knowledge.store.journal import JournalStore
from tests.standins.journal import JournalInMemory

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answer import Answer
    from bot.assistant import Assistant

_IDENTITY = Identity(b"a secret of the bureau")
_USER = 123456789


def _entry(answer: Answer) -> Entry:
    return Entry(answer, "telegram", user=_USER)


@pytest.mark.parametrize(
    ("question", "outcome", "items"),
    [
        ("第21条", "answer", (("licheng-2022", "五21"),)),
        ("今天天气怎么样", "not_found", ()),
        ("文号是多少", "document", ()),
        (" \ud800 ", "not_found", ()),
    ],
)
def test_an_answer_is_recorded_in_one_line(
    assistant: Assistant, question: str, outcome: str, items: tuple[tuple[str, str], ...]
) -> None:
    """The question as typed, what came of it and the items' keys are recorded, and no id."""
    journal = JournalInMemory()
    recorder = Recorder(journal, _IDENTITY)
    answer = assistant.answer(Question(question))
    before = dt.datetime.now(dt.UTC)
    (number,) = recorder.record([Entry(answer, "telegram", str(_USER), _USER)])
    assert number is not None
    kept = journal.read(number)
    assert kept is not None
    assert (kept.question, kept.outcome, kept.items) == (question, outcome, items)
    assert kept.confidence == (1.0 if items else None)
    assert kept.elapsed_ms == answer.elapsed_ms
    assert kept.user == _IDENTITY.user("telegram", _USER)
    assert kept.conversation == _IDENTITY.conversation("telegram", _USER)
    assert before <= kept.at <= dt.datetime.now(dt.UTC)
    assert str(_USER) not in repr(kept)


def test_feedback_and_forgetting_go_by_the_same_id(assistant: Assistant) -> None:
    """A person's vote is kept under their hash; forgetting them leaves nothing of theirs."""
    journal = JournalInMemory()
    recorder = Recorder(journal, _IDENTITY)
    (number,) = recorder.record([_entry(assistant.answer(Question("双减")))])
    assert number is not None
    assert recorder.give_feedback(number, "telegram", _USER, Vote.DOWN, "不是这个")
    (given,) = journal.feedback_on(number)
    assert (given.user, given.reason) == (_IDENTITY.user("telegram", str(_USER)), "不是这个")
    assert recorder.forget("terminal", _USER) == 0
    assert recorder.forget("telegram", _USER) == 2
    assert journal.figures().answers == 0
    assert recorder.give_feedback(number, "telegram", _USER, Vote.UP) is False


def test_where_recording_is_off_nothing_is_recorded(assistant: Assistant) -> None:
    """Neither answers nor votes are kept; what was recorded before can still be forgotten."""
    journal = JournalInMemory()
    answer = assistant.answer(Question("双减"))
    (number,) = Recorder(journal, _IDENTITY).record([_entry(answer)])
    assert number is not None
    off = Recorder(journal, _IDENTITY, enabled=False)
    assert off.record([_entry(answer), _entry(answer)]) == (None, None)
    assert off.give_feedback(number, "telegram", _USER, Vote.UP) is False
    assert journal.figures().answers == 1
    assert off.forget("telegram", _USER) == 1


def test_a_journal_that_is_away_keeps_nobody_from_an_answer(
    assistant: Assistant, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """It is logged, without the question, and the answer goes without a number."""
    engine = open_database(sqlite_url(tmp_path))
    with writing(engine) as connection:
        connection.execute(sa.text("DROP TABLE journal_answers"))
    recorder = Recorder(JournalStore(engine), _IDENTITY)
    with caplog.at_level(logging.DEBUG):
        answer = assistant.answer(Question("我家孩子叫小明"))
        assert recorder.record([_entry(answer)]) == (None,)
    engine.dispose()
    assert "journal-write" in caplog.text
    assert "小明" not in caplog.text
