"""Commands that measure: eval questions, eval beir, eval outlines."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from bot.bootstrap import build_assistant, build_search
from bot.channels.command.collections import evaluate_collection, read_collection
from bot.channels.command.group import wence
from bot.channels.command.outlines import evaluate_outline
from bot.channels.command.output import print_line
from bot.channels.command.questions import ask_all, read_questions
from bot.channels.command.runs import read_run, write_text
from bot.errors import InputError
from bot.evaluations.rows import figure_rows
from bot.evaluations.views import to_view
from bot.settings import load_settings
from bot.texts import text
from retrieval.evaluation.bootstrap import RESAMPLES
from retrieval.evaluation.figures import GROUPS, measure, measure_groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.evaluations.model import EvaluationView, FigureRow, WorstRow
    from retrieval.evaluation.bootstrap import Estimate
    from retrieval.evaluation.figures import Measure
    from retrieval.evaluation.questions import Judged

# In a page there is room for more of them than in a terminal.
_WORST_IN_PAGE = 20

resamples_option = click.option(
    "--resamples",
    type=click.IntRange(1, 10_000),
    default=RESAMPLES,
    show_default=True,
    help="自助法重抽样次数,用来算 95% 区间",
)

document_option = click.option(
    "--document", "documents", multiple=True, help="只问这份文件,可写多次,可写 名称@版本"
)

memory_option = click.option(
    "--memory/--no-memory",
    "remembering",
    default=True,
    help="不用记住的问题,如同刚导入的新文件",
)


@wence.group("eval")
def evaluate() -> None:
    """度量回答的质量。"""


@evaluate.command(epilog="例: wence eval questions questions.jsonl --worst 5 --html 报告.html")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@document_option
@click.option("--worst", type=click.IntRange(0), help="列出最该看的题:最有把握的错答,误拒的题")
@click.option("--baseline", type=click.Path(path_type=Path), help="与 eval save 存下的结果相比")
@click.option("--html", type=click.Path(path_type=Path), help="另存为可单独打开的网页,带图")
@click.option("--json", "as_json", is_flag=True, help="每份文件输出一个 JSON 对象")
@memory_option
@resamples_option
@click.pass_obj
def questions(  # noqa: PLR0913 - one argument an option
    config: Path | None,
    files: tuple[Path, ...],
    *,
    documents: tuple[str, ...],
    worst: int | None,
    baseline: Path | None,
    html: Path | None,
    as_json: bool,
    remembering: bool,
    resamples: int,
) -> None:
    """用标注过的问题(JSON Lines)计算命中、排序、引文、误拒、误答和把握的好坏。"""
    before = read_run(baseline).judged if baseline else ()
    asked = {str(file): read_questions(file) for file in files}
    assistant = build_assistant(load_settings(config), documents, remembering=remembering)
    judged = {name: ask_all(assistant, labelled) for name, labelled in asked.items()}
    for name, pairs in judged.items():
        if as_json:
            print_line({"file": name} | _figures_json(pairs, resamples))
        else:
            _print_view(to_view(name, pairs, resamples, worst or 0, before))
    if html:
        together = [one for pairs in judged.values() for one in pairs]
        shown = _WORST_IN_PAGE if worst is None else worst
        view = to_view("、".join(judged), together, resamples, shown, before)
        # Other commands should not wait for the template library.
        from bot.pages.evaluation import render_evaluation  # noqa: PLC0415

        write_text(html, render_evaluation(view))
        click.echo(text("evaluation.written", path=html), err=as_json)


@evaluate.command(epilog="例: wence eval beir cmrc2018 --no-thesaurus")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--no-thesaurus", is_flag=True, help="不用词典,只看检索本身")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
@resamples_option
@click.pass_obj
def beir(
    config: Path | None, folder: Path, *, no_thesaurus: bool, as_json: bool, resamples: int
) -> None:
    """用 BEIR 格式的段落检索数据(corpus.jsonl、queries.jsonl、qrels/test.tsv)度量检索。"""
    from bot.channels.tables import tracked  # noqa: PLC0415 - other commands need no rich

    collection = read_collection(folder)
    search = build_search(load_settings(config), thesaurus=not no_thesaurus)
    started = perf_counter()
    estimates = evaluate_collection(
        search, collection, lambda names: tracked(names, text("evaluation.searching")), resamples
    )
    counts = {"passages": len(collection.passages), "queries": len(collection.grades)}
    seconds = perf_counter() - started
    if as_json:
        found = {"folder": str(folder)} | counts | {"thesaurus": not no_thesaurus}
        print_line(found | _estimates_json(estimates) | {"seconds": round(seconds, 1)})
    else:
        click.echo(text("evaluation.collection", folder=folder, seconds=seconds, **counts))
        _print_figures(figure_rows(estimates))


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


def _figures_json(pairs: Sequence[Judged], resamples: int) -> dict[str, Any]:
    figures = measure(pairs, resamples)
    return (
        figures.rounded()
        | {"intervals": _estimates_json(figures.estimates)["intervals"]}
        | {
            key: {
                name: {"questions": found.questions} | _estimates_json(found.estimates)
                for name, found in measure_groups(pairs, name_of, resamples).items()
            }
            for key, name_of in GROUPS.items()
        }
    )


def _estimates_json(estimates: Mapping[Measure, Estimate]) -> dict[str, Any]:
    values = {str(one): round(found.value, 3) for one, found in estimates.items()}
    return values | {
        "intervals": {
            str(one): [round(found.low, 3), round(found.high, 3)]
            for one, found in estimates.items()
        }
    }


def _print_view(view: EvaluationView) -> None:
    from bot.channels.tables import print_table  # noqa: PLC0415 - JSON needs no rich

    counts = {"answerable": view.answerable, "unanswerable": view.unanswerable}
    click.echo(text("evaluation.head", name=view.name, **counts))
    _print_figures(view.figures)
    for group in view.groups:
        print_table(group.columns, group.rows)
    _print_worst("evaluation.worst_answers", view.answers)
    _print_worst("evaluation.worst_refusals", view.refusals)


def _print_figures(rows: Sequence[FigureRow]) -> None:
    from bot.channels.tables import print_table  # noqa: PLC0415 - JSON needs no rich

    names = ["measure", "value", "interval", "questions"]
    cells = [[row.name, row.value, row.interval, row.questions] for row in rows]
    if any(row.before for row in rows):
        names.append("before")
        cells = [[*cell, row.before] for cell, row in zip(cells, rows, strict=True)]
    print_table([text(f"columns.{name}") for name in names], cells)


def _print_worst(heading: str, rows: Sequence[WorstRow]) -> None:
    if rows:
        click.echo(text(heading))
    for row in rows:
        click.echo(
            text(
                "evaluation.worst",
                question=row.question,
                outcome=row.outcome,
                wanted=row.wanted,
                got=row.got,
                words=row.words,
                share=row.share,
            )
        )
