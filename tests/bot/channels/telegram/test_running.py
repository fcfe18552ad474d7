"""Running: proxies, lines that break, other programs with the same token, topics."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from tests.bot.channels.telegram.serving import reply, running
from tests.standins.telegram import DROP_BEFORE, ApiError, Fault

if TYPE_CHECKING:
    import pytest

    from bot.assistant import Assistant
    from tests.standins.telegram import TelegramStandin, User


def test_telegram_is_reached_by_way_of_a_proxy(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """Every call goes to the proxy, which knows the way to a name that nobody else knows."""
    proxy = f"http://127.0.0.1:{standin.port}"
    there = "http://telegram.invalid/bot"
    with running(assistant, standin, proxy=proxy, base_url=there):
        standin.inject.message(lin, "第7条")
        assert "第7条" in reply(standin, lin).text


def test_connections_that_break_are_made_anew(
    assistant: Assistant,
    standin: TelegramStandin,
    lin: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """After three broken calls the pool is opened anew, which the log says; nothing is lost."""
    standin.fail_next("getUpdates", DROP_BEFORE, 3)
    with running(assistant, standin):
        standin.inject.message(lin, "第7条")
        standin.wait_until(lambda: standin.sent(lin), 40)
    assert "the connections to Telegram are made anew" in caplog.text
    assert "updates are fetched again" in caplog.text


def test_another_program_with_the_token_is_named(
    assistant: Assistant,
    standin: TelegramStandin,
    lin: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A 409 is told in clear words, and the bot goes on once it is alone."""
    caplog.set_level(logging.ERROR)
    conflict = ApiError(409, "Conflict: terminated by other getUpdates request")
    standin.fail_next("getUpdates", Fault("409", conflict))
    with running(assistant, standin):
        standin.inject.message(lin, "第7条")
        standin.wait_until(lambda: standin.sent(lin), 20)
    assert "同一个令牌正被另一个程序使用(409 Conflict)" in caplog.text


def test_answers_stay_in_their_topic(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """A question in a topic of a forum is answered there."""
    forum = standin.group(-1002, "教师论坛", forum=True)
    topic = standin.topic(forum, "政策")
    standin.inject.bot_added(lin, forum)
    with running(assistant, standin):
        standin.inject.message(lin, f"@{standin.bot.username} 第7条", topic)
        standin.wait_until(lambda: standin.sent(forum), 20)
    (card,) = standin.sent(forum)
    assert card.thread_id == topic.thread_id
    assert card.reply_to is not None
