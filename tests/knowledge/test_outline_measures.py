"""Measures of outlines, by hand and on the labelled documents beside the project."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.command.outlines import evaluate_outline
from knowledge.outline_measures import measure_outline
from tests.conftest import SHARED


def _outline(*nodes: tuple[str, str | None], **meta: object) -> dict[str, Any]:
    return {
        "meta": meta,
        "nodes": [{"path": [name], "label": f"{name}、", "title": title} for name, title in nodes],
    }


def test_figures_are_those_computed_by_hand() -> None:
    """Of three labelled nodes two are found beside one too many, one of them with its title."""
    labelled = _outline(
        ("一", "甲"), ("二", "乙"), ("三", "丙"), title="题", doc_no=None, draft=False
    )
    read = _outline(("一", "甲"), ("二", "错"), ("四", "丁"), title="非", doc_no=None, draft=False)
    assert measure_outline(labelled, read) == {
        "nodes": 3,
        "node_f1": pytest.approx(2 / 3, abs=1e-4),
        "titles": 0.5,
        "offices_f1": 1.0,
        "fields": "1/2",
        "wrong_fields": ["title"],
        "missing": ["三"],
        "extra": ["四"],
    }


def test_nothing_compared_is_right() -> None:
    """Two empty outlines agree."""
    assert measure_outline(_outline(), _outline())["node_f1"] == 1.0


def test_the_labelled_documents_are_read_as_people_read_them() -> None:
    """F1 of nodes and units is 0.98 or more, titles 0.97 on each that stands by, metadata 0.95."""
    right = stated = 0
    for path in SHARED.glob("plans/*.outline.json"):
        figures = evaluate_outline(path)
        fields = [int(count) for count in figures["fields"].split("/")]
        right, stated = right + fields[0], stated + fields[1]
        assert figures["node_f1"] >= 0.98, figures
        assert figures["titles"] >= 0.97, figures
        assert figures["offices_f1"] >= 0.98, figures
    assert right >= 0.95 * stated
