"""Commands that hold one run against another: eval save, eval compare, eval gate."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.bootstrap import build_assistant
from bot.channels.command.evaluation import (
    document_option,
    evaluate,
    memory_option,
    resamples_option,
)
from bot.channels.command.floors import measure_set, read_floors, write_floors
from bot.channels.command.output import print_line
from bot.channels.command.questions import ask_all, read_questions
from bot.channels.command.runs import Run, file_digest, fingerprints, read_run, write_run
from bot.evaluations.rows import change_rows
from bot.settings import load_settings
from bot.texts import text
from retrieval.evaluation.changes import Direction, compare_runs
from retrieval.evaluation.floors import moves, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.channels.command.floors import PinnedSet
    from bot.settings import Settings
    from retrieval.evaluation.changes import RunComparison
    from retrieval.evaluation.figures import Measure
    from retrieval.evaluation.floors import Move


@evaluate.command(epilog="例: wence eval save 改之前.json questions.jsonl")
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@document_option
@memory_option
@click.pass_obj
def save(
    config: Path | None,
    run: Path,
    files: tuple[Path, ...],
    *,
    documents: tuple[str, ...],
    remembering: bool,
) -> None:
    """问一遍标注过的问题,把每题的结果存成文件,供 eval compare 相比。"""
    questions = [one for file in files for one in read_questions(file)]
    settings = load_settings(config)
    assistant = build_assistant(settings, documents, remembering=remembering)
    judged = tuple(ask_all(assistant, questions))
    write_run(run, Run(fingerprints(assistant, settings, files), judged))
    click.echo(text("evaluation.saved", path=run, questions=len(judged)))


@evaluate.command(epilog="例: wence eval compare 改之前.json 改之后.json")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
@resamples_option
def compare(old: Path, new: Path, *, as_json: bool, resamples: int) -> None:
    """逐题比较两次结果:哪些变好、变差、有别的变化。有变差的题时退出码为 1。"""
    before, after = read_run(old), read_run(new)
    compared = compare_runs(before.judged, after.judged, resamples)
    names = dict.fromkeys((*before.fingerprints, *after.fingerprints))
    other = [
        name for name in names if before.fingerprints.get(name) != after.fingerprints.get(name)
    ]
    if as_json:
        print_line(_comparison_json(compared, other))
    else:
        _print_comparison(compared, other)
    if compared.count(Direction.WORSE):
        sys.exit(1)


@evaluate.command(epilog="例: wence eval gate tests/floors.toml --lower dev.quotes")
@click.argument("floors", type=click.Path(path_type=Path))
@click.option("--lower", "lowered", multiple=True, help="有意降低的下限:数据集.指标,或整个数据集")
@click.pass_obj
def gate(config: Path | None, floors: Path, *, lowered: tuple[str, ...]) -> None:
    """度量各数据集,把下限提高到现在的水平;只降点名的。有低于下限的时退出码为 1。"""
    sets = read_floors(floors)
    known = [name for one in sets for name in (one.name, *(f"{one.name}.{m}" for m in one.floors))]
    unknown = next((name for name in lowered if name not in known), None)
    if unknown is not None:
        raise click.UsageError(
            text("evaluation.unknown_floor", name=unknown, known="、".join(known))
        )
    settings = load_settings(config)
    settled = [_settle(settings, one, lowered) for one in sets]
    if [one for one, _ in settled] != sets:
        write_floors(floors, [one for one, _ in settled])
    if not all(held for _, held in settled):
        sys.exit(1)


def _settle(settings: Settings, one: PinnedSet, lowered: Sequence[str]) -> tuple[PinnedSet, bool]:
    """Return a set with its floors from now on, and whether what was measured holds them."""
    if not one.present:
        click.echo(text("evaluation.set_absent", name=one.name, path=one.path))
        return one, True
    if one.sha256 and not one.same_data:
        click.echo(text("evaluation.data_changed", name=one.name, path=one.path))
    found = moves(one.floors, measure_set(settings, one))
    named = {m.measure for m in found if {one.name, f"{one.name}.{m.measure}"} & {*lowered}}
    for move in found:
        _tell(one.name, move, named)
    held = not any(move.fallen and move.measure not in named for move in found)
    if not any(move.fallen or move.risen for move in found):
        click.echo(text("evaluation.floors_hold", name=one.name, count=len(found)))
    # Floors that do not hold yet stay those of the data that they were pinned for.
    digest = file_digest(one.path) if held else one.sha256
    return replace(one, floors=settle(found, named), sha256=digest), held


def _tell(name: str, move: Move, lowered: set[Measure]) -> None:
    key = "evaluation.risen" if move.risen else "evaluation.fallen"
    if move.fallen and move.measure in lowered:
        key = "evaluation.lowered"
    if move.risen or move.fallen:
        absent = text("evaluation.absent")
        floor, measured = (
            absent if value is None else f"{value:.3f}" for value in (move.floor, move.measured)
        )
        click.echo(text(key, name=f"{name}.{move.measure}", floor=floor, measured=measured))


def _comparison_json(compared: RunComparison, other: list[str]) -> dict[str, Any]:
    hit_1 = compared.hit_1
    return {
        "questions": compared.shared,
        "only_old": compared.only_old,
        "only_new": compared.only_new,
        "other_fingerprints": other,
        "summary": {str(one): compared.count(one) for one in Direction},
        "hit_1": hit_1
        and {
            "difference": round(hit_1.value, 3),
            "interval": [round(hit_1.low, 3), round(hit_1.high, 3)],
            "not_above": round(hit_1.not_above, 3),
            "questions": hit_1.questions,
        },
        "changed": [
            {
                "question": one.new.question.text,
                "direction": one.direction,
                "old": {"outcome": one.old.given.outcome, "items": one.old.given.numbers},
                "new": {"outcome": one.new.given.outcome, "items": one.new.given.numbers},
            }
            for one in compared.changed
        ],
    }


def _print_comparison(compared: RunComparison, other: list[str]) -> None:
    named = [text(f"fingerprints.{name}") for name in other]
    if named:
        click.echo(text("evaluation.other_inputs", names="、".join(named)))
    if compared.only_old or compared.only_new:
        click.echo(text("evaluation.not_shared", old=compared.only_old, new=compared.only_new))
    counts = {str(one): compared.count(one) for one in Direction}
    click.echo(text("evaluation.changes", questions=compared.shared, **counts))
    if compared.hit_1:
        click.echo(text("evaluation.difference", found=compared.hit_1))
    for row in change_rows(compared):
        click.echo(
            text(
                "evaluation.change",
                direction=text(f"directions.{row.direction}"),
                question=row.question,
                wanted=row.wanted,
                before=row.before,
                after=row.after,
            )
        )
