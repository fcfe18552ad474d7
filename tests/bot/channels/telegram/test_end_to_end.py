"""The real python-telegram-bot application over HTTP against the stand-in."""

from __future__ import annotations

import logging
import os
import random
import signal
import subprocess
import sys
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.telegram.lanes import LANES
from bot.journal import REASONS
from knowledge.errors import StoreError
from knowledge.journal import Vote
from knowledge.store.database import open_database, sqlite_url
from knowledge.store.journal import JournalStore
from tests.bot.channels.telegram.serving import reply, running, serving
from tests.standins.telegram import CANNOT_PARSE, FORBIDDEN, ApiError, Fault, flood

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.answer import Answer, Question
    from bot.assistant import Assistant
    from retrieval.understanding.context import Context
    from tests.standins.telegram import TelegramStandin, User


def _labels(standin: TelegramStandin, person: User) -> set[str]:
    """Return what stands on the buttons under the first message to a person."""
    return {button["text"] for button in standin.sent(person)[0].buttons}


def test_a_text_is_answered_with_a_card(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """A question gets item, area, the verbatim item in an expandable quote and the source line."""
    with running(assistant, standin):
        standin.inject.message(lin, "第21条")
        card = reply(standin, lin)
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
    with running(assistant, standin):
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
    with running(assistant, standin):
        standin.inject.message(lin, written)
        assert expected in reply(standin, lin).text


@pytest.mark.parametrize(
    ("command", "expected"), [("start", "您好,我是问策"), ("help", "原样截取")]
)
def test_commands_greet_and_help(
    assistant: Assistant, standin: TelegramStandin, lin: User, command: str, expected: str
) -> None:
    """/start greets a newcomer, /help gives examples, both name the plan."""
    with running(assistant, standin):
        standin.inject.command(lin, command)
        greeting = reply(standin, lin).text
    assert expected in greeting
    assert "《2022年鲤城教育工作要点》" in greeting


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("item 21", "第21条 合力推动“双减”政策高效落实"),
        ("item 二十一", "第21条 合力推动“双减”政策高效落实"),
        ("item", "/item 21"),
        ("item 近视", "/item 21"),
        ("areas", "责任领域:6 个"),
        ("targets", "不少于40场"),
        ("search 双减", "“双减”出现 2 次。"),
        ("search", "/search 双减"),
        ("verify 健全课后服务保障机制", "一字不差"),
        ("verify", "/verify"),
        ("documents", "《2022年鲤城教育工作要点》 2022-03-29 · 6 个责任领域,28 条"),
        ("cancel", "重新开始"),
        ("privacy", "180 天后删除"),
        ("forget", "已经删除"),
    ],
)
def test_commands_answer(
    assistant: Assistant, standin: TelegramStandin, lin: User, typed: str, expected: str
) -> None:
    """Each command does what it says, and says what it lacks where nothing stands behind it."""
    command, _, arguments = typed.partition(" ")
    with running(assistant, standin):
        standin.inject.command(lin, command, arguments)
        assert expected in reply(standin, lin).text


