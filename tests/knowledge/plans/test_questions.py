"""The simulated questions that lie beside a plan."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import SourceError
from knowledge.memory import ItemPlaces, MemoryKind, Note
from knowledge.memory_lines import to_note
from knowledge.parsing import read_document
from knowledge.plans import SHIPPED_PLAN, questions_file, read_questions, shipped_plan
from knowledge.readers.source import read_source

if TYPE_CHECKING:
    from pathlib import Path


def test_a_plan_without_questions_has_none(tmp_path: Path) -> None:
    """A missing file is no error."""
    assert read_questions(tmp_path / "plan.txt") == ()


def test_the_questions_of_a_plan_lie_beside_it(tmp_path: Path) -> None:
    """The file is named after the plan; a line has a text and an item, or null for none."""
    assert questions_file(tmp_path / "plan.txt") == tmp_path / "plan.questions.jsonl"
    questions_file(tmp_path / "plan.txt").write_text(
        '{"item": 21, "text": "谁接孩子"}\n{"item": null, "text": "校服多少钱"}\n', encoding="utf-8"
    )
    found = read_questions(tmp_path / "plan.txt")
    assert [(line.number, line.item, line.text) for line in found] == [
        (1, "21", "谁接孩子"),
        (2, None, "校服多少钱"),
    ]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    """File and line are told."""
    file = questions_file(tmp_path / "plan.txt")
    file.write_text('{"item": 1, "text": "甲"}\n{"text": "乙"}\n', encoding="utf-8")
    with pytest.raises(SourceError, match="memory-line-missing") as refused:
        read_questions(tmp_path / "plan.txt")
    assert refused.value.found == {"path": file, "line": 2, "field": "item"}


def test_what_is_shipped_can_be_used() -> None:
    """Each question that is shipped names an item that the shipped plan has, or none."""
    with shipped_plan() as path:
        places = ItemPlaces(read_document(SHIPPED_PLAN, read_source(path)))
        lines = read_questions(path)
    at = dt.datetime(2022, 9, 1, tzinfo=dt.UTC)
    default = Note(SHIPPED_PLAN, None, "-", MemoryKind.SIMULATED, "wence", at)
    notes = [to_note(line, SHIPPED_PLAN, places, default) for line in lines]
    assert len(notes) == len({(note.place, note.text) for note in notes})
