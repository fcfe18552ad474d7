"""The rows that people see of an evaluation: figures, groups, worst questions, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.evaluations.model import ChangeRow, FigureRow, GroupTable, WorstRow
from bot.texts import text
from retrieval.evaluation.bootstrap import NO_RESAMPLES
from retrieval.evaluation.changes import Direction
from retrieval.evaluation.figures import GROUPS, Measure, measure_groups
from retrieval.evaluation.questions import Coverage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.evaluation.bootstrap import Estimate
    from retrieval.evaluation.changes import Changed, RunComparison
    from retrieval.evaluation.figures import Figures
    from retrieval.evaluation.questions import Given, Judged, Number

# What is worth a column where many groups stand below each other.
_COLUMNS = (
    Measure.HIT_1,
    Measure.HIT_3,
    Measure.MRR_10,
    Measure.NDCG_10,
    Measure.QUOTES,
    Measure.FACTS,
    Measure.FALSE_REFUSALS,
    Measure.FALSE_ANSWERS,
    Measure.AUROC,
)


def figure_rows(
    estimates: Mapping[Measure, Estimate], before: Mapping[Measure, Estimate] | None = None
) -> tuple[FigureRow, ...]:
    """Return estimates as rows, beside those of a baseline."""
    return tuple(
        FigureRow(
            key=one.value,
            name=text(f"measures.{one}"),
            value=f"{found.value:.3f}",
            interval=f"{found.low:.3f}–{found.high:.3f}",
            questions=str(found.questions),
            before=f"{before[one].value:.3f}" if before and one in before else "",
        )
        for one, found in estimates.items()
    )


def group_tables(judged: Sequence[Judged]) -> tuple[GroupTable, ...]:
    """Return the figures by coverage, persona and kind, as far as the questions name them."""
    tables = []
    for key, name_of in GROUPS.items():
        # Intervals of small groups would be too wide to tell anything apart.
        groups = measure_groups(judged, name_of, resamples=NO_RESAMPLES)
        if groups:
            tables.append(_group_table(key, groups))
    return tuple(tables)


def worst_row(judged: Judged) -> WorstRow:
    """Return a question to look at as a row."""
    question, given = judged.question, judged.given
    return WorstRow(
        question=question.text,
        outcome=text(f"outcomes.{given.outcome}"),
        wanted=_wanted(judged),
        got=_items(given.numbers or given.nearest, given.title),
        words="、".join(given.words) or text("evaluation.none"),
        share=f"{given.confidence:.2f}",
    )


def change_rows(compared: RunComparison) -> tuple[ChangeRow, ...]:
    """Return what changed as rows: worse first, then better, then other."""
    order = (Direction.WORSE, Direction.BETTER, Direction.OTHER)
    return tuple(
        _change_row(one)
        for direction in order
        for one in compared.changed
        if one.direction is direction
    )


def _group_table(key: str, groups: Mapping[str, Figures]) -> GroupTable:
    present = [one for one in _COLUMNS if any(one in found.estimates for found in groups.values())]
    rows = []
    names = [one for one in Coverage if one in groups] if key == "coverage" else list(groups)
    for name in names:
        found = groups[name]
        # A group's own word where the program has none for it.
        shown = text(f"coverages.{name}") if key == "coverage" else name
        values = [found.estimates.get(one) for one in present]
        cells = (text("evaluation.absent") if v is None else f"{v.value:.3f}" for v in values)
        rows.append((shown, str(found.questions), *cells))
    measures = (text(f"measures.{one}") for one in present)
    columns = (text(f"groups.{key}"), text("columns.questions"), *measures)
    return GroupTable(key, text(f"groups.{key}"), columns, tuple(rows))


def _change_row(one: Changed) -> ChangeRow:
    return ChangeRow(
        direction=one.direction.value,
        question=one.new.question.text,
        wanted=_wanted(one.new),
        before=_answered(one.old.given),
        after=_answered(one.new.given),
    )


def _answered(given: Given) -> str:
    outcome = text(f"outcomes.{given.outcome}")
    shown = _items(given.numbers) if given.numbers else ""
    return " ".join(part for part in (outcome, shown) if part)


def _wanted(judged: Judged) -> str:
    question = judged.question
    if question.coverage in (Coverage.NONE, Coverage.DOCUMENT):
        return text(f"coverages.{question.coverage}")
    return _items((*question.best, *question.also))


def _items(numbers: Sequence[Number], title: str = "") -> str:
    """Name items by their numbers, the first one by its title too."""
    if not numbers:
        return text("evaluation.none")
    first, *others = (text("evaluation.item", number=number) for number in numbers)
    return "、".join([f"{first} {title}".strip(), *others])
