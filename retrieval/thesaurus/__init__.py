"""The thesaurus: from everyday words to the official words for the same thing.

Its entries are plain data, one TOML file a theme in this folder, for anyone to read and edit.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from retrieval.folding import fold
from retrieval.thesaurus.homophones import Homophones
from retrieval.thesaurus.variants import Found, Variants

if TYPE_CHECKING:
    from collections.abc import Callable

_Terms = tuple[tuple[str, ...], ...]

__all__ = ["Concept", "Mention", "Thesaurus", "load_thesaurus"]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing with the official terms for it and the everyday ways of saying it.

    ``broader`` are official terms of the wider matters that it belongs to. The parts of a term
    with a plus stand apart in a sentence (教师+职称); those of a variant with an ellipsis follow
    one another closely (老师…打).
    """

    name: str
    official: tuple[str, ...]
    everyday: tuple[str, ...]
    broader: tuple[str, ...] = ()

    @property
    def variants(self) -> tuple[str, ...]:
        """All ways of naming the concept in a question."""
        return (*self.everyday, *(term for term in self.official if "+" not in term))


@dataclass(frozen=True, slots=True)
class Mention:
    """Concepts that a folded text speaks of at ``[start, end)``.

    ``literal`` is the number of characters that were matched; of a variant with a gap, fewer than
    it spans. Several concepts may share a variant.
    """

    concepts: tuple[str, ...]
    start: int
    end: int
    literal: int


class Thesaurus:
    """Finds the concepts that a text speaks of."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        """Use ``concepts``; entries of the same name are one concept."""
        merged: dict[str, Concept] = {}
        for concept in concepts:
            known = merged.get(concept.name)
            merged[concept.name] = _united(known, concept) if known else concept
        self.concepts = tuple(merged.values())

    @cached_property
    def _variants(self) -> Variants:
        return Variants(
            (variant, concept.name) for concept in self.concepts for variant in concept.variants
        )

    @cached_property
    def _homophones(self) -> Homophones:
        official = {fold(term).text for one in self.concepts for term in one.official}
        return Homophones(self._variants.whole(), official)

    @cached_property
    def fingerprint(self) -> str:
        """What the thesaurus says, as a hash: equal thesauri have equal ones."""
        digest = sha256()
        for concept in self.concepts:
            digest.update(repr(concept).encode("utf-8", "backslashreplace"))
        return digest.hexdigest()

    @cached_property
    def _by_name(self) -> dict[str, Concept]:
        return {concept.name: concept for concept in self.concepts}

    def official_terms(self, name: str) -> tuple[_Terms, _Terms]:
        """Return the official and the broader terms of a concept, folded, each in its parts."""
        return _parts_of(self._by_name[name])

    def mentions(self, folded: str) -> list[Mention]:
        """Return what a folded text mentions, in text order.

        A variant within a longer one is not mentioned by itself.
        """
        return [_mention(found) for found in self._variants.find(folded)]

    def slips(self, folded: str, is_word: Callable[[str], bool]) -> list[Mention]:
        """Return what is mentioned by words that only sound like a variant: 双简 for 双减.

        ``is_word`` tells whether something is a word of the language as it stands.
        """
        return [_mention(found) for found in self._homophones.find(folded, is_word)]


@cache
def _parts_of(concept: Concept) -> tuple[_Terms, _Terms]:
    official, broader = (
        tuple(tuple(fold(term).text.split("+")) for term in terms)
        for terms in (concept.official, concept.broader)
    )
    return official, broader


def _mention(found: Found) -> Mention:
    return Mention(tuple(found.names), found.start, found.end, found.literal)


def _united(one: Concept, other: Concept) -> Concept:
    return replace(
        one,
        official=tuple(dict.fromkeys((*one.official, *other.official))),
        everyday=tuple(dict.fromkeys((*one.everyday, *other.everyday))),
        broader=tuple(dict.fromkeys((*one.broader, *other.broader))),
    )


def load_thesaurus() -> Thesaurus:
    """Read the shipped thesaurus, its files in the order of their names."""
    folder = files("retrieval.thesaurus")
    themes = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return Thesaurus(
        tuple(
            Concept(
                read["name"],
                tuple(read["official"]),
                tuple(read["everyday"]),
                tuple(read.get("broader", ())),
            )
            for theme in themes
            for read in tomllib.loads(folder.joinpath(theme).read_text("utf-8"))["concept"]
        )
    )
