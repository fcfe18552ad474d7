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
from tests.bot.channels.telegram.standin import TOKEN, TelegramStandIn, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.answer import Answer, Question
    from bot.assistant import Assistant


@contextmanager
def _running(assistant: Assistant, standin: TelegramStandIn) -> Iterator[TelegramStandIn]:
    """Run the application in a thread of its own while the block runs."""
    settings = TelegramSettings(base_url=standin.base_url)
    stop = threading.Event()

    async def run() -> None:
        application = build_application(assistant, settings, TOKEN)
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
def standin() -> Iterator[TelegramStandIn]:
    """Serve a stand-in of the Bot API."""
    with TelegramStandIn() as served:
        yield served


@pytest.fixture(autouse=True)
def _log_records() -> Iterator[None]:
    """Put the log record factory back, which the application replaces for the process."""
    factory = logging.getLogRecordFactory()
    yield
    logging.setLogRecordFactory(factory)


def test_a_text_is_answered_with_a_card(assistant: Assistant, standin: TelegramStandIn) -> None:
    """A question gets item, area, the verbatim item and the source line."""
    with _running(assistant, standin):
        standin.write("第21条")
        standin.wait_for(lambda s: len(s.sent()) == 1)
    card = plain_text(standin.sent()[0])
    item = assistant.documents[0].items[20]
    assert "第21条 合力推动“双减”政策高效落实" in card
    assert "责任领域:五、突出依法治教,创新推进教育治理体系变革" in card
    assert item.text in card
    assert "2022年鲤城教育工作要点 · 2022-03-29" in card
    assert standin.calls("sendMessage")[0].parameters["parse_mode"] == "HTML"


def test_all_items_are_sent_verbatim(assistant: Assistant, standin: TelegramStandIn) -> None:
    """Each of the 28 items arrives within the limits, unescaped byte for byte as stored."""
    items = assistant.documents[0].items
    with _running(assistant, standin):
        for item in items:
            standin.write(f"第{item.number}条")
        standin.wait_for(lambda s: len(s.sent()) >= len(items), 60)
    shown = [plain_text(html) for html in standin.sent()]
    assert all(any(item.text in card for card in shown) for item in items)
    assert {call.status for call in standin.calls("sendMessage")} == {200}


@pytest.mark.parametrize(
    ("written", "expected"),
    [("/start", "您好,我是问策"), ("/help", "原样截取"), ("<b>&</i>", "未找到"), ("  ", "一句话")],
)
def test_what_is_written_gets_its_reply(
    assistant: Assistant, standin: TelegramStandIn, written: str, expected: str
) -> None:
    """Commands greet and help; markup and blanks in a message do no harm."""
    with _running(assistant, standin):
        standin.write(written)
        standin.wait_for(lambda s: len(s.sent()) == 1)
    assert expected in plain_text(standin.sent()[0])


def test_a_picture_is_declined(assistant: Assistant, standin: TelegramStandIn) -> None:
    """A message without text is told that only text is understood."""
    with _running(assistant, standin):
        standin.send_photo()
        standin.wait_for(lambda s: len(s.sent()) == 1)
    assert "只看得懂文字" in standin.sent()[0]


def test_groups_are_left_in_peace(assistant: Assistant, standin: TelegramStandIn) -> None:
    """What is written in a group is not answered; the private question after it is."""
    with _running(assistant, standin):
        standin.write("双减", chat_type="supergroup")
        standin.write("第7条")
        standin.wait_for(lambda s: len(s.sent()) == 1)
    assert "第7条" in standin.sent()[0]


def test_a_flood_limit_is_waited_out(assistant: Assistant, standin: TelegramStandIn) -> None:
    """After a 429 the card is sent again, once the time that Telegram named is over."""
    standin.refuse_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    with _running(assistant, standin):
        standin.write("第7条")
        standin.wait_for(lambda s: len(s.sent()) == 1)
    assert [call.status for call in standin.calls("sendMessage")] == [429, 200]


def test_the_token_is_in_no_log(
    assistant: Assistant, standin: TelegramStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """At the most talkative level, over a fault and an answer, no record holds the token."""
    caplog.set_level(logging.DEBUG)
    standin.refuse_next("sendMessage", 400, f"Bad Request: {TOKEN} is not good")
    with _running(assistant, standin):
        standin.write("第7条")
        standin.wait_for(lambda s: len(s.sent()) == 1)
    assert "HTTP Request: POST" in caplog.text
    assert "[token]" in caplog.text
    assert TOKEN.split(":")[1] not in caplog.text


class _Failing:
    """An assistant that cannot answer."""

    documents = ()

    def answer(self, question: Question) -> Answer:
        """Fail."""
        msg = f"no answer to {question.text}"
        raise RuntimeError(msg)


def test_a_failure_is_apologised_for_by_number(
    standin: TelegramStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """The asker gets an apology with a reference number, the log the cause under that number."""
    with _running(_Failing(), standin):  # type: ignore[arg-type]
        standin.write("双减")
        standin.wait_for(lambda s: len(s.sent()) == 1)
    reference = standin.sent()[0].rsplit(" ", 1)[1].rstrip("。")
    assert standin.sent()[0].startswith("抱歉")
    assert f"reference {reference}" in caplog.text
    assert "no answer to 双减" in caplog.text


def _serve(standin: TelegramStandIn, folder: Path, token: str) -> subprocess.Popen[str]:
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
    standin: TelegramStandIn, warm_data: Path, tmp_path: Path
) -> None:
    """`wence serve` answers until SIGTERM and exits with 0, the token in none of its lines."""
    assert warm_data.is_dir()
    process = _serve(standin, tmp_path, TOKEN)
    standin.write("第7条")
    standin.wait_for(lambda s: len(s.sent()) == 1, 60)
    process.send_signal(signal.SIGTERM)
    _, lines = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "@wence_bot" in lines
    assert TOKEN.split(":")[1] not in lines


def test_a_refused_token_ends_with_one_line(
    standin: TelegramStandIn, warm_data: Path, tmp_path: Path
) -> None:
    """A token that Telegram does not know ends `wence serve` with the reason and exit code 2."""
    assert warm_data.is_dir()
    process = _serve(standin, tmp_path, "1:wrong-secret")
    _, lines = process.communicate(timeout=60)
    assert process.returncode == 2
    assert lines.splitlines()[-1].startswith("错误:Telegram 不认这个令牌")
    assert "Traceback" not in lines
    assert "wrong-secret" not in lines
