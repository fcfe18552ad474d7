"""Faults on command, the record of calls, and a real client library."""

import asyncio
import time

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import Application, CommandHandler, ContextTypes
from telegram.request import HTTPXRequest

from tests.standins.conftest import Api
from tests.standins.telegram import (
    BAD_GATEWAY,
    CANNOT_PARSE,
    DROP_AFTER,
    DROP_BEFORE,
    FORBIDDEN,
    SERVER_ERROR,
    Fault,
    TelegramStandin,
    User,
    flood,
    hang,
)

FAULTS: list[tuple[Fault, type[Exception]]] = [
    (flood(3), RetryAfter),
    (SERVER_ERROR, NetworkError),
    (BAD_GATEWAY, NetworkError),
    (hang(5), TimedOut),
    (DROP_BEFORE, NetworkError),
    (FORBIDDEN, Forbidden),
    (CANNOT_PARSE, BadRequest),
]


def _bot(standin: TelegramStandin) -> Bot:
    request = HTTPXRequest(read_timeout=0.5)
    return Bot(
        standin.token,
        base_url=standin.base_url,
        base_file_url=standin.base_file_url,
        request=request,
    )


def test_faults_come_once_and_in_order(standin: TelegramStandin, api: Api, li: User) -> None:
    """An ordered fault meets the next call only, and parameters.retry_after is there."""
    standin.fail_next("sendMessage", flood(3))
    standin.fail_next("sendMessage", BAD_GATEWAY)
    refused = api("sendMessage", chat_id=li.id, text="x")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 3})
    page = api.client.post("sendMessage", data={"chat_id": li.id, "text": "x"})
    assert page.status_code == 502
    assert page.headers["content-type"].startswith("text/html")
    assert api("sendMessage", chat_id=li.id, text="x")["ok"]
    assert [call.fault for call in standin.calls] == ["429", "502", None]


@pytest.mark.parametrize(("fault", "error"), FAULTS, ids=[fault.kind for fault, _ in FAULTS])
def test_faults_reach_the_library(
    standin: TelegramStandin,
    li: User,
    fault: Fault,
    error: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library raises what it raises for the real server, and nothing was sent."""
    # Without this the library warns that retry_after will become a timedelta.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

    async def talk() -> None:
        async with _bot(standin) as bot:
            standin.fail_next("sendMessage", fault)
            with pytest.raises(error):
                await bot.send_message(li.id, "x")

    asyncio.run(talk())
    assert not standin.sent(li)
    assert not standin.violations


def test_a_call_can_be_carried_out_without_an_answer(
    standin: TelegramStandin, api: Api, li: User
) -> None:
    """A connection dropped afterwards leaves the message in the chat."""
    standin.fail_next("sendMessage", DROP_AFTER)
    with pytest.raises(httpx.RemoteProtocolError):
        api("sendMessage", chat_id=li.id, text="x")
    assert [message.text for message in standin.sent(li)] == ["x"]
    [call] = standin.wait_for("sendMessage")
    assert (call.ok, call.status, call.fault) == (True, 0, "drop-after")


def test_waiting_fails_with_the_calls_seen(standin: TelegramStandin, api: Api, li: User) -> None:
    """Waiting in vain raises an AssertionError that lists the calls."""
    api("sendMessage", chat_id=li.id, text="x")
    began = time.monotonic()
    with pytest.raises(AssertionError, match=r"2 call\(s\) of sendMessage.*\n.*text='x'"):
        standin.wait_for("sendMessage", 2, timeout=0.2)
    with pytest.raises(AssertionError, match=r"a miracle did not come true within 0\.1 s"):
        standin.wait_until(lambda: False, 0.1, "a miracle")
    assert time.monotonic() - began < 2
    assert standin.wait_for("sendMessage", 1)[0].params == {"chat_id": li.id, "text": "x"}


def test_the_library_is_served_without_violation(standin: TelegramStandin, li: User) -> None:
    """What the library sends and reads agrees with the tables."""
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])

    async def talk() -> None:
        async with _bot(standin) as bot:
            message = await bot.send_message(
                li.id, "<b>x</b>", parse_mode="HTML", reply_markup=keyboard, reply_to_message_id=1
            )
            assert message.reply_to_message is not None
            await message.edit_text("y", disable_web_page_preview=True)
            upload = await bot.send_document(li.id, InputFile(b"abc", "a.txt"), caption="c")
            assert upload.document is not None
            file = await upload.document.get_file()
            assert bytes(await file.download_as_bytearray()) == b"abc"
            await bot.set_my_commands([("ask", "Ask")], language_code="en")
            assert len(await bot.get_my_commands(language_code="en")) == 1
            assert (await bot.get_chat(li.id)).first_name == "Li"
            assert (await bot.get_chat_member(li.id, bot.id)).status == "member"
            assert (await bot.get_my_name()).name == "问策"
            assert (await bot.get_chat_menu_button()).type == "commands"

    asyncio.run(talk())
    assert standin.violations == []
    assert [message.text for message in standin.sent(li)] == ["y", "c"]


async def _greet(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text("welcome")


def test_an_application_is_served_by_polling() -> None:
    """A whole application in the loop of the test gets updates and answers them."""

    async def talk() -> None:
        async with TelegramStandin() as standin:
            builder = Application.builder().token(standin.token).base_url(standin.base_url)
            application = builder.build()
            application.add_handler(CommandHandler("start", _greet))
            async with application:
                await application.start()
                assert application.updater is not None
                await application.updater.start_polling(timeout=1)
                user = standin.user(11)
                standin.inject.start(user)
                await asyncio.to_thread(standin.wait_until, lambda: standin.sent(user))
                await application.updater.stop()
                await application.stop()
            assert standin.sent(user)[0].text == "welcome"
            assert not standin.violations
            assert not standin.pending_updates

    asyncio.run(talk())