def test_who_asks_to_be_forgotten_is(
    assistant: Assistant, standin: TelegramStandin, lin: User, tmp_path: Path
) -> None:
    """/forget deletes a person's questions and what 下一条 would go on from."""
    engine = open_database(sqlite_url(tmp_path))
    with serving(assistant, standin, engine):
        standin.inject.message(lin, "第7条")
        reply(standin, lin)
        standin.inject.command(lin, "forget")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1, 20)
        assert "1 条" in standin.sent(lin)[1].text
        standin.inject.message(lin, "下一条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 2, 20)
    assert "第8条" not in standin.sent(lin)[2].text
    assert JournalStore(engine).read(1) is None
    engine.dispose()


def test_areas_are_browsed_by_buttons(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """/areas leads to an area and on to its items."""
    with running(assistant, standin):
        standin.inject.command(lin, "areas")
        card = reply(standin, lin)
        assert len(card.buttons) == len(assistant.documents[0].areas)
        standin.inject.press(lin, card, text=card.buttons[1]["text"])
        standin.wait_until(lambda: standin.sent(lin)[0].buttons[0]["text"].startswith("第5条"), 20)


_FRAGMENTS = (
    "<b>", "</b>", "&amp;", "<", "*_[`~", "||", "\u202e", "\x00", "\x1f", "😀", "\u200d", "\ufeff",
    "第21条", "“", "双减", "\n", "\t", "é", "ﷺ", "𠮷", "\u0301", "١٢", "http://a.b", "@c", "/item",
    "{0}", "%s", "\\", "\ud7ff",
)  # fmt: skip
_ANY = (*range(1, 0xD800), *range(0xE000, 0x30000))


def test_any_text_gets_a_reply_that_telegram_takes(
    assistant: Assistant, standin: TelegramStandin, lin: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Sixty texts of markup, controls and any signs, up to 10,000 long, lead to no fault."""
    chance = random.Random(21)  # noqa: S311 - the same texts each time
    texts = [
        "".join(
            chance.choice(_FRAGMENTS)
            if chance.random() < 0.7
            else chr(
                chance.choice((chance.randrange(1, 0xD800), chance.randrange(0xE000, 0x2FFFF)))
            )
            for _ in range(chance.choice((0, 1, 3, 10, 100, 1000, 3000)))
        )[:10_000]
        for _ in range(60)
    ]
    with running(assistant, standin):
        for typed in texts:
            standin.inject.message(lin, f"?{typed}")
        standin.wait_until(lambda: len(standin.sent(lin)) >= len(texts), 100)
    assert "update failed" not in caplog.text
    assert {call.status for call in standin.calls if call.method == "sendMessage"} == {200}


def _offered(standin: TelegramStandin, lin: User, words: str) -> list[dict[str, Any]]:
    """Let somebody type behind the bot's name and return what is offered."""
    standin.inject.inline_query(lin, words)
    (call,) = standin.wait_for("answerInlineQuery")
    results: list[dict[str, Any]] = call.params["results"]
    return results


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("课后没人接", "第21条 合力推动“双减”政策高效落实"),
        ("21", "第21条 合力推动“双减”政策高效落实"),
        ("", "突出党建引领,全面加强教育系统党的建设"),
    ],
)
def test_wording_is_offered_while_typing(
    assistant: Assistant, standin: TelegramStandin, lin: User, words: str, title: str
) -> None:
    """Items are offered with their wording, up to ten; before anything is typed, the areas."""
    with running(assistant, standin):
        offered = _offered(standin, lin, words)
    assert title in offered[0]["title"]
    assert 0 < len(offered) <= 10
    if words:
        whole = assistant.documents[0].items[20].text
        assert whole in unescape(offered[0]["input_message_content"]["message_text"])


def test_a_file_is_declined(assistant: Assistant, standin: TelegramStandin, lin: User) -> None:
    """A message without text is told that only text is understood."""
    with running(assistant, standin):
        standin.inject.document(lin, b"plan", "plan.txt")
        assert "只看得懂文字" in reply(standin, lin).text


def test_groups_are_left_in_peace(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """What is written in a group is not answered; the private question after it is."""
    group = standin.group(-1001, "家长群")
    standin.inject.bot_added(lin, group)
    with running(assistant, standin):
        standin.inject.message(lin, "双减", group)
        standin.inject.message(lin, "第7条")
        assert "第7条" in reply(standin, lin).text
    assert standin.sent(group) == []


def test_a_group_is_answered_when_it_addresses_the_bot(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """A mention, a reply to the bot and a command are answered, as replies, in their topic."""
    group = standin.group(-1001, "家长群")
    standin.inject.bot_added(lin, group)
    with running(assistant, standin):
        standin.inject.message(lin, f"@{standin.bot.username} 第7条", group)
        standin.wait_until(lambda: standin.sent(group), 20)
        card = standin.sent(group)[0]
        assert "第7条 全面加强学生身心健康教育" in card.text
        assert card.reply_to is not None
        standin.inject.message(lin, "下一条", group, reply_to=card)
        standin.wait_until(lambda: len(standin.sent(group)) > 1, 20)
        assert "第8条 创新开展美育" in standin.sent(group)[1].text
        standin.inject.command(lin, "help", place=group, addressed=True)
        standin.wait_until(lambda: len(standin.sent(group)) > 2, 20)


def test_each_person_has_a_conversation(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """下一条 goes on from what the same person was shown, not from what others were."""
    wang = standin.user(43, "王", "zh-hans")
    with running(assistant, standin):
        standin.inject.message(lin, "第7条")
        reply(standin, lin)
        standin.inject.message(wang, "第20条")
        reply(standin, wang)
        standin.inject.message(lin, "下一条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1, 20)
    assert "第8条 创新开展美育" in standin.sent(lin)[1].text


def test_choices_are_buttons_that_become_the_card(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """The message with the choices becomes the card of the one that was chosen."""
    with running(assistant, standin):
        standin.inject.message(lin, "第三部分有哪些")
        card = reply(standin, lin)
        labels = [button["text"] for button in card.buttons if button["text"].startswith("第")]
        assert labels[0] == "第11条 确保学前教育普及普惠安全优质发展"
        standin.inject.press(lin, card, text=labels[1])
        standin.wait_until(lambda: "第12条" in standin.sent(lin)[0].text, 20)
        standin.wait_for("answerCallbackQuery")
        standin.inject.message(lin, "下一条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1, 20)
    item = assistant.documents[0].items[11]
    assert item.text in standin.sent(lin)[0].text
    assert "第13条" in standin.sent(lin)[1].text


def test_an_item_leads_to_its_area_and_back(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """本领域 lists the items of the area as buttons; its citation can be copied."""
    with running(assistant, standin):
        standin.inject.message(lin, "第21条")
        card = reply(standin, lin)
        copied = [b["copy_text"]["text"] for b in card.buttons if "copy_text" in b]
        assert copied == ["《2022年鲤城教育工作要点》第21条 合力推动“双减”政策高效落实"]
        standin.inject.press(lin, card, text="本领域")
        standin.wait_until(lambda: standin.sent(lin)[0].buttons[0]["text"].startswith("第"), 20)
        area = standin.sent(lin)[0]
        standin.inject.press(lin, area, text="第21条 合力推动“双减”政策高效落实")
        standin.wait_until(lambda: "健全课后服务保障机制" in standin.sent(lin)[0].text, 20)


@pytest.mark.parametrize("sign", ["👍", "👎"])
def test_votes_are_kept_once_a_person(
    assistant: Assistant, standin: TelegramStandin, lin: User, tmp_path: Path, sign: str
) -> None:
    """A vote may be changed; 👎 asks for a reason, and each vote is thanked for."""
    engine = open_database(sqlite_url(tmp_path))
    journal = JournalStore(engine)
    with serving(assistant, standin, engine):
        standin.inject.message(lin, "双减")
        card = reply(standin, lin)
        standin.inject.press(lin, card, text=sign)
        standin.wait_for("answerCallbackQuery")
        if sign == "👎":
            standin.wait_until(lambda: len(standin.sent(lin)[0].buttons) > len(REASONS), 20)
            standin.inject.press(lin, standin.sent(lin)[0], text="没答全")
            standin.wait_until(lambda: not _labels(standin, lin) & {"没答全", "👎"}, 20)
    (given,) = journal.feedback_on(1)
    wanted = (Vote.UP, None) if sign == "👍" else (Vote.DOWN, "partial")
    assert (given.vote, given.reason) == wanted
    assert journal.read(1)
    engine.dispose()


def test_taps_twice_and_late_leave_no_trace(
    assistant: Assistant, standin: TelegramStandin, lin: User, caplog: pytest.LogCaptureFixture
) -> None:
    """The same button pressed twice changes nothing more, and nobody gets an apology."""
    with running(assistant, standin):
        standin.inject.message(lin, "第三部分有哪些")
        card = reply(standin, lin)
        data = next(b["callback_data"] for b in card.buttons if b["text"].startswith("第11条"))
        standin.inject.press(lin, card, data=data)
        standin.inject.press(lin, card, data=data)
        standin.wait_until(
            lambda: sum(c.method == "editMessageText" for c in standin.calls) > 1, 20
        )
        standin.inject.message(lin, "第7条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1, 20)
    assert "抱歉" not in standin.sent(lin)[1].text
    assert "update failed" not in caplog.text


def test_a_flood_limit_is_waited_out(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """After a 429 the card is sent again, once the time that Telegram named is over."""
    standin.fail_next("sendMessage", flood(1))
    with running(assistant, standin):
        standin.inject.message(lin, "第7条")
        assert "第7条" in reply(standin, lin).text
    calls = [call for call in standin.calls if call.method == "sendMessage"]
    assert [call.status for call in calls] == [429, 200]
    assert calls[1].at - calls[0].at >= 1


def test_a_card_whose_markup_is_refused_goes_out_plain(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """Sent or put in the place of another, the card has its words, and nobody an apology."""
    standin.fail_next("sendMessage", CANNOT_PARSE)
    with running(assistant, standin):
        standin.inject.message(lin, "第21条")
        card = reply(standin, lin)
        whole = assistant.documents[0].items[20].text
        assert whole in card.text
        assert not card.entities
        standin.fail_next("editMessageText", CANNOT_PARSE)
        standin.inject.press(lin, card, text="本领域")
        standin.wait_until(lambda: "第22条" in standin.sent(lin)[0].text, 20)
        assert not standin.sent(lin)[0].entities


def test_a_person_who_blocked_the_bot_is_left_in_peace(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """A 403 is not answered by an apology; the next question is answered as ever."""
    standin.fail_next("sendMessage", FORBIDDEN)
    with running(assistant, standin):
        standin.inject.message(lin, "第8条")
        standin.wait_for("sendMessage")
        standin.inject.message(lin, "第7条")
        assert "第7条" in reply(standin, lin).text
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
    with running(assistant, standin):
        standin.inject.message(lin, "第7条")
        assert reply(standin, lin).text.startswith("抱歉")
    assert "[token]" in caplog.text
    assert standin.token.split(":")[1] not in caplog.text


class _Failing:
    """An assistant that cannot answer."""

    documents = ()

    def answer_all(self, asked: Sequence[tuple[Question, object]]) -> tuple[Answer, ...]:
        """Fail."""
        msg = f"no answer to {asked[0][0].text}"
        raise RuntimeError(msg)


def test_a_failure_is_apologised_for_by_number(
    standin: TelegramStandin, lin: User, caplog: pytest.LogCaptureFixture
) -> None:
    """The asker gets an apology with a reference number, the log the cause under that number."""
    with running(_Failing(), standin):  # type: ignore[arg-type]
        standin.inject.message(lin, "双减")
        apology = reply(standin, lin).text
    reference = apology.rsplit(" ", 1)[1].rstrip("。")
    assert apology.startswith("抱歉")
    assert f"reference {reference}" in caplog.text
    assert "no answer to 双减" in caplog.text


class _Unreachable:
    """An assistant whose store cannot be asked the first time."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._asked = 0

    def answer_all(self, asked: Sequence[tuple[Question, Context | None]]) -> tuple[Answer, ...]:
        """Fail once, then answer."""
        self._asked += 1
        if self._asked == 1:
            raise StoreError("database-read", cause="gone")
        return self._assistant.answer_all(asked)


def test_a_store_that_cannot_be_asked_is_no_end(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """The asker is told to come back, and the next question is answered."""
    with running(_Unreachable(assistant), standin):  # type: ignore[arg-type]
        standin.inject.message(lin, "第7条")
        assert reply(standin, lin).text == "抱歉,文件库暂时连不上,请过一会儿再问。"
        standin.inject.message(lin, "第7条")
        standin.wait_until(lambda: len(standin.sent(lin)) > 1, 20)
        assert "第7条" in standin.sent(lin)[1].text


def _serve(standin: TelegramStandin, folder: Path, token: str) -> subprocess.Popen[str]:
    """Start `wence serve` as people do."""
    config = folder / "config.toml"
    config.write_text(
        f'[telegram]\nbase_url = "{standin.base_url}"\n[web]\nenabled = false\n', encoding="utf-8"
    )
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", "--config", str(config), "serve"],
        env=os.environ | {"TELEGRAM_BOT_TOKEN": token},
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.timeout(300)
def test_a_crash_loses_no_update_and_answers_none_twice(
    standin: TelegramStandin, warm_data: Path, tmp_path: Path
) -> None:
    """Killed in the midst of 200 updates and started again, the bot gives 200 answers."""
    assert warm_data.is_dir()
    people = [standin.user(1000 + at, f"甲{at}", "zh-hans") for at in range(200)]
    for at, person in enumerate(people):
        standin.inject.message(person, f"第{at % 28 + 1}条")

    def answered() -> int:
        return sum(len(standin.sent(person)) for person in people)

    process = _serve(standin, tmp_path, standin.token)
    standin.wait_for("sendMessage", 60, 60)
    process.kill()
    process.communicate()
    before = answered()
    assert before < len(people)
    process = _serve(standin, tmp_path, standin.token)
    standin.wait_until(lambda: all(standin.sent(person) for person in people), 120)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    # What Telegram took in the moment of the crash may come twice (see the desk module).
    assert answered() - len(people) <= LANES
    assert all(f"第{at % 28 + 1}条" in standin.sent(one)[0].text for at, one in enumerate(people))


def test_serving_ends_in_good_order(
    standin: TelegramStandin, lin: User, warm_data: Path, tmp_path: Path
) -> None:
    """`wence serve` answers until SIGTERM and exits with 0, the token in none of its lines."""
    assert warm_data.is_dir()
    process = _serve(standin, tmp_path, standin.token)
    standin.inject.message(lin, "第7条")
    assert "第7条" in reply(standin, lin).text
    assert sum(call.method == "setMyCommands" for call in standin.calls) == 4
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
