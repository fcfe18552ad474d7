"""The plan that is shipped, and the simulated questions that are shipped beside it."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from knowledge.memory_lines import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.memory_lines import Line

SHIPPED_PLAN = "licheng-2022"


@contextmanager
def shipped_plan() -> Iterator[Path]:
    """Yield the path of the shipped plan's text; what is shipped with it lies beside it."""
    with as_file(files("knowledge.plans")) as folder:
        yield folder / f"{SHIPPED_PLAN}.txt"


def questions_file(plan: Path) -> Path:
    """Return where the questions of the plan at ``plan`` are: beside it, whether there or not."""
    return plan.with_name(f"{plan.stem}.questions.jsonl")


def read_questions(plan: Path) -> tuple[Line, ...]:
    """Read the simulated questions that lie beside the plan at ``plan``; without a file, none.

    Raises SourceError, naming file and line, for a file that cannot be used.
    """
    file = questions_file(plan)
    return read_lines(file) if file.exists() else ()
