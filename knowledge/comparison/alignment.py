"""Pairs the pieces of two documents by what they say, whatever their numbers and order."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# How much of a piece is its title, and how alike two pieces must be to be versions of one: items of
# different real plans reach 0.28, those of one plan 0.24.
_TITLE_SHARE = 0.35
_LEAST_ALIKE = 0.33


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading or an item without its label: ``title``, empty in prose, and ``body``."""

    title: str
    body: str

    @property
    def words(self) -> str:
        """All that the piece says."""
        return f"{self.title}\n{self.body}"


def align(
    old: Sequence[Piece], new: Sequence[Piece], *, titles_first: bool = False
) -> dict[int, int]:
    """Pair the positions of ``old`` with those of ``new``; what has no counterpart is left out.

    Equal words are paired first, then equal bodies, then what is most alike; where several could
    be paired equally, those that keep the order are. With ``titles_first`` equal titles are paired
    before equal bodies: a heading is the same whatever stands below it.
    """
    pairs: dict[int, int] = {}
    _pair_equal(pairs, [piece.words for piece in old], [piece.words for piece in new])
    if titles_first:
        _pair_equal(pairs, [piece.title for piece in old], [piece.title for piece in new])
    _pair_equal(pairs, [piece.body for piece in old], [piece.body for piece in new])
    taken = set(pairs.values())
    ours = [at for at in range(len(old)) if at not in pairs]
    theirs = [at for at in range(len(new)) if at not in taken]
    alike = _alike([old[at] for at in ours], [new[at] for at in theirs])
    for (one, other), _ in sorted(
        alike.items(), key=lambda found: (-found[1], abs(found[0][0] - found[0][1]), found[0])
    ):
        if ours[one] not in pairs and theirs[other] not in taken:
            pairs[ours[one]] = theirs[other]
            taken.add(theirs[other])
    return pairs


def _pair_equal(pairs: dict[int, int], old: list[str], new: list[str]) -> None:
    """Pair what is equal and not paired yet, runs in the same order before the rest."""
    taken = set(pairs.values())
    ours = [at for at in range(len(old)) if at not in pairs and old[at]]
    theirs = [at for at in range(len(new)) if at not in taken and new[at]]
    matcher = SequenceMatcher(
        None, [old[at] for at in ours], [new[at] for at in theirs], autojunk=False
    )
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            pairs[ours[block.a + step]] = theirs[block.b + step]
            taken.add(theirs[block.b + step])
    waiting = defaultdict(list)
    for at in reversed(theirs):
        if at not in taken:
            waiting[new[at]].append(at)
    for at in ours:
        if at not in pairs and waiting[old[at]]:
            pairs[at] = waiting[old[at]].pop()


def _alike(old: list[Piece], new: list[Piece]) -> dict[tuple[int, int], float]:
    """Return how alike pieces are, 0 to 1, for the pairs that may be versions of one piece."""
    titles = _common_pairs(old, new, lambda piece: piece.title)
    bodies = _common_pairs(old, new, lambda piece: piece.body)
    words = _common_pairs(old, new, lambda piece: piece.words)
    found = {}
    for pair, share in words.items():
        one, other = old[pair[0]], new[pair[1]]
        if one.title and other.title and one.body and other.body:
            title, body = titles.get(pair, 0.0), bodies.get(pair, 0.0)
            share = _TITLE_SHARE * title + (1 - _TITLE_SHARE) * body  # noqa: PLW2901
        if share >= _LEAST_ALIKE:
            found[pair] = share
    return found


def _common_pairs(
    old: list[Piece], new: list[Piece], cut: Callable[[Piece], str]
) -> dict[tuple[int, int], float]:
    """Return Dice's coefficient over pairs of neighbouring characters, where there is any."""
    ours, theirs = ([_bigrams(cut(piece)) for piece in pieces] for pieces in (old, new))
    places = defaultdict(list)
    for other, counts in enumerate(theirs):
        for bigram, count in counts.items():
            places[bigram].append((other, count))
    found: dict[tuple[int, int], float] = {}
    for one, counts in enumerate(ours):
        common: Counter[int] = Counter()
        for bigram, count in counts.items():
            for other, there in places.get(bigram, ()):
                common[other] += min(count, there)
        for other, shared in common.items():
            found[one, other] = 2 * shared / (counts.total() + theirs[other].total())
    return found


def _bigrams(words: str) -> Counter[str]:
    return Counter(words[at : at + 2] for at in range(len(words) - 1))
