"""The command line as people and programs use it."""

from __future__ import annotations

import io
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import pytest

from bot.channels.command import main, wence
from tests.conftest import PROJECT, SHARED
from tests.knowledge.readers.writers.paper import PAPER
from tests.knowledge.readers.writers.word import write_docx

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., "Ended"]


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    bare_environment: Path,
    warm_data: Path,
) -> Run:
    """Return a function that runs `wence` in an empty folder with what comes on its input."""
    config = bare_environment / "config.toml"
    config.write_text(f'[storage]\nfolder = "{warm_data}"\n', encoding="utf-8")

    def run_once(*arguments: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["wence", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        return Ended(int(ended.value.code or 0), *capfd.readouterr())

    return run_once


def test_asking_prints_the_card(run: Run) -> None:
    """`wence ask` prints item, area and the whole wording, and exits with 0."""
    ended = run("ask", "第25条")
    assert ended.code == 0
    assert "📄 第25条 着力打造平安和谐校园" in ended.out
    assert "责任领域:六、突出生态建设,持续提升教育发展保障水平" in ended.out
    assert "增强家长的安全监管意识。" in ended.out
    assert "2022年鲤城教育工作要点 · 2022-03-29" in ended.out


def test_the_readme_question_finds_after_school_care(run: Run) -> None:
    """The first question of the README is answered by item 21."""
    ended = run("ask", "--json", "放学后没人接孩子怎么办")
    found = json.loads(ended.out)
    assert found["outcome"] == "answer"
    assert found["answers"][0]["item"] == 21
    assert "课后服务" in found["answers"][0]["quote"]


@pytest.mark.parametrize(
    "question",
    [
        "今天天气怎么样",
        "",
        " \t ",
        "𠮷" * 2000 + "zq" * 1000,
        "😀🎉👨‍👩‍👧",
        "?!…",
        "\ud800",
        "第\ud800条",
        "-1x",
    ],
)
def test_what_is_not_asked_of_the_plan_is_not_found(run: Run, question: str) -> None:
    """Small talk, noise and broken text are not found: exit code 1, no traceback."""
    ended = run("ask", "--json", "--", question)
    assert json.loads(ended.out)["outcome"] == "not_found"
    assert json.loads(ended.out)["question"] == question
    assert ended.code == 1
    assert ended.err == ""


def test_questions_by_the_line_are_answered_in_order(run: Run) -> None:
    """`ask --jsonl` answers each line with its id, NUL and surrogates included."""
    rows: list[dict[str, object]] = [
        {"id": "a", "text": "双减"},
        {"id": 7, "text": "\x00"},
        {"id": "c", "text": "\ud800 第7条"},
        {"text": ""},
    ]
    lines = "\n\n".join(json.dumps(row) for row in rows).encode()
    ended = run("ask", "--jsonl", stdin=lines)
    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    assert [answer["id"] for answer in answers] == ["a", 7, "c", None]
    assert [answer["question"] for answer in answers] == [row["text"] for row in rows]
    outcomes = [answer["outcome"] for answer in answers]
    assert outcomes == ["answer", "not_found", "answer", "not_found"]


def test_the_answer_object_has_the_promised_shape(run: Run) -> None:
    """`ask --json` prints exactly the keys of the stable interface."""
    answer = json.loads(run("ask", "--json", "校园食品安全").out)
    assert list(answer) == [
        *("question", "outcome", "answers", "nearest", "facts", "elapsed_ms"),
        *("documents", "absent_year", "kind", "whole", "courtesy", "notice"),
    ]
    assert list(answer["answers"][0]) == [
        "document",
        "item",
        "label",
        "title",
        "area",
        "offices",
        "lead",
        "quote",
        "quote_span",
        "text",
        "confidence",
        "stated",
        "missing",
    ]
    assert answer["answers"][0]["area"] == {
        "label": "六、",
        "title": "突出生态建设,持续提升教育发展保障水平",
    }


def test_facts_say_what_is_not_stated(run: Run) -> None:
    """A fact that the document does not state has the value null."""
    answer = json.loads(run("ask", "--json", "文号多少").out)
    assert answer["outcome"] == "document"
    assert answer["facts"] == [{"name": "doc_number", "value": None, "quote": None}]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("[retrieval]\nlimt = 3\n", "unknown key retrieval.limt;known: caution"),
        ("[retreival]\n", "unknown key retreival;known: storage, retrieval, telegram"),
        ('[retrieval]\ncaution = "high"\n', "retrieval.caution = 'high'"),
        ("[retrieval]\ncaution = 7\n", "retrieval.caution = 7"),
        ("[notice]\ndangr = 'x'\n", "unknown key notice.dangr;known: danger"),
        ("[notice]\ndanger = ''\n", "notice.danger = ''"),
        ("[telegram]\nmode = 1\n", "telegram.mode = 1"),
        ("[storage\n", "不是合法的 TOML"),
        ("\udcff", "不是合法的 TOML"),
    ],
)
def test_a_bad_configuration_is_named(run: Run, config: str, expected: str) -> None:
    """An unknown key, a wrong type or broken TOML ends with one line and exit code 2."""
    Path("bad.toml").write_bytes(config.encode("utf-8", "surrogateescape"))
    ended = run("--config", "bad.toml", "ask", "双减")
    assert ended.code == 2
    assert ended.out == ""
    assert len(ended.err.splitlines()) == 1
    assert "bad.toml" in ended.err
    assert expected in ended.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--config", "none.toml", "ask", "双减"), "找不到配置文件 none.toml"),
        (("--config", "off.toml", "serve"), "没有可以运行的渠道"),
        (("import", "none.txt"), "找不到文件 none.txt"),
        (("import", "."), "找不到文件"),
        (("import", "letter.txt"), "不像工作要点"),
        (("import", "picture.txt"), "picture.txt 的内容是 image/jpeg"),
        (("import", "bytes.txt"), "编码不认识"),
        (("import", "cut.docx"), "cut.docx 当作 docx"),
        (("outline", "cut.pdf"), "cut.pdf 当作 pdf 读不出来"),
        (("import", "zero.txt"), "不是文本文件"),
        (("import", "plan.txt", "--name", "a/b"), "文件名称“a/b”不能用"),
        (("items", "nothing"), "没有名为“nothing”的文件。已有:licheng-2022"),
        (("ask",), "请写上问题"),
        (("ask", "--jsonl", "双减"), "--jsonl 从标准输入读问题"),
        (("ask", "--nonsense"), "--nonsense"),
        (("answer",), "answer"),
        (("eval", "questions", "none.jsonl"), "找不到文件 none.jsonl"),
        (("outline", "letter.txt"), "不像工作要点"),
        (("diff", "none", "plan.txt"), "也找不到文件 none。已存的有:licheng-2022"),
        (("diff", "plan.txt", "letter.txt"), "不像工作要点"),
        (("diff", "plan.txt", "."), "找不到文件"),
        (("diff", "plan.txt"), "NEW"),
        (("diff", "plan.txt", "plan.txt", "--html", "none/page.html"), "写不了文件"),
        (("eval", "outlines", "."), "没有标注文件"),
        (("eval", "outlines", "broken"), "不对"),
        (("eval", "questions", "letter.txt"), "letter.txt 第 1 行不对"),
        (("eval", "questions", "."), "找不到文件"),
        (("eval", "questions", "zero.txt", "--baseline", "letter.txt"), "不是 wence eval save"),
        (("eval", "save", "none/run.json", "empty.jsonl"), "写不了文件 none/run.json"),
        (("eval", "compare", "none.json", "letter.txt"), "找不到文件 none.json"),
        (("eval", "compare", "letter.txt", "letter.txt"), "不是 wence eval save"),
        (("eval", "gate", "letter.txt"), "letter.txt 不对"),
        (("eval", "gate", "none.toml"), "找不到文件 none.toml"),
        (("eval", "beir", "none"), "none 里没有 corpus.jsonl"),
        (("eval", "beir", "broken"), "broken 里没有 corpus.jsonl"),
    ],
)
def test_bad_input_ends_with_one_clear_line(
    run: Run, arguments: tuple[str, ...], expected: str
) -> None:
    """Bad input names what was found and the way out, with exit code 2 and nothing stored."""
    Path("off.toml").write_text("[web]\nenabled = false\n", encoding="utf-8")
    Path("letter.txt").write_text("亲爱的家长:\n您好!\n", encoding="utf-8")
    Path("plan.txt").write_text("一、加强领导\n1.好好做。认真做。\n", encoding="utf-8")
    Path("picture.txt").write_bytes(b"\xff\xd8\xff\xe0")
    Path("bytes.txt").write_bytes(b"\xff\xfe\xff")
    Path("cut.docx").write_bytes(b"PK\x03\x04")
    Path("cut.pdf").write_bytes(b"%PDF-1.7\n")
    Path("broken").mkdir()
    Path("broken/plan.outline.json").write_text("[]", encoding="utf-8")
    Path("broken/plan.txt").write_text("一、加强领导\n", encoding="utf-8")
    Path("zero.txt").write_bytes(b"a\0b")
    Path("empty.jsonl").write_bytes(b"")
    ended = run(*arguments)
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert ended.err.startswith("错误:")
    assert expected in ended.err
    assert [row["name"] for row in json.loads(run("documents", "--json").out)] == ["licheng-2022"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("nonsense", "类型不认识"),
        ("oracel://host/db", "类型不认识"),
        ("postgresql+pg8000://u:hunter2@host/db", "需要驱动 pg8000"),
        ("sqlite:///letter.txt", "数据库用不了"),
        ("sqlite:////proc/none/x.db", "建不了数据文件夹"),
        ("postgresql+psycopg://u:hunter2@127.0.0.1:1/db", "数据库用不了"),
    ],
)
def test_a_bad_database_is_named_without_its_password(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str, expected: str
) -> None:
    """A database that cannot be used ends with one line and exit code 2, the password hidden."""
    Path("off.toml").write_text("[web]\nenabled = false\n", encoding="utf-8")
    Path("letter.txt").write_text("亲爱的家长:您好!" * 100, encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", url)
    ended = run("ask", "双减")
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert expected in ended.err
    assert "hunter2" not in ended.err


def test_a_folder_that_cannot_be_made_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache has no place, that is said in one line, wherever the database is."""
    Path("c.toml").write_text('[storage]\nfolder = "/proc/none"\n', encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///here.db")
    ended = run("--config", "c.toml", "ask", "双减")
    assert ended.code == 2
    assert "建不了数据文件夹 /proc/none" in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"{", "第 2 行"),
        (b'{"id": 1}', "第 2 行"),
        (b'{"text": 5}', "第 2 行"),
        (b"\xff", "第 2 行"),
    ],
)
def test_a_bad_line_is_named_and_those_before_it_are_answered(
    run: Run, line: bytes, expected: str
) -> None:
    """A line that is no question ends the run with its number; nothing before it is lost."""
    ended = run("ask", "--jsonl", stdin=b'{"id": 1, "text": "x"}\n' + line + b"\n")
    assert ended.code == 2
    assert expected in ended.err
    assert len(ended.out.splitlines()) == 1


def test_importing_twice_changes_nothing(run: Run) -> None:
    """The second import of the same file says so and leaves the documents as they were."""
    Path("plan.txt").write_text("一、加强领导\n1.好好做。认真做。\n", encoding="utf-8")
    first = run("import", "plan.txt", "--name", "mine")
    before = run("documents", "--json").out
    second = run("import", "plan.txt", "--name", "mine")
    assert "已导入 mine" in first.out
    assert "没有变化" in second.out
    assert run("documents", "--json").out == before
    assert "第1条 好好做" in run("items", "mine").out


def test_files_of_other_formats_are_imported_as_they_are(run: Run) -> None:
    """A Word document is imported with its bytes as the source, and the line names its format."""
    Path("plan.docx").write_bytes(write_docx(PAPER, automatic=True))
    ended = run("import", "plan.docx", "--name", "mine")
    assert "格式 docx" in ended.out
    assert "没有变化" in run("import", "plan.docx", "--name", "mine").out
    stored = {row["name"]: row["sha256"] for row in json.loads(run("documents", "--json").out)}
    assert stored["mine"] == sha256(Path("plan.docx").read_bytes()).hexdigest()
    assert "第" in run("items", "mine").out
    nodes = json.loads(run("outline", "plan.docx", "--json").out)["nodes"]
    assert nodes[2]["path"] == ["一", "（一）", "1"]
    assert nodes[2]["offices"] == ["规划建设股", "计划财务股"]


def test_items_lists_areas_and_items(run: Run) -> None:
    """`wence items` lists 28 items under 6 areas."""
    lines = run("items").out.splitlines()
    assert len(lines) == 34
    assert lines[0] == "一、突出党建引领,全面加强教育系统党的建设"
    assert lines[-1].strip() == "第28条 切实提高教育发展保障能力"


def test_the_configuration_in_force_is_shown_without_secrets(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`wence config` shows every setting and no secret."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:hunter2")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://u:hunter2@host/db")
    shown = run("config").out
    assert json.loads(shown)["environment"]["TELEGRAM_BOT_TOKEN"] == "set"  # noqa: S105
    assert "hunter2" not in shown


def test_an_outline_is_shown_without_storing_it(run: Run) -> None:
    """`wence outline` shows metadata and nodes of a file, whose spans cut the text."""
    text = "关于做好校服工作的通知\n一、加强领导\n1.好好做。认真做。\n"
    Path("plan.txt").write_text(text, encoding="utf-8")
    read = json.loads(run("outline", "plan.txt", "--json").out)
    assert read["meta"]["title"] == "关于做好校服工作的通知"
    assert [node["path"] for node in read["nodes"]] == [["一"], ["一", "1"]]
    start, end = read["nodes"][1]["text_span"]
    assert text[start:end] == "认真做。"
    assert read["items_at"] == "1."
    assert run("outline", "plan.txt").out.splitlines()[-1].strip() == "1.好好做"
    assert "plan" not in run("documents").out.split()


def test_a_quotation_is_checked(run: Run) -> None:
    """`wence verify` marks what was changed; exit code 1 says that there is a difference."""
    ended = run("verify", "进社区活动不少于50场")
    assert ended.code == 1
    assert "您写:进社区活动不少于【50】场" in ended.out
    assert "不少于【40】场" in ended.out
    assert "第7条" in ended.out
    same = run("verify", "--json", stdin="优化“互联网+政务服务”".encode())
    assert same.code == 0
    assert json.loads(same.out)[0]["verdict"] == "identical"
    assert json.loads(same.out)[0]["item"] == 20
    assert run("verify", stdin=b" ").code == 2


def test_all_places_of_a_quotation_are_named(run: Run) -> None:
    """`wence verify` names each item in which the quoted words stand."""
    ended = run("verify", "全面提高教育教学质量")
    assert "(不在条目中)(共 2 处,另见 第21条 合力推动" in ended.out
    places = json.loads(run("verify", "--json", "全面提高教育教学质量").out)[0]["places"]
    assert [place["item"] for place in places] == [None, 21]


def test_two_documents_are_compared(run: Run) -> None:
    """`wence diff` tells what differs between a stored document and a file; exit code 1 says so."""
    plan = (PROJECT / "knowledge" / "plans" / "licheng-2022.txt").read_text(encoding="utf-8")
    Path("edited.txt").write_text(plan.replace("40场", "50场"), encoding="utf-8")
    ended = run("diff", "licheng-2022", "edited.txt")
    assert ended.code == 1
    assert "进社区活动不少于[-40-]{+50+}场" in ended.out
    assert "40场 → 50场  第7条 全面加强学生身心健康教育" in ended.out
    found = json.loads(run("diff", "licheng-2022", "edited.txt", "--json").out)
    assert list(found) == [
        "old",
        "new",
        "same",
        "summary",
        "items",
        "headings",
        "numbers",
        "metadata",
        "parts",
    ]
    assert found["summary"] == {
        "added": 0,
        "removed": 0,
        "moved": 0,
        "reworded": 1,
        "renumbered": 0,
        "unchanged": 27,
        "numbers": 1,
    }
    (item,) = found["items"]
    (change,) = item["differences"]
    assert (item["old"]["item"], item["statuses"]) == (7, ["reworded"])
    assert plan[slice(*change["old_span"])] == change["old"] == "40"
    assert plan[slice(*item["old"]["span"])] == item["old"]["text"]
    number = found["numbers"][0]
    assert (number["old"], number["new"], number["new_item"]) == ("40场", "50场", 7)


def test_a_comparison_is_saved_as_a_page(run: Run) -> None:
    """`wence diff --html` writes a page, and says where; equal documents end with 0."""
    ended = run("diff", "licheng-2022", "licheng-2022", "--html", "page.html")
    assert (ended.code, ended.out) == (0, "已写入 page.html\n")
    assert "没有不同之处" in Path("page.html").read_text(encoding="utf-8")
    assert run("diff", "licheng-2022", "licheng-2022").code == 0


def test_targets_are_listed_by_item(run: Run) -> None:
    """`wence targets` lists the commitments with a number under their items."""
    assert "🎯 第25条 着力打造平安和谐校园\n  100% · 年底前 · “推动" in run("targets").out
    listed = json.loads(run("targets", "--json").out)
    assert listed[0]["item"] == 7
    assert listed[0]["quantity"] == "40"


def test_a_conversation_remembers_its_last_answer(run: Run) -> None:
    """In `wence chat` 下一条 and 原文 mean the item that was shown last."""
    ended = run("chat", stdin="第7条\n下一条\n它属于哪个领域\n".encode())
    assert "📄 第8条 创新开展美育" in ended.out
    assert ended.out.count("二、突出五育并举,深入落实立德树人根本任务") == 3


def test_the_notice_is_the_one_that_is_configured(run: Run, bare_environment: Path) -> None:
    """Who is in danger reads the bureau's own notice before all else."""
    config = bare_environment / "config.toml"
    kept = config.read_text(encoding="utf-8")
    config.write_text(f'{kept}[notice]\ndanger = "请拨 12355"\n', encoding="utf-8")
    assert run("ask", "女儿割腕").out.startswith("请拨 12355\n📄 第7条")
    assert json.loads(run("ask", "--json", "女儿割腕").out)["notice"] == "请拨 12355"


def test_a_conversation_ends_with_its_input(run: Run) -> None:
    """`wence chat` answers line by line and takes leave at the end of input."""
    ended = run("chat", stdin="第7条\n文号\n".encode())
    assert ended.code == 0
    assert "📄 第7条 全面加强学生身心健康教育" in ended.out
    assert "文号:原文未写" in ended.out
    assert ended.out.rstrip().endswith("再见!")


def test_labelled_questions_are_measured(run: Run) -> None:
    """`wence eval questions` finds the right item first for at least half of dev.jsonl."""
    file = PROJECT / "tests" / "questions" / "dev.jsonl"
    figures = json.loads(run("eval", "questions", str(file), "--json").out)
    assert figures["answerable"] == 82
    assert figures["hit_1"] >= 0.50


def test_all_questions_of_the_set_are_answered_in_order(run: Run) -> None:
    """`ask --jsonl` answers dev.jsonl line by line, with wording cut from the plan."""
    lines = (PROJECT / "tests" / "questions" / "dev.jsonl").read_bytes()
    plan = (PROJECT / "knowledge" / "plans" / "licheng-2022.txt").read_bytes().decode()
    ended = run("ask", "--jsonl", stdin=lines)
    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert [a["id"] for a in answers] == [json.loads(line)["id"] for line in lines.splitlines()]
    for shown in [one for a in answers for one in (*a["answers"], *a["nearest"])]:
        start, end = shown["quote_span"]
        assert shown["quote"] == plan[start:end]
        assert shown["text"] in plan


def test_the_question_set_is_the_shared_one() -> None:
    """The copy of dev.jsonl equals the original wherever that stands beside the project."""
    ours = (PROJECT / "tests" / "questions" / "dev.jsonl").read_bytes()
    originals = [path.read_bytes() for path in SHARED.glob("questions/dev.jsonl")]
    assert originals in ([], [ours])


def _commands(group: click.Group) -> list[click.Command]:
    found: list[click.Command] = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found += _commands(command) if isinstance(command, click.Group) else [command]
    return found


@pytest.mark.parametrize("command", _commands(wence), ids=lambda command: str(command.name))
def test_every_command_helps_with_an_example(command: click.Command) -> None:
    """Each command has a line of help and an example that names it."""
    assert command.help
    assert command.epilog
    assert command.epilog.startswith("例: ")
    assert str(command.name) in command.epilog


def test_the_sum_is_shown(run: Run) -> None:
    """`wence ask --explain` lists what each word adds to the first items, and the rest."""
    shown = run("ask", "--explain", "放学后没人接孩子怎么办").out
    assert "概念“课后服务”" in shown
    assert shown.count("其余") == 3
    scores = [line.split() for line in shown.splitlines() if line.startswith(("  +", "  -"))]
    assert all(float(score[0]) for score in scores)
    assert "其余" not in run("ask", "--explain", "第21条").out
