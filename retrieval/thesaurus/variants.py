"""Finding tens of thousands of variants in a question within microseconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.folding import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# The parts of a variant with a gap stand at most this many characters apart.
WIDEST_GAP = 8
_ELLIPSIS = re.compile(r"…+|\.{3,}")


@dataclass(frozen=True, slots=True)
class Found:
    """A variant of the concepts ``names`` at ``[start, end)``, ``literal`` characters of it."""

    names: tuple[str, ...]
    start: int
    end: int
    literal: int


class Variants:
    """A dictionary of variants, looked up at each character of a text by their first two."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a variant and the name of its concept; a variant may have several."""
        names: dict[tuple[str, ...], dict[str, None]] = {}
        for variant, name in pairs:
            names.setdefault(tuple(_parts(variant)), {})[name] = None
        self._index((parts, tuple(some)) for parts, some in names.items() if parts)

    @classmethod
    def unpacked(cls, packed: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Variants:
        """Make the dictionary of what ``packed`` gave, which takes a fraction of the time."""
        variants = cls(())
        variants._index((tuple(parts), tuple(names)) for parts, names in packed)
        return variants

    def packed(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return the folded parts of each variant with the names of its concepts."""
        gapped = ((f, *rest) for f, by_rest in self._gapped.items() for rest, _ in by_rest)
        named = (names for by_rest in self._gapped.values() for _, names in by_rest)
        whole = [((variant,), names) for variant, names in self._whole.items()]
        return [*whole, *zip(gapped, named, strict=True)]

    def _index(self, variants: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        self._whole: dict[str, tuple[str, ...]] = {}
        self._gapped: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for (first, *rest), names in variants:
            if rest:
                self._gapped.setdefault(first, []).append((tuple(rest), names))
            else:
                self._whole[first] = names
        self._lengths = _lengths(self._whole)
        self._first_lengths = _lengths(self._gapped)

    def whole(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Return the folded variants without a gap, with the names of their concepts."""
        return self._whole.items()

    def find(self, folded: str) -> Iterator[Found]:
        """Yield the variants in text order, none within a longer one, those with a gap as well."""
        covered = 0
        for start in range(len(folded)):
            begins = folded[start : start + 2]
            left = len(folded) - start
            for length in self._lengths.get(begins, ()):
                if length > left:
                    continue
                names = self._whole.get(folded[start : start + length])
                if names:
                    if start + length > covered:
                        covered = start + length
                        yield Found(names, start, covered, length)
                    break
            for length in (*self._first_lengths.get(begins, ()), *self._single(begins)):
                for rest, names in self._gapped.get(folded[start : start + length], ()):
                    end = _follow(folded, start + length, rest)
                    if end:
                        yield Found(names, start, end, length + sum(map(len, rest)))

    def _single(self, begins: str) -> tuple[int, ...]:
        """Return the length of a first part of one character, where ``begins`` has one."""
        return (1,) if len(begins) > 1 and begins[0] in self._gapped else ()


def _parts(variant: str) -> list[str]:
    # Most variants have no gap, and there are tens of thousands of them.
    parts = _ELLIPSIS.split(variant) if "…" in variant or "..." in variant else [variant]
    return [fold_words(part).strip() for part in parts if part]


def _lengths(variants: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the lengths of variants by their first two characters, the longest first."""
    lengths: dict[str, set[int]] = {}
    for variant in variants:
        lengths.setdefault(variant[:2], set()).add(len(variant))
    return {begins: tuple(sorted(some, reverse=True)) for begins, some in lengths.items()}


def _follow(folded: str, at: int, rest: tuple[str, ...]) -> int:
    """Return where the last of the parts ends that follow one another from ``at``, or 0."""
    for part in rest:
        found = folded.find(part, at, at + WIDEST_GAP + len(part))
        if found < 0:
            return 0
        at = found + len(part)
    return at
