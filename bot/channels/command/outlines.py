"""Holds outlines as they are read against outlines as a person read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.errors import InputError
from bot.objects.outlines import outline_json
from knowledge.outline_measures import measure_outline
from knowledge.parsing import read_document
from knowledge.readers.source import read_source

if TYPE_CHECKING:
    from pathlib import Path


def evaluate_outline(path: Path) -> dict[str, Any]:
    """Measure the document beside ``NAME.outline.json``, which is ``NAME.txt``.

    Raises InputError, naming the file, where the labels cannot be used.
    """
    try:
        labelled = json.loads(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix(".outline.json")
        document = read_document(name, read_source(path.with_name(f"{name}.txt")))
        return {"name": name} | measure_outline(labelled, outline_json(document))
    except (ValueError, KeyError, TypeError) as error:
        cause = f"{type(error).__name__} {error}"
        raise InputError("bad-outline", path=path, cause=cause) from error
