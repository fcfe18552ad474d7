"""Commands about the confidence: eval calibrate fits it, eval dial shows what a caution does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.answer import Question
from bot.bootstrap import build_assistant
from bot.channels.command.evaluation import document_option, evaluate, memory_option
from bot.channels.command.questions import ask_all, read_questions
from bot.channels.command.runs import write_text
from bot.errors import InputError
from bot.settings import load_settings
from bot.texts import text
from retrieval.confidence import fit_calibration
from retrieval.evaluation.bootstrap import NO_RESAMPLES
from retrieval.evaluation.figures import Measure, measure
from retrieval.outcome import thresholds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.assistant import Assistant
    from retrieval.confidence import Calibration
    from retrieval.evaluation.questions import LabelledQuestion

_HEAD = """\
# The weights of the confidence, fitted by `wence eval calibrate` on labelled questions that had
# been looked at. "taught" is for documents with enough remembered questions, "untaught" for others.
"""
# The steps of the dial that are shown, and the figures that it turns.
_STEPS = (0.30, 0.50, 0.70, 0.80, 0.90, 0.95)
_DIALLED = (Measure.HIT_1, Measure.HIT_3, Measure.FALSE_REFUSALS, Measure.FALSE_ANSWERS)


@evaluate.command(epilog="例: wence eval calibrate a.jsonl b.jsonl --output calibration.toml")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@document_option
@click.option("--output", type=click.Path(path_type=Path), help="写入文件,不写则显示")
@click.pass_obj
def calibrate(
    config: Path | None,
    files: tuple[Path, ...],
    *,
    documents: tuple[str, ...],
    output: Path | None,
) -> None:
    """按标注过的问题定出“把握”的算法(有记住的问题时和没有时各一套)。"""
    labelled = [one for file in files for one in read_questions(file)]
    settings = load_settings(config)
    tables = [_HEAD]
    for name, remembering in (("taught", True), ("untaught", False)):
        assistant = build_assistant(settings, documents, remembering=remembering)
        fitted = _fit(assistant, labelled)._asdict()
        lines = [f"{sign} = {weight}" for sign, weight in fitted.items()]
        tables.append("\n".join([f"[{name}]", *lines]) + "\n")
    words = "\n".join(tables)
    if output:
        write_text(output, words)
        click.echo(text("evaluation.written", path=output))
    else:
        click.echo(words, nl=False)


@evaluate.command(epilog="例: wence eval dial questions.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@document_option
@memory_option
@click.pass_obj
def dial(
    config: Path | None, files: tuple[Path, ...], *, documents: tuple[str, ...], remembering: bool
) -> None:
    """列出 config.toml 里 caution 每一档的效果:答对、误拒、误答各多少。"""
    from bot.channels.tables import print_table  # noqa: PLC0415 - eval calibrate needs no rich

    labelled = [one for file in files for one in read_questions(file)]
    assistant = build_assistant(load_settings(config), documents, remembering=remembering)
    columns = [text("columns.caution"), *(text(f"measures.{one}") for one in _DIALLED)]
    print_table(columns, dial_rows(assistant, labelled))


def dial_rows(assistant: Assistant, labelled: Sequence[LabelledQuestion]) -> list[list[str]]:
    """Return a row for each step of the dial: the caution, and what comes of it."""
    rows = []
    for caution in _STEPS:
        turned = assistant.with_thresholds(thresholds_of(caution))
        found = measure(ask_all(turned, labelled), NO_RESAMPLES).estimates
        shown = [f"{found[one].value:.3f}" if one in found else "—" for one in _DIALLED]
        rows.append([f"{caution:.2f}", *shown])
    return rows


def _fit(assistant: Assistant, labelled: Sequence[LabelledQuestion]) -> Calibration:
    signs, answerable = [], []
    for question in labelled:
        if question.separable:
            for hit, _ in assistant.explain(Question(question.text), 1):
                signs.append(hit.signs)
                answerable.append(question.answerable)
    try:
        return fit_calibration(signs, answerable)
    except ValueError as error:
        raise InputError("one-kind-of-questions") from error
