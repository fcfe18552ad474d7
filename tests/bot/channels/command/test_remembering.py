"""Commands about remembered questions."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.plans import SHIPPED_PLAN, questions_file, shipped_plan
from tests.bot.channels.command.test_command import run

if TYPE_CHECKING:
    from tests.bot.channels.command.test_command import Run

__all__ = ["run"]

_BUS = "一、总则\n1.食堂。管好食堂。\n2.校车。管好校车。\n"
_BUS_NEW = "一、总则\n1.校车。管好校车。\n"


def _listed(run: Run, *options: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("memory", "list", "--json", *options).out)
    return rows


@pytest.fixture(autouse=True)
def plan(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ship a copy of the plan that has no questions beside it, so that the memory is empty."""
    copy = tmp_path_factory.mktemp("shipped") / f"{SHIPPED_PLAN}.txt"
    with shipped_plan() as path:
        copy.write_bytes(path.read_bytes())
    monkeypatch.setattr("bot.bootstrap.shipped_plan", lambda: nullcontext(copy))
    return copy


@pytest.fixture
def stored(run: Run) -> Run:
    """Import a plan of two items beside the shipped one."""
    Path("bus.txt").write_text(_BUS, encoding="utf-8")
    assert run("import", "bus.txt").code == 0
    return run


def test_a_question_is_remembered_once(run: Run) -> None:
    """`memory add` ties a question to an item, or to none, and says which one that is."""
    tie = ("memory", "add", " 延时班几点放学 ", "--item", "21", "--author", "王老师")
    assert run(*tie).out == "已记住(编号 1):第21条 合力推动“双减”政策高效落实\n"
    assert run(*tie).out == "早已记住(编号 1):第21条 合力推动“双减”政策高效落实\n"
    ended = run("memory", "add", "校服多少钱", "--no-item", "--author", "王老师")
    assert (ended.code, ended.out) == (0, "已记住(编号 2):文件里没有写到\n")
    first, second = _listed(run)
    assert list(first) == [
        *("id", "item", "key", "text", "title", "document", "kind", "author", "at"),
        *("state", "taken_back"),
    ]
    assert (first["item"], first["key"], first["text"]) == (21, "五21", "延时班几点放学")
    assert (first["kind"], first["state"], first["taken_back"]) == ("staff", "active", None)
    assert (second["item"], second["key"]) == (None, None)
    shown = run("memory", "list").out.splitlines()
    assert shown[0].startswith("1  有效  licheng-2022 21  “延时班几点放学”  工作人员 王老师 ")
    assert shown[1].startswith("2  有效  licheng-2022 文件里没有写到  “校服多少钱”")


def test_a_question_is_taken_back_and_stays_listed(run: Run) -> None:
    """`memory take-back` keeps the entry with who took it back, shown by `list --all`."""
    run("memory", "add", "延时班", "--item", "21", "--author", "王老师")
    assert run("memory", "take-back", "1", "--author", "李老师").out.startswith("已收回编号 1,")
    assert "早已收回" in run("memory", "take-back", "1", "--author", "赵老师").out
    assert run("memory", "list").out == ""
    (row,) = _listed(run, "--all")
    assert (row["state"], row["taken_back"]["author"]) == ("taken_back", "李老师")
    assert "已收回" in run("memory", "list", "--all").out


def test_an_item_that_moved_is_followed_and_one_that_went_is_told(stored: Run) -> None:
    """After a new revision the number is the new one; without its item an entry is orphaned."""
    for item in ("1", "一2"):
        tie = ("--item", item, "--document", "bus", "--author", "王")
        assert stored("memory", "add", f"问{item}", *tie).code == 0
    Path("bus.txt").write_text(_BUS_NEW, encoding="utf-8")
    stored("import", "bus.txt")
    rows = _listed(stored, "--document", "bus")
    assert [(row["key"], row["item"], row["state"]) for row in rows] == [
        ("一1", None, "orphaned"),
        ("一2", 1, "active"),
    ]
    assert "条目已不在" in stored("memory", "list").out
    stored("retract", "bus")
    assert len(_listed(stored, "--document", "bus")) == 2
    assert _listed(stored, "--document", "licheng-2022") == []


def test_what_is_exported_is_imported_elsewhere(stored: Run) -> None:
    """`memory export` and `import` carry entries over; the second time nothing is new."""
    tie = ("--item", "2", "--document", "bus", "--author", "王")
    stored("memory", "add", "校车\n几点", *tie)
    stored("memory", "add", "校服多少钱", "--no-item", "--author", "王")
    stored("memory", "add", "记错了", "--no-item", "--author", "王")
    stored("memory", "take-back", "3", "--author", "王")
    assert stored("memory", "export", "kept.jsonl").out == "已写出 2 个问题:kept.jsonl\n"
    assert Path("kept.jsonl").read_text(encoding="utf-8") == stored("memory", "export").out
    again = stored("memory", "import", "kept.jsonl", "--author", "李")
    assert again.out == "kept.jsonl:新记住 0 个,早已记住 2 个,收回过的 0 个没有再记。\n"
    before = _listed(stored)
    config = '[storage]\nfolder = "elsewhere"\n'
    Path("elsewhere.toml").write_text(config, encoding="utf-8")
    there = ("--config", "elsewhere.toml")
    stored(*there, "import", "bus.txt")
    assert "新记住 2 个" in stored(*there, "memory", "import", "kept.jsonl", "--author", "李").out
    assert json.loads(stored(*there, "memory", "list", "--json").out) == before
    assert "“校车 几点”" in stored("memory", "list").out


