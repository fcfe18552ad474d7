"""Commands that measure and hold runs against each other."""

from __future__ import annotations

import gzip
import json
import math
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.command.test_command import run
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bot.channels.command.test_command import Run

__all__ = ["run"]

_DEV = str(PROJECT / "tests" / "questions" / "dev.jsonl")
_ROWS: list[dict[str, object]] = [
    {"text": "放学后没人接孩子怎么办", "coverage": "topic", "best": [21], "persona": "家长"},
    {"text": "第17条标题是啥", "coverage": "document", "best": [17], "persona": "办事员",
     "facts": {"item_title": "推动师德师风常态长效建设"}},
    {"text": "文号和印章是什么", "coverage": "document", "best": [],
     "facts": {"doc_number": None, "seal": None}},
    {"text": "公积金怎么提取", "coverage": "none", "best": [], "persona": "家长", "kind": "手续"},
    {"text": "放学后没人接孩子", "coverage": "topic", "best": [1]},
    {"text": "今天天气怎么样", "coverage": "topic", "best": [28]},
]  # fmt: skip


def _write(name: str, rows: Sequence[Mapping[str, object]]) -> str:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return name


def test_all_figures_have_intervals_and_groups(run: Run) -> None:
    """The JSON has each figure, its interval around it, and the figures by coverage and persona."""
    found = json.loads(run("eval", "questions", _DEV, "--json", "--resamples", "200").out)
    for name, (low, high) in found["intervals"].items():
        assert low <= found[name] <= high
    assert found["intervals"].keys() == {
        "hit_1", "hit_3", "mrr_10", "recall_10", "ndcg_10", "quotes", "facts", "false_refusals",
        "false_answers", "auroc", "aurc",
    }  # fmt: skip
    assert found["coverage"]["direct"]["questions"] == 20
    assert found["persona"].keys() == {"clerk", "head", "outside", "parent", "teacher"}
    assert found["kind"] == {}


def test_questions_about_the_document_need_all_facts(run: Run) -> None:
    """An item's own title counts as told, a fact that was left out makes the question wrong."""
    found = json.loads(run("eval", "questions", _write("q.jsonl", _ROWS), "--json").out)
    assert found["facts"] == 0.5
    assert found["hit_1"] == pytest.approx(1 / 3, abs=1e-3)
    assert found["kind"].keys() == {"手续"}


def test_the_worst_questions_come_with_their_evidence(run: Run) -> None:
    """A wrong answer and a refusal are listed with what was wanted, given, met and how surely."""
    out = run("eval", "questions", _write("q.jsonl", _ROWS), "--worst", "1").out
    wrong, refused = out.split("最有把握的错答")[1].split("误拒的题")
    assert "放学后没人接孩子" in wrong
    assert "应为:第1条  回答:第21条 合力推动“双减”政策高效落实" in wrong
    assert re.search("对上的词:.*课后服务", wrong)
    assert "今天天气怎么样" in refused
    assert "应为:第28条  未找到:无  对上的词:无  把握 0.00" in refused
    assert "最有把握的错答" not in run("eval", "questions", "q.jsonl").out


def test_two_runs_over_the_same_are_the_same(run: Run) -> None:
    """A run that is saved twice is the same file, and compares without a change."""
    for name in ("a.json", "b.json"):
        assert run("eval", "save", name, _DEV).code == 0
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
    ended = run("eval", "compare", "a.json", "b.json", "--json")
    found = json.loads(ended.out)
    assert ended.code == 0
    assert found["summary"] == {"better": 0, "worse": 0, "other": 0}
    assert (found["questions"], found["other_fingerprints"]) == (118, [])
    assert found["hit_1"]["difference"] == 0


