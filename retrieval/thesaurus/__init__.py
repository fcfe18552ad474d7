"""The thesaurus: from everyday words to the official words for the same thing.

Its entries are plain data, one TOML file a theme in this folder, for anyone to read and edit.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from retrieval.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing with the official terms for it and the everyday ways of saying it."""

    name: str
    official: tuple[str, ...]
    everyday: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept that a folded text speaks of, at ``[start, end)``."""

    concept: Concept
    start: int
    end: int


class Thesaurus:
    """Finds the concepts that a question speaks of."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Use ``concepts``; of two that share a variant, the first one has it."""
        self.concepts = tuple(concepts)
        self._named: dict[str, Concept] = {}
        for concept in concepts:
            for variant in (*concept.official, *concept.everyday):
                self._named.setdefault(fold(variant).text, concept)
        # Of two variants that begin at the same place the longer one is meant.
        longest_first = sorted(self._named, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def mentions(self, folded: str) -> list[Mention]:
        """Return the mentions in a folded text, in text order, none overlapping."""
        return [
            Mention(self._named[found[0]], *found.span())
            for found in self._pattern.finditer(folded)
        ]


def load_thesaurus() -> Thesaurus:
    """Read the shipped thesaurus, its files in the order of their names."""
    folder = files("retrieval.thesaurus")
    themes = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return Thesaurus(
        [
            Concept(read["name"], tuple(read["official"]), tuple(read["everyday"]))
            for theme in themes
            for read in tomllib.loads(folder.joinpath(theme).read_text("utf-8"))["concept"]
        ]
    )
