"""Outlines of documents in the layouts that official documents have, against labels by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.objects.outlines import outline_json
from knowledge.outline_measures import measure_outline
from knowledge.parsing import read_document
from knowledge.readers.source import read_source

_LAYOUTS = Path(__file__).with_name("layouts")
_NAMES = sorted(path.name.removesuffix(".outline.json") for path in _LAYOUTS.glob("*.outline.json"))


@pytest.mark.parametrize("name", _NAMES)
def test_a_layout_is_read_as_a_person_reads_it(name: str) -> None:
    """Nodes, titles, responsible units and metadata are those of the labels."""
    labelled = json.loads((_LAYOUTS / f"{name}.outline.json").read_text(encoding="utf-8"))
    document = read_document(name, read_source(_LAYOUTS / f"{name}.txt"))
    measures = measure_outline(labelled, outline_json(document))
    assert measures["node_f1"] == 1.0, (measures["missing"], measures["extra"])
    assert measures["titles"] == 1.0
    assert measures["offices_f1"] == 1.0
    assert measures["wrong_fields"] == []
