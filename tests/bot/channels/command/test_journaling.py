"""Commands about the journal, and what the terminal records."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build_recorder, open_journal, open_store
from bot.identity import Identity
from bot.settings import load_settings
from knowledge.journal import Recorded
from tests.bot.channels.command.test_command import run

if TYPE_CHECKING:
    from tests.bot.channels.command.test_command import Run

__all__ = ["run"]


def _set(line: str) -> None:
    config = Path("config.toml")
    kept = config.read_text(encoding="utf-8").split("[journal]")[0]
    config.write_text(f"{kept}[journal]\n{line}\n", encoding="utf-8")


def _record(question: str, days: int, user: str | None = None) -> None:
    settings = load_settings(None)
    at = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    recorded = Recorded(question, "not_found", (), None, 1.0, "telegram", None, user, at)
    open_journal(settings, open_store(settings)).record([recorded])


def test_the_terminal_records_only_where_it_is_told_to(run: Run) -> None:
    """`ask` and `chat` record with journal.terminal alone, and never with journal off."""
    for line in ("", "terminal = true\nenabled = false"):
        _set(line)
        run("ask", "天气")
        run("chat", stdin="天气\n".encode())
        assert json.loads(run("journal", "stats", "--json").out)["answers"] == 0
    _set("terminal = true")
    run("ask", "天气")
    run("ask", "--jsonl", stdin=b'{"text": "21"}\n{"text": "22"}\n')
    run("chat", stdin="天气\n文号\n".encode())
    stats = json.loads(run("journal", "stats", "--json").out)
    assert list(stats) == [
        *("answers", "users", "outcomes", "channels", "feedback", "mean_ms"),
        *("first_at", "last_at"),
    ]
    assert (stats["answers"], stats["users"]) == (5, 0)
    assert stats["outcomes"] == {"answer": 2, "document": 1, "not_found": 2}
    assert stats["channels"] == {"terminal": 5}
    assert stats["feedback"] == {"up": 0, "down": 0}
    shown = run("journal", "stats").out.splitlines()
    assert shown[1:] == [
        "结果:回答 2 · 文件信息 1 · 未找到 2",
        "渠道:terminal 5",
        "评价:有用 0,没用 0",
    ]


def test_unanswered_questions_are_listed(run: Run) -> None:
    """`journal unanswered` lists them, the most frequent first, from a day on if that is told."""
    assert run("journal", "unanswered").out == "没有没找到的问题。\n"
    assert run("journal", "unanswered", "--json").out == "[]\n"
    assert run("journal", "stats").out == "还没有记录。\n"
    for question, days in (("校服\n多少钱", 9), ("校服\n多少钱", 3), ("天气", 0), ("\ud800", 9)):
        _record(question, days)
    rows = json.loads(run("journal", "unanswered", "--json").out)
    assert [(row["question"], row["times"]) for row in rows] == [
        ("校服\n多少钱", 2),
        ("天气", 1),
        ("\ud800", 1),
    ]
    since = (dt.datetime.now(dt.UTC) - dt.timedelta(days=5)).strftime("%Y-%m-%d")
    shown = run("journal", "unanswered", "--since", since).out.splitlines()
    assert [line.split("  ")[0::2] for line in shown] == [
        ["1 次", "“天气”"],
        ["1 次", "“校服 多少钱”"],
    ]
    assert "\\ud800" in run("journal", "unanswered").out


def test_a_question_cannot_steer_the_terminal(run: Run) -> None:
    """Escapes and bells that somebody typed are shown as spaces, and kept for programs."""
    _record("\x1b[2J校服\a\u202e\r多少", 0)
    assert run("journal", "unanswered").out.split("  ")[2] == "“[2J校服 多少”\n"
    (row,) = json.loads(run("journal", "unanswered", "--json").out)
    assert row["question"] == "\x1b[2J校服\a\u202e\r多少"


def test_what_is_older_than_it_may_be_is_deleted_at_the_start(run: Run) -> None:
    """`[journal] days` holds at the next start of whatever opens the journal."""
    _set("days = 10")
    _record("新", 9)
    _record("旧", 11)
    assert [row["question"] for row in json.loads(run("journal", "unanswered", "--json").out)] == [
        "新"
    ]


def test_a_person_is_forgotten_by_their_id(run: Run) -> None:
    """`journal forget` deletes what is recorded under the hash of an id."""
    assert run("journal", "forget", "42").out == "已删除这个人的 0 条记录。\n"
    settings = load_settings(None)
    secret = (settings.folder / "secret").read_text(encoding="ascii")
    assert build_recorder(settings).forget("telegram", 42) == 0
    _record("天气", 0, Identity(secret.strip().encode()).user("telegram", 42))
    assert run("journal", "forget", "42", "--channel", "web").out.endswith("0 条记录。\n")
    assert run("journal", "forget", "42").out == "已删除这个人的 1 条记录。\n"
    assert json.loads(run("journal", "stats", "--json").out)["answers"] == 0


@pytest.mark.parametrize(
    ("line", "arguments", "expected"),
    [
        ("days = 0", ("stats",), "journal.days = 0"),
        ('enabled = "no"', ("stats",), "journal.enabled = 'no'"),
        ("day = 3", ("stats",), "unknown key journal.day;known: enabled, days, terminal"),
        ("", ("unanswered", "--since", "昨天"), "昨天"),
        ("", ("forget",), "USER"),
    ],
)
def test_bad_input_is_named(run: Run, line: str, arguments: tuple[str, ...], expected: str) -> None:
    """One line tells what was found, with exit code 2."""
    _set(line)
    ended = run("journal", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert expected in ended.err


def test_a_secret_that_is_too_short_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line does not repeat it."""
    monkeypatch.setenv("WENCE_SECRET", "hunter2")
    ended = run("journal", "stats")
    assert (ended.code, ended.out) == (2, "")
    assert "WENCE_SECRET 只有 7 个字,至少要 16 个" in ended.err
    assert "hunter2" not in ended.err
