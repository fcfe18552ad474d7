"""The real python-telegram-bot application over HTTP against the stand-in."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram.application import build_application
from bot.settings import TelegramSettings
from knowledge.errors import StoreError
from tests.standins.telegram import FORBIDDEN, ApiError, Fault, TelegramStandin, flood

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.answer import Answer, Question
    from bot.assistant import Assistant
    from tests.standins.telegram import RecordedMessage, User


@contextmanager
def _running(assistant: Assistant, standin: TelegramStandin) -> Iterator[TelegramStandin]:
    """Run the application in a thread of its own while the block runs."""
    settings = TelegramSettings(base_url=standin.base_url)
    stop = threading.Event()

    async def run() -> None:
        application = build_application(assistant, settings, standin.token)
        async with application:
            assert application.updater is not None
            await application.start()
            await application.updater.start_polling(poll_interval=0, timeout=1)
            await asyncio.to_thread(stop.wait)
            await application.updater.stop()
            await application.stop()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    try:
        yield standin
    finally:
        stop.set()
        thread.join(20)


@pytest.fixture
def standin() -> Iterator[TelegramStandin]:
    """Serve a strict stand-in of the Bot API; no call may break a rule of it."""
    with TelegramStandin() as served:
        yield served
        assert served.violations == []


@pytest.fixture
def lin(standin: TelegramStandin) -> User:
    """Return a person who writes to the bot."""
    return standin.user(42, "林", "zh-hans")


@pytest.fixture(autouse=True)
def _log_records() -> Iterator[None]:
    """Put the log record factory back, which the application replaces for the process."""
    factory = logging.getLogRecordFactory()
    yield
    logging.setLogRecordFactory(factory)


def _reply(standin: TelegramStandin, person: User) -> RecordedMessage:
    """Wait for the one message that the bot sends to a person."""
    standin.wait_until(lambda: standin.sent(person), 20)
    (message,) = standin.sent(person)
    return message


def test_a_text_is_answered_with_a_card(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """A question gets item, area, the verbatim item in an expandable quote and the source line."""
    with _running(assistant, standin):
        standin.inject.message(lin, "第21条")
        card = _reply(standin, lin)
    item = assistant.documents[0].items[20]
    assert "第21条 合力推动“双减”政策高效落实" in card.text
    assert "责任领域:五、突出依法治教,创新推进教育治理体系变革" in card.text
    assert "2022年鲤城教育工作要点 · 2022-03-29" in card.text
    (whole,) = [e for e in card.entities if e["type"] == "expandable_blockquote"]
    assert item.text == card.text.encode("utf-16-le")[
        2 * whole["offset"] : 2 * (whole["offset"] + whole["length"])
    ].decode("utf-16-le")


def test_all_items_are_sent_verbatim(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """Each of the 28 items arrives within the limits, byte for byte as stored."""
    items = assistant.documents[0].items
    with _running(assistant, standin):
        for item in items:
            standin.inject.message(lin, f"第{item.number}条")
        standin.wait_until(lambda: len(standin.sent(lin)) >= len(items), 60)
    assert all(any(item.text in card.text for card in standin.sent(lin)) for item in items)
    assert {call.status for call in standin.calls if call.method == "sendMessage"} == {200}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<b>&</i>", "未找到"),
        ("*_[`", "未找到"),
        ("\u202e\x01?", "未找到"),
        ("😀" * 4000, "未找到"),
    ],
)
def test_what_is_written_gets_its_reply(
    assistant: Assistant, standin: TelegramStandin, lin: User, written: str, expected: str
) -> None:
    """Markup, control signs and noise in a message do no harm."""
    with _running(assistant, standin):
        standin.inject.message(lin, written)
        assert expected in _reply(standin, lin).text


@pytest.mark.parametrize(
    ("command", "expected"), [("start", "您好,我是问策"), ("help", "原样截取")]
)
def test_commands_greet_and_help(
    assistant: Assistant, standin: TelegramStandin, lin: User, command: str, expected: str
) -> None:
    """/start greets a newcomer, /help gives examples, both name the plan."""
    with _running(assistant, standin):
        standin.inject.command(lin, command)
        reply = _reply(standin, lin)
    assert expected in reply.text
    assert "《2022年鲤城教育工作要点》" in reply.text


def test_a_file_is_declined(assistant: Assistant, standin: TelegramStandin, lin: User) -> None:
    """A message without text is told that only text is understood."""
    with _running(assistant, standin):
        standin.inject.document(lin, b"plan", "plan.txt")
        assert "只看得懂文字" in _reply(standin, lin).text


def test_groups_are_left_in_peace(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """What is written in a group is not answered; the private question after it is."""
    group = standin.group(-1001, "家长群")
    standin.inject.bot_added(lin, group)
    with _running(assistant, standin):
        standin.inject.message(lin, "双减", group)
        standin.inject.message(lin, "第7条")
        assert "第7条" in _reply(standin, lin).text
    assert standin.sent(group) == []


def test_a_flood_limit_is_waited_out(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """After a 429 the card is sent again, once the time that Telegram named is over."""
    standin.fail_next("sendMessage", flood(1))
    with _running(assistant, standin):
        standin.inject.message(lin, "第7条")
        assert "第7条" in _reply(standin, lin).text
    calls = [call for call in standin.calls if call.method == "sendMessage"]
    assert [call.status for call in calls] == [429, 200]
    assert calls[1].at - calls[0].at >= 1


def test_a_person_who_blocked_the_bot_is_left_in_peace(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """A 403 is not answered by an apology; the next question is answered as ever."""
    standin.fail_next("sendMessage", FORBIDDEN)
    with _running(assistant, standin):
        standin.inject.message(lin, "第8条")
        standin.wait_for("sendMessage")
        standin.inject.message(lin, "第7条")
        assert "第7条" in _reply(standin, lin).text
    assert len([call for call in standin.calls if call.method == "sendMessage"]) == 2


def test_the_token_is_in_no_log(
    assistant: Assistant,
    standin: TelegramStandin,
    lin: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """At the most talkative level, over a fault and an answer, no record holds the token."""
    caplog.set_level(logging.DEBUG)
    quoted = ApiError(400, f"Bad Request: {standin.token} is not good")
    standin.fail_next("sendMessage", Fault("400", quoted))
    with _running(assistant, standin):
        standin.inject.message(lin, "第7条")
        assert _reply(standin, lin).text.startswith("抱歉")
    assert "HTTP Request: POST" in caplog.text
    assert "[token]" in caplog.text
    assert standin.token.split(":")[1] not in caplog.text


class _Failing:
    """An assistant that cannot answer."""

    documents = ()

    def answer(self, question: Question) -> Answer:
        """Fail."""
        msg = f"no answer to {question.text}"
        raise RuntimeError(msg)


def test_a_failure_is_apologised_for_by_number(
    standin: TelegramStandin, lin: User, caplog: pytest.LogCaptureFixture
) -> None:
    """The asker gets an apology with a reference number, the log the cause under that number."""
    with _running(_Failing(), standin):  # type: ignore[arg-type]
        standin.inject.message(lin, "双减")
        apology = _reply(standin, lin).text
    reference = apology.rsplit(" ", 1)[1].rstrip("。")
    assert apology.startswith("抱歉")
    assert f"reference {reference}" in caplog.text
    assert "no answer to 双减" in caplog.text


class _Unreachable:
    """An assistant whose store cannot be asked the first time."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._asked = 0

    def answer(self, question: Question) -> Answer:
        """Fail once, then answer."""
        self._asked += 1
        if self._asked == 1:
            raise StoreError("database-read", cause="gone")
        return self._assistant.answer(question)