def test_a_file_of_a_clerk_needs_little(stored: Run) -> None:
    """Text and item are enough; document and author may be told for all lines at once."""
    Path("q.jsonl").write_text(
        '{"text": "校车几点", "item": 2}\n{"text": "校服多少钱", "item": null, "author": "李"}\n'
        '{"text": "谁接孩子", "item": 21, "document": "licheng-2022", "kind": "simulated"}\n',
        encoding="utf-8",
    )
    command = ("memory", "import", "q.jsonl", "--document", "bus", "--author", "王")
    assert "新记住 3 个" in stored(*command).out
    rows = [(row["document"], row["key"], row["author"], row["kind"]) for row in _listed(stored)]
    assert rows == [
        ("bus", "一2", "王", "staff"),
        ("bus", None, "李", "staff"),
        ("licheng-2022", "五21", "王", "simulated"),
    ]
    stored("memory", "take-back", "1", "--author", "王")
    assert "新记住 0 个,早已记住 2 个,收回过的 1 个没有再记" in stored(*command).out


def test_questions_beside_the_shipped_plan_come_in_by_themselves(run: Run, plan: Path) -> None:
    """Whatever opens the store brings them in, once; a bad line of theirs is told."""
    lines = '{"item": 21, "text": "谁接孩子"}\n{"item": null, "text": "校服多少钱"}\n'
    questions_file(plan).write_text(lines, encoding="utf-8")
    for _ in range(2):
        rows = [(row["item"], row["text"], row["kind"]) for row in _listed(run)]
        assert rows == [(21, "谁接孩子", "simulated"), (None, "校服多少钱", "simulated")]
    assert run("ask", "第21条").code == 0
    run("memory", "take-back", "1", "--author", "王")
    assert [row["text"] for row in _listed(run)] == ["校服多少钱"]
    questions_file(plan).write_text(lines + '{"item": 99, "text": "问"}', encoding="utf-8")
    ended = run("ask", "第21条")
    assert ended.code == 2
    assert "第 3 行:licheng-2022 里没有第“99”条" in ended.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("add", "问", "--author", "王"), "请写明由哪一条回答"),
        (("add", "问", "--item", "1", "--no-item", "--author", "王"), "请写明由哪一条回答"),
        (
            ("add", "问", "--item", "99", "--author", "王"),
            "licheng-2022 里没有编号为“99”的条目。已有:1…28",
        ),
        (("add", "问", "--item", "1", "--document", "bux", "--author", "王"), "没有名为“bux”"),
        (("add", " ", "--item", "1", "--author", "王"), "问题“”记不了"),
        (("add", "问", "--item", "1", "--author", " "), "作者“”不能用"),
        (("add", "问", "--item", "1"), "--author"),
        (("list", "--document", "bux"), "没有名为“bux”的文件"),
        (("take-back", "7", "--author", "王"), "没有编号为 7 的记录"),
        (("take-back", "七", "--author", "王"), "七"),
        (("export", "none/kept.jsonl"), "写不了文件"),
        (("import", "none.jsonl", "--author", "王"), "找不到文件 none.jsonl"),
        (("import", "broken.jsonl", "--author", "王"), "broken.jsonl 第 2 行不是一个 JSON 对象"),
        (("import", "missing.jsonl", "--author", "王"), "missing.jsonl 第 2 行没有写 item"),
        (("import", "field.jsonl", "--author", "王"), "field.jsonl 第 2 行的 kind 不对('boss')"),
        (
            ("import", "item.jsonl", "--author", "王"),
            "item.jsonl 第 2 行:licheng-2022 里没有第“99”条",
        ),
        (("import", "document.jsonl", "--author", "王"), "第 2 行:没有名为“bux”的文件"),
        (("import", "item.jsonl", "--document", "bux", "--author", "王"), "没有名为“bux”"),
        (("import", "good.jsonl", "--author", ""), "作者“”不能用"),
    ],
)
def test_bad_input_is_named_and_nothing_is_stored(
    run: Run, arguments: tuple[str, ...], expected: str
) -> None:
    """One line tells what was found and where; the memory is as before."""
    good = '{"text": "问", "item": 1}\n'
    for name, line in {
        "good": good,
        "broken": "{",
        "missing": '{"text": "问"}',
        "field": '{"text": "问", "item": 1, "kind": "boss"}',
        "item": '{"text": "问", "item": 99}',
        "document": '{"text": "问", "item": 1, "document": "bux"}',
    }.items():
        Path(f"{name}.jsonl").write_text(good + line, encoding="utf-8")
    ended = run("memory", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert expected in ended.err
    assert _listed(run, "--all") == []
