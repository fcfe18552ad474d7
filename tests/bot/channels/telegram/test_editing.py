"""Questions that are edited after they were answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.channels.telegram.serving import reply, running

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from tests.standins.telegram import RecordedMessage, TelegramStandin, User


def _asked(standin: TelegramStandin, person: User) -> RecordedMessage:
    return next(one for one in standin.history(person.id) if one.sender.id == person.id)


def test_the_answer_to_an_edited_question_is_edited(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """The card under the question becomes the one of what is asked now, and none is sent anew."""
    with running(assistant, standin):
        standin.inject.message(lin, "第7条")
        reply(standin, lin)
        standin.inject.edited_message(lin, _asked(standin, lin).message_id, "第8条")
        standin.wait_until(lambda: "第8条" in standin.sent(lin)[0].text, 20)
        standin.inject.edited_message(lin, _asked(standin, lin).message_id, "第8条")
        standin.inject.message(lin, "下一条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1, 20)
    assert "第9条" in standin.sent(lin)[1].text


def test_what_was_not_answered_stays_so(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """A message of a group that did not address the bot is left alone when it is edited."""
    group = standin.group(-1001, "家长群")
    standin.inject.bot_added(lin, group)
    with running(assistant, standin):
        standin.inject.message(lin, "第7条", group)
        (written,) = [one for one in standin.history(group.id) if one.text == "第7条"]
        standin.inject.edited_message(lin, written.message_id, "第8条", group)
        standin.inject.message(lin, "第9条")
        reply(standin, lin)
    assert standin.sent(group) == []


def test_a_longer_answer_becomes_a_shorter_one(
    long_assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """Of an answer of two messages, the second goes; and it comes again."""
    with running(long_assistant, standin):
        standin.inject.message(lin, "第2条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1, 20)
        asked = _asked(standin, lin).message_id
        standin.inject.edited_message(lin, asked, "第1条")
        standin.wait_until(lambda: len(standin.sent(lin)) == 1, 20)
        assert "第1条" in standin.sent(lin)[0].text
        standin.inject.edited_message(lin, asked, "第2条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1, 20)