def test_a_setting_that_changes_is_told_with_its_questions(run: Run) -> None:
    """Less caution is named as what differs; a false answer that it brings ends with 1."""
    rows: list[dict[str, object]] = [
        {"text": "学校附近哪里租房便宜", "coverage": "none", "best": []},
        _ROWS[0],
    ]
    _write("q.jsonl", rows)
    plain = Path("config.toml").read_text(encoding="utf-8")
    for caution, name in (("1.0", "old.json"), ("0.0", "new.json")):
        Path("config.toml").write_text(f"{plain}[retrieval]\ncaution = {caution}\n", "utf-8")
        run("eval", "save", name, "q.jsonl")
    ended = run("eval", "compare", "old.json", "new.json")
    assert ended.code == 1
    assert "两次不同的是:设置" in ended.out
    assert "[变差] 学校附近哪里租房便宜\n    应为:原文没有  " in ended.out
    assert "→ 回答" in ended.out
    assert "(1 题配对" in ended.out
    back = run("eval", "compare", "new.json", "old.json", "--json")
    found = json.loads(back.out)
    assert (back.code, found["other_fingerprints"]) == (0, ["settings"])
    assert found["summary"]["worse"] == 0
    assert found["changed"][0]["direction"] == "better"
    assert "之前" in run("eval", "questions", "q.jsonl", "--baseline", "old.json").out


def test_a_page_is_written_beside_the_figures(run: Run) -> None:
    """`--html` writes the page; with a baseline it has bars of before and after."""
    _write("q.jsonl", _ROWS)
    run("eval", "save", "old.json", "q.jsonl")
    ended = run("eval", "questions", "q.jsonl", "--html", "page.html", "--baseline", "old.json")
    assert "已写入 page.html" in ended.out
    page = Path("page.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 3
    assert "放学后没人接孩子" in page
    ended = run("eval", "questions", "q.jsonl", "--html", "page.html", "--json")
    assert json.loads(ended.out)["answerable"] == 3
    assert Path("page.html").read_text(encoding="utf-8").count("<svg") == 2


def test_floors_rise_and_fall_only_when_named(run: Run) -> None:
    """The gate pins what is measured, keeps what is above it, and lowers what is named."""
    _write("q.jsonl", _ROWS)
    head = '[small]\ndata = "q.jsonl"\n'
    Path("floors.toml").write_text(f'{head}[away]\ndata = "none.jsonl"\nhit_1 = 0.9\n')
    ended = run("eval", "gate", "floors.toml")
    assert ended.code == 0
    assert "small.hit_1:下限 — → 0.333" in ended.out
    assert "away:数据不在这里" in ended.out
    pinned = Path("floors.toml").read_text(encoding="utf-8")
    assert tomllib.loads(pinned)["small"]["facts"] == 0.5
    assert tomllib.loads(pinned)["away"]["hit_1"] == 0.9
    assert "项都在下限上" in run("eval", "gate", "floors.toml").out
    assert Path("floors.toml").read_text(encoding="utf-8") == pinned

    raised = pinned.replace("hit_1 = 0.333", "hit_1 = 0.800")
    Path("floors.toml").write_text(raised, encoding="utf-8")
    ended = run("eval", "gate", "floors.toml")
    assert ended.code == 1
    assert "small.hit_1:现在 0.333,低于下限 0.800" in ended.out
    assert Path("floors.toml").read_text(encoding="utf-8") == raised
    assert run("eval", "gate", "floors.toml", "--lower", "small.hit_1").code == 0
    assert Path("floors.toml").read_text(encoding="utf-8") == pinned

    ended = run("eval", "gate", "floors.toml", "--lower", "small.hit1")
    assert ended.code == 2
    assert "没有名为“small.hit1”的下限。已有:small、small.hit_1" in ended.err


def test_data_that_changed_is_told(run: Run) -> None:
    """Floors of other data still count; that the data changed is told until they hold again."""
    _write("q.jsonl", _ROWS)
    Path("floors.toml").write_text('[small]\ndata = "q.jsonl"\n', encoding="utf-8")
    run("eval", "gate", "floors.toml")
    _write("q.jsonl", _ROWS[1:])
    ended = run("eval", "gate", "floors.toml")
    assert ended.code == 1
    assert "small:数据和定下限时的不一样了" in ended.out
    assert run("eval", "gate", "floors.toml", "--lower", "small").code == 0
    assert "数据和定下限时的不一样了" not in run("eval", "gate", "floors.toml").out


def test_floors_look_at_the_shipped_plan_alone(run: Run) -> None:
    """Other documents in force change no floor."""
    _write("q.jsonl", _ROWS)
    Path("floors.toml").write_text('[small]\ndata = "q.jsonl"\n', encoding="utf-8")
    run("eval", "gate", "floors.toml")
    Path("other.txt").write_text("一、总则\n1.课后服务。放学后没人接孩子怎么办。\n", "utf-8")
    run("import", "other.txt")
    assert "项都在下限上" in run("eval", "gate", "floors.toml").out


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[small]\nhit_1 = 0.5\n", "KeyError 'data'"),
        ('[small]\ndata = "q"\nhits = 0.5\n', "'hits' is not a valid Measure"),
        ('[small]\ndata = "q"\nhit_1 = "high"\n', "could not convert"),
        ('[small]\ndata = "q"\nhit_1 = nan\n', "nan is not between 0 and 1"),
        ("small = 3\n", "TypeError"),
        ("[small\n", "TOMLDecodeError"),
    ],
)
def test_bad_floors_are_named(run: Run, content: str, expected: str) -> None:
    """A file of floors that cannot be read ends with one line and stays as it is."""
    Path("floors.toml").write_text(content, encoding="utf-8")
    ended = run("eval", "gate", "floors.toml")
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert expected in ended.err
    assert Path("floors.toml").read_text(encoding="utf-8") == content


