"""What people see of an evaluation, before the terminal or a page gives it its looks."""

from __future__ import annotations

from dataclasses import dataclass


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
