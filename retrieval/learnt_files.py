"""What was learnt, in files: associations, and the terms of concepts.

A file that is missing or broken reads as None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.analysis import Field
from retrieval.associations import Associations
from retrieval.discrimination import Discriminant
from retrieval.kept_files import BROKEN, keep_arrays, packed, unpacked
from retrieval.naive_bayes import BayesWeights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from retrieval.examples import Key


def read_associations(path: Path) -> Associations | None:
    """Read associations."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            rows = {key: row for row, key in enumerate(_keys(kept))}
            bayes = BayesWeights(*(kept[name] for name in BayesWeights._fields))
            told = [kept[name] for name in Discriminant._fields if name in kept]
            discriminant = Discriminant(*told) if told else None
            return Associations(int(kept["items"]), rows, bayes, discriminant)
    except BROKEN:
        return None


def write_associations(path: Path, learnt: Associations) -> None:
    """Write associations."""
    arrays = learnt.bayes._asdict()
    if learnt.discriminant is not None:
        arrays |= learnt.discriminant._asdict()
    keep_arrays(path, {"items": learnt.items, **_as_arrays(learnt.rows), **arrays})


def read_terms(path: Path) -> dict[str, dict[Key, float]] | None:
    """Read the weighted terms of each concept."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            keys = _keys(kept)
            names = unpacked(kept["names"])
            at, weights = kept["at"].tolist(), kept["weights"].tolist()
            starts = kept["starts"].tolist()
            return {
                name: {keys[at[n]]: weights[n] for n in range(start, end)}
                for name, start, end in zip(names, starts, starts[1:], strict=False)
            }
    except BROKEN:
        return None


def write_terms(path: Path, terms: Mapping[str, Mapping[Key, float]]) -> None:
    """Write the weighted terms of each concept."""
    rows = {
        key: at for at, key in enumerate(dict.fromkeys(k for bag in terms.values() for k in bag))
    }
    arrays = {
        "names": packed(terms),
        "starts": np.cumsum([0, *map(len, terms.values())]),
        "at": np.array([rows[key] for bag in terms.values() for key in bag], dtype=np.int64),
        "weights": np.array([weight for bag in terms.values() for weight in bag.values()]),
    }
    keep_arrays(path, {**_as_arrays(rows), **arrays})


def _keys(kept: Any) -> list[Key]:
    fields = [Field(name) for name in kept["fields"].tolist()]
    texts = unpacked(kept["texts"])
    return list(zip(map(fields.__getitem__, kept["field_of"].tolist()), texts, strict=True))


def _as_arrays(keys: Iterable[Key]) -> dict[str, Any]:
    fields = list(Field)
    numbers = {field: number for number, field in enumerate(fields)}
    listed = list(keys)
    # No term holds a line feed: terms are letters and digits, or names of concepts.
    return {
        "fields": np.array([field.value for field in fields]),
        "field_of": np.array([numbers[field] for field, _ in listed], dtype=np.uint8),
        "texts": packed(text for _, text in listed),
    }