def test_one_document_can_be_measured(run: Run) -> None:
    """`--document` asks that document only, as `wence ask` does."""
    Path("other.txt").write_text("一、总则\n1.公积金。公积金怎么提取。\n", "utf-8")
    run("import", "other.txt")
    rows = [{"text": "公积金怎么提取", "coverage": "direct", "best": [1]}]
    arguments = ("eval", "questions", _write("q.jsonl", rows), "--json", "--document")
    assert json.loads(run(*arguments, "other").out)["hit_1"] == 1
    assert json.loads(run(*arguments, "licheng-2022").out)["hit_1"] == 0
    assert run(*arguments, "none").code == 2


_PASSAGES = [
    {"_id": "a", "title": "校车", "text": "校车每天七点出发。"},
    {"_id": "b", "title": "", "text": "食堂供应午餐\u2028和晚餐。"},
    {"_id": "c", "text": "图书馆周末开放。"},
]
_QUERIES = [
    {"_id": "1", "text": "校车几点出发"},
    {"_id": "2", "text": "食堂有晚餐吗"},
    {"_id": "3", "text": "没有判断的问题"},
]


def _collection(folder: str) -> Path:
    Path(folder, "qrels").mkdir(parents=True)
    _write(f"{folder}/corpus.jsonl", _PASSAGES)
    _write(f"{folder}/queries.jsonl", _QUERIES)
    qrels = "query-id\tcorpus-id\tscore\n1\ta\t1\n2\tb\t2\n2\tgone\t1\n2\tc\t0\n"
    Path(folder, "qrels/test.tsv").write_text(qrels, encoding="utf-8")
    return Path(folder)


