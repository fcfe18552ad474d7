"""The documentation is true."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from bot.channels.command import wence
from bot.channels.command.calibrating import dial_rows
from bot.channels.command.questions import evaluate_file, read_questions
from bot.evaluations.rows import figure_rows
from retrieval.evaluation.figures import Measure
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from bot.assistant import Assistant

READMES = ("README.md", "README.zh-CN.md")
_NAMES = {
    Measure.HIT_1: "Hit@1",
    Measure.HIT_3: "Hit@3",
    Measure.MRR_10: "MRR@10",
    Measure.NDCG_10: "nDCG@10",
    Measure.QUOTES: "right quotes",
    Measure.FALSE_REFUSALS: "false refusals (lower is better)",
    Measure.FALSE_ANSWERS: "false answers (lower is better)",
    Measure.AUROC: "AUROC of the confidence",
}
_TRANSCRIPT = re.compile(r"<!-- transcript: make ask Q=\"(.+?)\" -->\n```\n(.*?)```", re.DOTALL)


def _ask(folder: Path, question: str) -> str:
    command = [sys.executable, "-m", "bot", "ask", "--", question]
    config = folder / "config.toml"
    config.write_text("", encoding="utf-8")
    command[3:3] = ["--config", str(config)]
    return subprocess.run(command, capture_output=True, check=False, text=True).stdout  # noqa: S603


@pytest.mark.parametrize("name", READMES)
def test_transcripts_are_what_is_printed(name: str, warm_data: Path, tmp_path: Path) -> None:
    """Each transcript in the README is what the command prints, character by character."""
    assert warm_data.is_dir()
    transcripts = _TRANSCRIPT.findall((PROJECT / name).read_text(encoding="utf-8"))
    assert transcripts
    for question, shown in transcripts:
        assert _ask(tmp_path, question) == shown


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands_come_first(name: str) -> None:
    """The first code block of a README is the two commands."""
    block = (PROJECT / name).read_text(encoding="utf-8").split("```")[1]
    assert block.split("\n")[1].startswith("make ask Q=")
    assert block.split("\n")[2] == "make test"


def test_every_make_target_and_command_is_documented() -> None:
    """Each command of the program is named in docs/interfaces.md, each make target in README."""
    interfaces = (PROJECT / "docs/interfaces.md").read_text(encoding="utf-8")
    assert not [
        name for name in wence.list_commands(click.Context(wence)) if f"`{name}" not in interfaces
    ]
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for target in ("ask", "chat", "run", "test", "check", "bench", "floors"):
        assert f"`make {target}" in readme


def test_links_lead_somewhere() -> None:
    """Each relative link in the documentation leads to a file."""
    for page in [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page}: {link}"


def test_the_figures_are_the_measured_ones(assistant: Assistant) -> None:
    """The figures on seen questions in the README are those that are measured today."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    measured = evaluate_file(assistant, PROJECT / "tests/questions/dev.jsonl").estimates
    rows = [
        f"| {_NAMES[Measure(row.key)]} | {row.value} | {row.interval} |"
        for row in figure_rows(measured)
        if row.key in _NAMES
    ]
    table = "\n".join(["| figure | value | 95% interval |", "|---|---|---|", *rows])
    assert len(rows) == len(_NAMES)
    assert table in readme


def test_the_dial_is_the_measured_one(assistant: Assistant) -> None:
    """The table of the dial in docs/questions.md is what is measured today."""
    labelled = read_questions(PROJECT / "tests/questions/dev.jsonl")
    lines = [
        "| caution | Hit@1 | Hit@3 | false refusals | false answers |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(row)} |" for row in dial_rows(assistant, labelled)]
    assert "\n".join(lines) in (PROJECT / "docs/questions.md").read_text(encoding="utf-8")
