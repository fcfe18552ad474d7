"""Browsing: links, pages, whole wordings, languages, what is shared and chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.telegram.serving import reply, running

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from tests.standins.telegram import RecordedMessage, TelegramStandin, User


def _labels(card: RecordedMessage) -> list[str]:
    return [button["text"] for button in card.buttons]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("item-21", "第21条 合力推动“双减”政策高效落实"),
        ("item_21", "第21条 合力推动“双减”政策高效落实"),
        ("area-3", "第11条 确保学前教育普及普惠安全优质发展"),
        ("item-99", "没有这一条"),
        ("document-00000000", "现在不用来回答了"),
        ("inline", "您好,我是问策"),
        ("item-", "您好,我是问策"),
    ],
)
def test_links_open_what_they_name(
    assistant: Assistant, standin: TelegramStandin, lin: User, payload: str, expected: str
) -> None:
    """Items, areas and documents are opened; any other link greets."""
    with running(assistant, standin):
        standin.inject.start(lin, payload)
        assert expected in reply(standin, lin).text


def test_a_link_to_a_document_tells_it(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """The digits of a revision lead to the document while it is in force."""
    digits = assistant.documents[0].sha256[:12]
    with running(assistant, standin):
        standin.inject.start(lin, f"document-{digits}")
        assert "《2022年鲤城教育工作要点》 2022-03-29" in reply(standin, lin).text


def test_an_item_is_shown_whole_and_shared(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """全文 shows the wording unfolded; 分享 types the item's title behind the bot's name."""
    item = assistant.documents[0].items[20]
    with running(assistant, standin):
        standin.inject.message(lin, "放学后没人接孩子怎么办")
        card = reply(standin, lin)
        shared = [b["switch_inline_query"] for b in card.buttons if "switch_inline_query" in b]
        assert shared == [item.title]
        assert {"全文", "本领域", "分享", "复制出处", "👍", "👎"} <= {*_labels(card)}
        assert [label for label in _labels(card) if label.startswith("第")]
        standin.inject.press(lin, card, text="全文")
        standin.wait_until(lambda: "全文" not in _labels(standin.sent(lin)[0]), 20)
        assert item.text in standin.sent(lin)[0].text
        standin.inject.inline_query(lin, shared[0])
        (call,) = standin.wait_for("answerInlineQuery")
    assert call.params["results"][0]["title"].startswith("第21条")


def test_every_area_and_target_arrives(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """All areas with their items, and all targets, are taken by Telegram."""
    document = assistant.documents[0]
    with running(assistant, standin):
        for at in range(len(document.areas)):
            standin.inject.message(lin, f"第{at + 1}部分有哪些")
        for item in document.items:
            standin.inject.message(lin, f"第{item.number}条有哪些指标")
        standin.inject.command(lin, "targets")
        wanted = len(document.areas) + len(document.items) + 1
        standin.wait_until(lambda: len(standin.sent(lin)) >= wanted, 60)
    shown = "\n".join(card.text for card in standin.sent(lin))
    assert all(document.title_of(area) in shown for area in document.areas)
    targets = [target for item in document.items for target in item.targets]
    assert targets
    assert all(target.span.of(document.text) in shown for target in targets)
    assert {call.status for call in standin.calls if call.method == "sendMessage"} == {200}


def test_long_lists_have_pages(
    long_assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """An area of twenty items is turned over page by page, forth and back."""
    with running(long_assistant, standin):
        standin.inject.command(lin, "areas")
        card = reply(standin, lin)
        standin.inject.press(lin, card, text=card.buttons[0]["text"])
        standin.wait_until(lambda: "下一页 ›" in _labels(standin.sent(lin)[0]), 20)
        first = _labels(standin.sent(lin)[0])
        assert first[0].startswith("第1条")
        assert "‹ 上一页" not in first
        standin.inject.press(lin, standin.sent(lin)[0], text="下一页 ›")
        standin.wait_until(lambda: "‹ 上一页" in _labels(standin.sent(lin)[0]), 20)
        assert _labels(standin.sent(lin)[0])[0].startswith("第9条")
        standin.inject.press(lin, standin.sent(lin)[0], text="‹ 上一页")
        standin.wait_until(lambda: _labels(standin.sent(lin)[0]) == first, 20)
        standin.inject.press(lin, standin.sent(lin)[0], text="全部领域")
        standin.wait_until(lambda: _labels(standin.sent(lin)[0]) == _labels(card), 20)


@pytest.mark.parametrize("code", ["en", "en-GB"])
def test_who_speaks_english_is_spoken_to_in_english(
    assistant: Assistant, standin: TelegramStandin, code: str
) -> None:
    """The interface follows the user's language; the plan's wording stays Chinese."""
    smith = standin.user(43, "Smith", code)
    wang = standin.user(44, "王", "zh-hans")
    with running(assistant, standin):
        standin.inject.message(smith, "第21条")
        standin.inject.message(wang, "第21条")
        card, other = reply(standin, smith), reply(standin, wang)
    assert card.text.startswith("📄 Item 21 合力推动“双减”政策高效落实")
    assert "Responsible area:" in card.text
    assert "Whole text" in _labels(card)
    assert other.text.startswith("📄 第21条")
    assert assistant.documents[0].items[20].text in card.text


def test_what_is_chosen_inline_speaks_for_it(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """A result that is chosen is recorded with its words, as a vote for it."""
    with running(assistant, standin, staff=[lin.id]):
        asked = standin.inject.inline_query(lin, "课后没人接")
        (call,) = standin.wait_for("answerInlineQuery")
        standin.inject.chosen_inline_result(lin, asked, call.params["results"][0]["id"])
        standin.wait_until(lambda: not standin.pending_updates, 20)
        standin.inject.command(lin, "stats")
        assert "有用 1" in reply(standin, lin).text
