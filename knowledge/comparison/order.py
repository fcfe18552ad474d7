"""Which members of a sequence were moved, and which only stand elsewhere because others were."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# How many stay in place, and how many of them at the same rank.
_Kept = tuple[int, int]


def moved(order: Sequence[int]) -> frozenset[int]:
    """Return the positions in ``order``, distinct numbers, of what was moved.

    What stays is a longest increasing subsequence, of several the one that keeps most ranks. A
    member that does not belong to all of these, as either of two neighbours that changed places,
    was moved.
    """
    ranks = {number: rank for rank, number in enumerate(sorted(order))}
    sequence = [ranks[number] for number in order]
    before = _longest(sequence)
    size = len(sequence)
    after = _longest([size - 1 - rank for rank in reversed(sequence)])[::-1]
    whole = max(before, default=(0, 0))
    standing: dict[int, list[int]] = {}
    for at, rank in enumerate(sequence):
        own = (1, int(rank == at))
        through = tuple(a + b - c for a, b, c in zip(before[at], after[at], own, strict=True))
        if through == whole:
            standing.setdefault(before[at][0], []).append(at)
    kept = {members[0] for members in standing.values() if len(members) == 1}
    return frozenset(range(size)) - kept


def _longest(sequence: Sequence[int]) -> list[_Kept]:
    """Return the best that an increasing subsequence up to each member can keep."""
    best: list[_Kept] = []
    # Ranks with the best that ends there, both ascending: what is worse at a higher rank is out.
    ends: list[int] = []
    kept: list[_Kept] = []
    for at, rank in enumerate(sequence):
        found = bisect_right(ends, rank)
        length, same = kept[found - 1] if found else (0, 0)
        own = (length + 1, same + int(rank == at))
        best.append(own)
        after = found
        while after < len(ends) and kept[after] <= own:
            after += 1
        ends[found:after] = [rank]
        kept[found:after] = [own]
    return best
