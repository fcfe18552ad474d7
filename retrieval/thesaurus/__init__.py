"""The thesaurus: from everyday words to the official words for the same thing.

Its entries are plain data, one TOML file a theme in this folder, for anyone to read and edit.
``questions.jsonl`` has questions as people put them, each with the concepts that it is about.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from retrieval.folding import fold
from retrieval.kept_files import keep
from retrieval.thesaurus.homophones import Homophones
from retrieval.thesaurus.variants import Found, Variants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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

    def __init__(
        self,
        concepts: tuple[Concept, ...],
        variants: Variants | None = None,
        questions: bytes = b"",
    ) -> None:
        """Use ``concepts``; entries of the same name are one concept.

        ``variants`` are those of the concepts, where they are known already; ``questions`` are
        JSON Lines of questions with the names of their concepts, the main one first.
        """
        merged: dict[str, Concept] = {}
        for concept in concepts:
            known = merged.get(concept.name)
            merged[concept.name] = _united(known, concept) if known else concept
        self.concepts = tuple(merged.values())
        self._known_variants = variants
        self._questions = questions

    @cached_property
    def variants(self) -> Variants:
        """All ways of naming the concepts."""
        return self._known_variants or Variants(
            (variant, concept.name) for concept in self.concepts for variant in concept.variants
        )

    @cached_property
    def _homophones(self) -> Homophones:
        official = {fold(term).text for one in self.concepts for term in one.official}
        return Homophones(self.variants.whole(), official)

    @cached_property
    def fingerprint(self) -> str:
        """What the thesaurus says, as a hash: equal thesauri have equal ones."""
        digest = sha256()
        for concept in self.concepts:
            digest.update(repr(concept).encode("utf-8", "backslashreplace"))
        digest.update(self._questions)
        return digest.hexdigest()

    @cached_property
    def questions(self) -> dict[str, list[tuple[str, float]]]:
        """Questions that are about a concept, each with the part of it that is: 1, 1/2, 1/3."""
        found: dict[str, list[tuple[str, float]]] = {}
        for line in self._questions.splitlines():
            row = json.loads(line)
            for place, name in enumerate(row["concepts"], start=1):
                found.setdefault(name, []).append((row["text"], 1 / place))
        return found

    @property
    def asked(self) -> list[str]:
        """The questions that are about any concept, each once."""
        return [json.loads(line)["text"] for line in self._questions.splitlines()]

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
        return [_mention(found) for found in self.variants.find(folded)]

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


def load_thesaurus(folder: Path | None = None) -> Thesaurus:
    """Read the shipped thesaurus, its files in the order of their names.

    What was read is kept in ``folder``, by what the files say: most of the time goes into TOML.
    """
    shipped = sorted(files("retrieval.thesaurus").iterdir(), key=lambda entry: entry.name)
    themes = [entry.read_bytes() for entry in shipped if entry.name.endswith(".toml")]
    questions = files("retrieval.thesaurus").joinpath("questions.jsonl").read_bytes()
    path = folder / f"{sha256(b''.join(themes)).hexdigest()}.json" if folder else None
    kept = _read_kept(path, questions) if path else None
    if kept is not None:
        return kept
    thesaurus = Thesaurus(
        tuple(
            Concept(
                read["name"],
                tuple(read["official"]),
                tuple(read["everyday"]),
                tuple(read.get("broader", ())),
            )
            for theme in themes
            for read in tomllib.loads(theme.decode())["concept"]
        ),
        questions=questions,
    )
    if path:
        concepts = [(c.name, c.official, c.everyday, c.broader) for c in thesaurus.concepts]
        packed = {"concepts": concepts, "variants": thesaurus.variants.packed()}
        keep(path, json.dumps(packed).encode())
    return thesaurus


def _read_kept(path: Path, questions: bytes) -> Thesaurus | None:
    """Read a thesaurus that was kept, or None where the file is missing or broken."""
    try:
        packed = json.loads(path.read_bytes())
        concepts = tuple(Concept(name, *map(tuple, lists)) for name, *lists in packed["concepts"])
        return Thesaurus(concepts, Variants.unpacked(packed["variants"]), questions)
    except (OSError, ValueError, TypeError, KeyError):
        return None
