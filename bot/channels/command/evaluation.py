"""Commands that measure: eval questions, eval outlines."""

from __future__ import annotations

from pathlib import Path

import click

from bot.bootstrap import build_assistant
from bot.channels.command.group import wence
from bot.channels.command.outlines import evaluate_outline
from bot.channels.command.output import print_line
from bot.channels.command.questions import evaluate_file
from bot.errors import InputError
from bot.settings import load_settings
from bot.texts import text


@wence.group("eval")
def evaluate() -> None:
    """度量回答的质量。"""


@evaluate.command(epilog="例: wence eval questions questions.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def questions(config: Path | None, files: tuple[Path, ...], *, as_json: bool) -> None:
    """用标注过的问题(JSON Lines)计算 Hit@1、Hit@3、误拒、误答、引文准确率。"""
    assistant = build_assistant(load_settings(config))
    for file in files:
        figures = evaluate_file(assistant, file)
        if as_json:
            print_line({"file": str(file)} | figures.rounded())
        else:
            click.echo(text("command.figures", file=file, **figures.rounded()))


@evaluate.command(epilog="例: wence eval outlines 文件夹")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每份文件输出一个 JSON 对象")
def outlines(folder: Path, *, as_json: bool) -> None:
    """把读出来的提纲和人工标注的(名称.outline.json)相比:节点 F1、标题、元数据。"""
    labelled = sorted(folder.glob("*.outline.json"))
    if not labelled:
        raise InputError("no-outlines", folder=folder)
    for path in labelled:
        figures = evaluate_outline(path)
        if as_json:
            print_line(figures)
        else:
            click.echo(text("command.outline_figures", **figures))
