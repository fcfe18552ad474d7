"""Commands about what is stored, each run as a process of its own would."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.command.test_command import run

if TYPE_CHECKING:
    from tests.bot.channels.command.test_command import Run

__all__ = ["run"]

_OLD = "关于印发校车工作要点的通知\n2021年1月2日\n一、总则\n1.校车。管好校车。\n"
_NEW = (
    "关于印发校车工作要点的通知\n2021年1月2日\n一、总则\n1.校车。管严校车。\n2.食堂。管好食堂。\n"
)


def _sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.fixture
def stored(run: Run) -> Run:
    """Import two revisions of a document."""
    for text in (_OLD, _NEW):
        Path("bus.txt").write_text(text, encoding="utf-8")
        assert run("import", "bus.txt").code == 0
    return run


def test_an_import_says_which_level_it_took_and_why(run: Run) -> None:
    """The level of the items is told with its nodes and its share of the text."""
    Path("bus.txt").write_text(_NEW, encoding="utf-8")
    assert "以“1.”为条目:2 节、占正文 83%。" in run("import", "bus.txt").out
    named = run("import", "bus.txt", "--items-at", "一、").out
    assert "bus 改用以前导入过的版本" in named
    assert "按 --items-at 以“一、”为条目:1 节、占正文 17%。" in named
    assert [row["items"] for row in json.loads(run("documents", "--json").out)] == [28, 1]
    assert "没有变化" in run("import", "bus.txt", "--items-at", "一、").out
    refused = run("import", "bus.txt", "--items-at", "（九）")
    assert (refused.code, refused.out) == (2, "")
    assert "没有“（九）”这一级编号,可用的有:一、 1." in refused.err


def test_documents_are_listed_with_where_they_stand(stored: Run) -> None:
    """`wence documents` lists what is in force, `--all` what is retracted, too."""
    assert "bus  《关于印发校车工作要点的通知》  2021-01-02  1 个领域 2 条  2 个版本  生效" in (
        stored("documents").out
    )
    assert "从下一个问题起不再用它回答" in stored("retract", "bus").out
    assert "bus" not in stored("documents").out
    assert "已撤下" in stored("documents", "--all").out
    rows = json.loads(stored("documents", "--all", "--json").out)
    assert [(row["name"], row["state"], row["revisions"]) for row in rows] == [
        ("licheng-2022", "in_force", 1),
        ("bus", "retracted", 2),
    ]
    assert "早已撤下" in stored("retract", "bus").out
    assert "已恢复" in stored("restore", "bus").out
    assert "本来就生效" in stored("restore", "bus").out
    assert "bus" in stored("documents").out


def test_any_revision_is_shown_verbatim(stored: Run) -> None:
    """`wence show` prints a revision or one of its items, character by character."""
    assert stored("show", "bus").out == _NEW
    assert stored("show", f"bus@{_sha(_OLD)[:8]}").out == _OLD
    assert stored("show", f"bus@{_sha(_OLD)[:12].upper()}", "1").out == "1.校车。管好校车。\n"
    shown = json.loads(stored("show", "bus", "2", "--json").out)
    assert (shown["item"], shown["text"]) == (2, "2.食堂。管好食堂。")
    assert _NEW[slice(*shown["span"])] == shown["text"]
    assert json.loads(stored("show", "bus", "--json").out)["sha256"] == _sha(_NEW)


def test_a_revision_may_be_named_wherever_a_document_is(stored: Run) -> None:
    """Items, targets, outline, verify and ask take name@digits."""
    old = f"bus@{_sha(_OLD)[:8]}"
    assert "食堂" in stored("items", "bus").out
    assert "食堂" not in stored("items", old).out
    assert stored("targets", old).code == 0
    assert "食堂" in stored("outline", "bus").out
    assert "食堂" not in stored("outline", old).out
    assert stored("verify", "管好校车", "--document", old).code == 0
    assert stored("verify", "管好校车", "--document", "bus").code == 1
    answer = json.loads(stored("ask", "--json", "--document", old, "管好校车").out)
    assert answer["documents"] == [old]
    assert answer["answers"][0]["quote"] == "管好校车。"


def test_a_question_may_be_narrowed_by_options(stored: Run) -> None:
    """`--document` and `--year` narrow; what they name must be there."""
    both = json.loads(stored("ask", "--json", "校车").out)
    assert both["documents"] == ["licheng-2022", "bus"]
    for options in (("--document", "bus"), ("--year", "2021")):
        answer = json.loads(stored("ask", "--json", *options, "校车").out)
        assert answer["documents"] == ["bus"]
    today = json.loads(stored("ask", "--json", "--today", "2022-05-01", "去年的校车").out)
    assert today["documents"] == ["bus"]
    noted = json.loads(stored("ask", "--json", "2019年的校车").out)
    assert noted["absent_year"] == 2019
    assert "没有2019年的文件,以下来自" in stored("ask", "2019年的校车").out


def test_the_history_tells_what_happened(stored: Run) -> None:
    """`wence history` lists imports, retractions and restorations with their revisions."""
    stored("retract", "bus")
    Path("bus.txt").write_text(_OLD, encoding="utf-8")
    stored("import", "bus.txt")
    events = json.loads(stored("history", "bus", "--json").out)
    assert [(event["kind"], event["sha256"]) for event in events] == [
        ("imported", _sha(_OLD)),
        ("imported", _sha(_NEW)),
        ("retracted", _sha(_NEW)),
        ("imported", _sha(_OLD)),
    ]
    lines = stored("history", "bus").out.splitlines()
    assert [line.split("  ")[1:] for line in lines][2] == ["撤下", f"bus@{_sha(_NEW)[:8]}"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("show", "bux"), "没有名为“bux”的文件。已有:licheng-2022、bus。"),
        (("show", "bus@12"), "版本要写 8 位以上的十六进制数字,“12”不行。已有:bus@"),
        (("show", "bus@"), "版本要写 8 位以上"),
        (("show", "bus@00000000"), "bus 没有以 00000000 开头的版本。已有:bus@"),
        (("show", "bus", "9"), "bus 里没有编号为“9”的条目。已有:1、2。"),
        (("show", "licheng-2022", "99"), "已有:1…28。"),
        (("outline", "bus@00000000"), "没有以 00000000 开头的版本"),
        (("outline", "bux"), "找不到文件 bux"),
        (("retract", "bux"), "没有名为“bux”的文件"),
        (("restore", "bux"), "没有名为“bux”的文件"),
        (("history", "bux"), "没有名为“bux”的文件"),
        (("ask", "--document", "bux", "校车"), "没有名为“bux”的文件"),
        (("ask", "--year", "2019", "校车"), "没有2019年的文件。已有:2021、2022。"),
        (("ask", "--today", "昨天", "校车"), "today"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    stored: Run, arguments: tuple[str, ...], expected: str
) -> None:
    """An unknown document, revision, item or year ends with one line and exit code 2."""
    ended = stored(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert expected in ended.err


def test_a_retracted_document_is_told_apart_from_an_unknown_one(stored: Run) -> None:
    """The line names the way to its revisions and the way back; its revisions are still shown."""
    stored("retract", "bus")
    ended = stored("show", "bus")
    assert ended.code == 2
    assert f"要看撤下的版本请写 bus@{_sha(_NEW)[:8]},要恢复请运行 wence restore bus" in ended.err
    assert stored("show", f"bus@{_sha(_NEW)[:8]}").out == _NEW


def test_with_everything_retracted_commands_say_so(run: Run) -> None:
    """No document in force: `ask` says so with exit code 1, `items` with 2."""
    run("retract", "licheng-2022")
    asked = run("ask", "课后服务")
    assert (asked.code, asked.out) == (1, "现在没有生效的文件,暂时答不了。\n")
    assert "现在没有生效的文件(已撤下:licheng-2022)" in run("items").err
    assert run("documents").out == ""