@pytest.mark.parametrize("packed", [False, True])
def test_passages_are_searched(run: Run, *, packed: bool) -> None:
    """The judged queries are searched for; a relevant passage that is not there is not found."""
    folder = _collection("beir")
    for file in [one for one in folder.rglob("*.*") if packed]:
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    found = json.loads(run("eval", "beir", "beir", "--json", "--no-thesaurus").out)
    assert (found["passages"], found["queries"], found["thesaurus"]) == (3, 2, False)
    assert (found["mrr_10"], found["recall_10"], found["recall_100"]) == (1.0, 0.75, 0.75)
    # Of query 2 the one found gives 2, the one that is gone would give 1 / log2(3) more.
    assert found["ndcg_10"] == pytest.approx((1 + 2 / (2 + 1 / math.log2(3))) / 2, abs=1e-3)
    out = run("eval", "beir", "beir").out
    assert "beir:3 段,2 问" in out
    assert "MRR@10" in out


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("corpus.jsonl", b'{"_id": "a"}\n', "corpus.jsonl 第 1 行不对:KeyError"),
        ("queries.jsonl", b"[]\n", "queries.jsonl 第 1 行不对"),
        ("queries.jsonl", b"\xff\n", "queries.jsonl 第 1 行不对:UnicodeDecodeError"),
        ("qrels/test.tsv", b"1\ta\t1\n1 a 1\n", "test.tsv 第 2 行不对"),
        ("qrels/test.tsv", b"9\ta\t1\n", "问题编号 9 不在 queries.jsonl 里"),
        ("qrels/test.tsv", b"q\tc\ts\n", "一条判断也没有"),
    ],
)
def test_a_bad_collection_is_named_by_file_and_line(
    run: Run, file: str, content: bytes, expected: str
) -> None:
    """A collection that cannot be read ends with one line, which names the place."""
    Path(_collection("beir"), file).write_bytes(content)
    ended = run("eval", "beir", "beir")
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert expected in ended.err


@pytest.mark.parametrize(
    "row",
    [
        '{"text": "问", "coverage": "sure", "best": []}',
        '{"text": 7, "coverage": "none", "best": []}',
        '{"text": "问", "coverage": "none"}',
        '{"text": "问", "coverage": "none", "best": [], "persona": 3}',
        '{"text": "问", "coverage": "document", "best": [], "facts": 3}',
        '["问"]',
        "问",
    ],
)
def test_a_bad_question_is_named_by_its_line(run: Run, row: str) -> None:
    """A question that cannot be read is named by file and line, before anything is asked."""
    good = '{"text": "问", "coverage": "none", "best": []}'
    Path("q.jsonl").write_text(f"{good}\n\n{row}\n", encoding="utf-8")
    ended = run("eval", "questions", "q.jsonl")
    assert (ended.code, ended.out) == (2, "")
    assert "q.jsonl 第 3 行不对" in ended.err


def test_the_confidence_is_fitted_to_questions(run: Run) -> None:
    """Both sets of weights are written, finite, and in the form that the program reads."""
    output = run("eval", "calibrate", _DEV, "--output", "calibration.toml")
    assert "calibration.toml" in output.out
    found = tomllib.loads(Path("calibration.toml").read_text(encoding="utf-8"))
    assert found.keys() == {"taught", "untaught"}
    shipped = (PROJECT / "retrieval" / "calibration.toml").read_text(encoding="utf-8")
    for name, signs in tomllib.loads(shipped).items():
        assert found[name].keys() == signs.keys()
        assert all(map(math.isfinite, found[name].values()))
        # A better score is never a reason to be less sure.
        assert found[name]["margin"] > 0
    assert found["taught"] != found["untaught"]


def test_questions_of_one_kind_fit_nothing(run: Run) -> None:
    """Without questions of both kinds there is nothing to tell apart, and that is said."""
    one_kind = _write("q.jsonl", [row for row in _ROWS if row["coverage"] == "none"])
    result = run("eval", "calibrate", one_kind)
    assert result.code
    assert "direct" in result.err


def test_questions_can_be_asked_without_memory(run: Run) -> None:
    """Without remembered questions the figures are others: the plan is as good as new."""
    command = ("eval", "questions", _DEV, "--json", "--resamples", "1")
    known, new = (json.loads(run(*command, *more).out) for more in ((), ("--no-memory",)))
    assert known["hit_1"] > new["hit_1"]