def test_a_store_that_cannot_be_asked_is_no_end(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """The asker is told to come back, and the next question is answered."""
    with _running(_Unreachable(assistant), standin):  # type: ignore[arg-type]
        standin.inject.message(lin, "第7条")
        assert _reply(standin, lin).text == "抱歉,文件库暂时连不上,请过一会儿再问。"
        standin.inject.message(lin, "第7条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1, 20)
        assert "第7条" in standin.sent(lin)[1].text


def _serve(standin: TelegramStandin, folder: Path, token: str) -> subprocess.Popen[str]:
    """Start `wence serve` as people do."""
    config = folder / "config.toml"
    config.write_text(f'[telegram]\nbase_url = "{standin.base_url}"\n', encoding="utf-8")
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", "--config", str(config), "serve"],
        env=os.environ | {"TELEGRAM_BOT_TOKEN": token},
        stderr=subprocess.PIPE,
        text=True,
    )


def test_serving_ends_in_good_order(
    standin: TelegramStandin, lin: User, warm_data: Path, tmp_path: Path
) -> None:
    """`wence serve` answers until SIGTERM and exits with 0, the token in none of its lines."""
    assert warm_data.is_dir()
    process = _serve(standin, tmp_path, standin.token)
    standin.inject.message(lin, "第7条")
    assert "第7条" in _reply(standin, lin).text
    process.send_signal(signal.SIGTERM)
    _, lines = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"@{standin.bot.username}" in lines
    assert standin.token.split(":")[1] not in lines


def test_a_refused_token_ends_with_one_line(
    standin: TelegramStandin, warm_data: Path, tmp_path: Path
) -> None:
    """A token that Telegram does not know ends `wence serve` with the reason and exit code 2."""
    assert warm_data.is_dir()
    process = _serve(standin, tmp_path, "1:wrong-secret")
    _, lines = process.communicate(timeout=60)
    assert process.returncode == 2
    assert lines.splitlines()[-1].startswith("错误:Telegram 不认这个令牌")
    assert "Traceback" not in lines
    assert "wrong-secret" not in lines
