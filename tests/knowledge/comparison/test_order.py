"""What was moved in a sequence."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.comparison.order import moved


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([], []),
        ([0, 1, 2], []),
        ([10, 20, 90], []),
        ([0, 6, 2, 3, 4, 5, 1, 7], [6, 1]),
        ([0, 2, 1, 3], [2, 1]),
        ([2, 1, 0], [2, 0]),
        ([0, 3, 2, 1, 4], [3, 1]),
        ([0, 2, 3, 4, 1, 5], [1]),
        ([4, 0, 1, 2, 3], [4]),
        ([2, 3, 0, 1], [2, 3, 0, 1]),
    ],
)
def test_what_was_moved_is_told_from_what_makes_room(order: list[int], expected: list[int]) -> None:
    """Of two that changed places both are moved, those between them are not."""
    assert [order[at] for at in sorted(moved(order))] == expected


@given(st.integers(2, 12), st.data())
def test_two_that_changed_places_are_the_moved_ones(size: int, data: st.DataObject) -> None:
    """In a sequence of which any two members changed places, exactly these were moved."""
    first = data.draw(st.integers(0, size - 2))
    second = data.draw(st.integers(first + 1, size - 1))
    order = list(range(size))
    order[first], order[second] = second, first
    assert moved(order) == {first, second}


@given(st.permutations(range(7)))
def test_what_stays_belongs_to_every_best_choice(order: list[int]) -> None:
    """What is not moved is in all longest increasing choices that keep most ranks."""
    choices = [
        chosen
        for size in range(8)
        for chosen in combinations(range(7), size)
        if [order[at] for at in chosen] == sorted(order[at] for at in chosen)
    ]
    worth = {chosen: (len(chosen), sum(order[at] == at for at in chosen)) for chosen in choices}
    best = [set(chosen) for chosen in choices if worth[chosen] == max(worth.values())]
    assert moved(order) == {at for at in range(7) if any(at not in chosen for chosen in best)}
