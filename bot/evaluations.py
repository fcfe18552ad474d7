"""What people see of an evaluation, before the terminal or a page gives it its looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.texts import text
from retrieval.evaluation.changes import Direction
from retrieval.evaluation.confidence import risk_curve
from retrieval.evaluation.figures import Measure, measure, measure_groups
from retrieval.evaluation.questions import Coverage
from retrieval.evaluation.worst import worst_answers, worst_refusals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.evaluation.bootstrap import Estimate
    from retrieval.evaluation.changes import Changed, RunComparison
    from retrieval.evaluation.figures import Figures
    from retrieval.evaluation.questions import Given, Judged, Number

_BINS = 10
_GROUPS = {
    "coverage": lambda one: one.question.coverage.value,
    "persona": lambda one: one.question.persona,
    "kind": lambda one: one.question.kind,
}
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


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its interval and number of questions; ``before`` is of the baseline or ""."""

    key: str
    name: str
    value: str
    interval: str
    questions: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Groups of questions, one a row: its name, its number of questions, its figures."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class WorstRow:
    """A question that was answered wrongly or refused, with the evidence."""

    question: str
    outcome: str
    wanted: str
    got: str
    words: str
    share: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A question that was answered differently before."""

    direction: str
    question: str
    wanted: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """The figures, groups and worst questions of a run, and what its plots show.

    ``curve`` has points (coverage, risk); ``spread`` the shares, by tenths of confidence, of the
    answerable questions and of the others; ``bars`` (name, before, now).
    """

    name: str
    answerable: int
    unanswerable: int
    figures: tuple[FigureRow, ...]
    groups: tuple[GroupTable, ...]
    answers: tuple[WorstRow, ...]
    refusals: tuple[WorstRow, ...]
    curve: tuple[tuple[float, float], ...]
    curve_before: tuple[tuple[float, float], ...]
    spread: tuple[tuple[float, ...], tuple[float, ...]]
    bars: tuple[tuple[str, float, float], ...]


def to_view(
    name: str,
    judged: Sequence[Judged],
    resamples: int,
    worst: int,
    baseline: Sequence[Judged] = (),
) -> EvaluationView:
    """Measure a run and put it into words; ``worst`` is the longest length of each list."""
    figures = measure(judged, resamples)
    before = measure(baseline, resamples).estimates
    return EvaluationView(
        name=name,
        answerable=figures.answerable,
        unanswerable=figures.unanswerable,
        figures=figure_rows(figures.estimates, before),
        groups=group_tables(judged),
        answers=tuple(map(_worst_row, worst_answers(judged, worst))),
        refusals=tuple(map(_worst_row, worst_refusals(judged, worst))),
        curve=_curve(judged),
        curve_before=_curve(baseline),
        spread=_spread(judged),
        bars=tuple(
            (text(f"measures.{one}"), before[one].value, now.value)
            for one, now in figures.estimates.items()
            if one in before
        ),
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
    for key, name_of in _GROUPS.items():
        # Intervals of small groups would be too wide to tell anything apart.
        groups = measure_groups(judged, name_of, resamples=1)
        if groups:
            tables.append(_group_table(key, groups))
    return tuple(tables)


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
    columns = (text(f"groups.{key}"), text("evaluation.column_questions"), *measures)
    return GroupTable(key, text(f"groups.{key}"), columns, tuple(rows))


def _worst_row(judged: Judged) -> WorstRow:
    question, given = judged.question, judged.given
    return WorstRow(
        question=question.text,
        outcome=text(f"outcomes.{given.outcome}"),
        wanted=_wanted(judged),
        got=_items(given.numbers or given.nearest, given.title),
        words="、".join(given.words) or text("evaluation.none"),
        share=f"{given.confidence:.2f}",
    )


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


def _curve(judged: Sequence[Judged]) -> tuple[tuple[float, float], ...]:
    told = [one for one in judged if one.separable]
    return tuple(risk_curve([one.given.confidence for one in told], [one.wrong for one in told]))


def _spread(judged: Sequence[Judged]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the shares of questions by tenths of confidence: the answerable ones, the others."""
    answerable = [one.given.confidence for one in judged if one.question.answerable]
    none = [one.given.confidence for one in judged if one.question.coverage is Coverage.NONE]
    return _shares(answerable), _shares(none)


def _shares(confidences: Sequence[float]) -> tuple[float, ...]:
    counts = [0] * _BINS
    for one in confidences:
        counts[min(int(one * _BINS), _BINS - 1)] += 1
    return tuple(count / len(confidences) if confidences else 0.0 for count in counts)
