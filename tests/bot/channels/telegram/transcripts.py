"""Conversations of twenty turns, written down as docs/transcripts/*.md.

`python -m tests.bot.channels.telegram.transcripts` writes them anew. In a script, a line in
brackets or a thumb is a button under the last card, [改成] edits the last question, anything else
is sent.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.bootstrap import build_assistant
from bot.settings import Settings
from knowledge.store.database import sqlite_url
from tests.bot.channels.telegram.serving import running
from tests.conftest import PROJECT
from tests.standins.telegram import TelegramStandin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.assistant import Assistant
    from tests.standins.telegram import RecordedMessage, User

SCRIPTS = Path(__file__).parent / "scripts"
WRITTEN = PROJECT / "docs" / "transcripts"
PEOPLE = {"parent": "家长", "teacher": "教师", "clerk": "科员"}
_EDIT = "[改成] "
_HEAD = """\
# {who}:{turns} 轮对话

由 `tests/bot/channels/telegram/transcripts.py` 写出,测试逐字核对。
"""
_MARKUP, _ESCAPED = re.compile(r"([*_`])"), r"\\\1"


def write(assistant: Assistant, name: str) -> str:
    """Play a script against the stand-in and return the conversation as Markdown."""
    turns = (SCRIPTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    with TelegramStandin() as standin:
        person = standin.user(42, PEOPLE[name], "zh-hans")
        with running(assistant, standin):
            parts = [part for turn in turns for part in _turn(standin, person, turn)]
        assert standin.violations == []
    return "\n".join([_HEAD.format(who=PEOPLE[name], turns=len(turns)), *parts])


def _turn(standin: TelegramStandin, person: User, turn: str) -> Iterator[str]:
    before = standin.sent(person)
    edits = [one.edits for one in before]
    asked = [one for one in standin.history(person.id) if one.sender.id == person.id]
    pressed = turn.strip("[]") if turn.startswith("[") and turn.endswith("]") else turn
    buttons = before[-1].buttons if before else []
    labels = [button["text"] for button in buttons]
    who = person.first_name
    if turn.startswith(_EDIT):
        standin.inject.edited_message(person, asked[-1].message_id, turn.removeprefix(_EDIT))
        yield f"**{who}**(把上一句改成):{turn.removeprefix(_EDIT)}\n"
    elif pressed in labels:
        button = buttons[labels.index(pressed)]
        yield f"**{who}** 按了〔{pressed}〕\n"
        if "copy_text" in button:
            yield f"> (剪贴板){button['copy_text']['text']}\n"
            return
        update = standin.inject.press(person, before[-1], text=pressed)
        standin.wait_until(lambda: standin.answer_to(update) is not None, 20)
        told = (standin.answer_to(update) or {}).get("text")
        if told:
            yield f"> (提示){told}\n"
    else:
        standin.inject.message(person, turn)
        yield f"**{who}**:{turn}\n"
        standin.wait_until(lambda: len(standin.sent(person)) > len(before), 20)
    standin.wait_until(lambda: not standin.pending_updates, 20)
    now = standin.sent(person)
    changed = [one for at, one in enumerate(now) if at >= len(before) or one.edits != edits[at]]
    for card in changed:
        yield _card(card)


def _card(card: RecordedMessage) -> str:
    rows = card.reply_markup["inline_keyboard"] if card.reply_markup else []
    lines = [line for line in card.text.splitlines() if line]
    lines += [" ".join(f"〔{button['text']}〕" for button in row) for row in rows]
    return "\n>\n".join(f"> {_MARKUP.sub(_ESCAPED, line)}" for line in lines) + "\n"


def main() -> None:
    """Write all conversations down."""
    with TemporaryDirectory() as folder:
        settings = Settings(folder=Path(folder), database_url=SecretStr(sqlite_url(Path(folder))))
        assistant = build_assistant(settings)
        for name in PEOPLE:
            path = WRITTEN / f"{name}.md"
            path.write_text(write(assistant, name), encoding="utf-8")


if __name__ == "__main__":
    main()
