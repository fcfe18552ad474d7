"""No figure falls below its floor (tests/floors.toml; `make floors` raises them)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.channels.command.floors import measure_set, read_floors
from retrieval.evaluation.floors import moves
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from bot.channels.command.floors import PinnedSet
    from bot.settings import Settings

_SETS = {one.name: one for one in read_floors(PROJECT / "tests" / "floors.toml")}
_PRESENT = [one for one in _SETS.values() if one.present]


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("pinned", _PRESENT, ids=lambda one: str(one.name))
def test_no_figure_is_below_its_floor(
    pinned: PinnedSet, assistant: object, settings: Settings
) -> None:
    """Each figure of each set that is there is at least as good as its floor."""
    assert assistant, "its data folder has the segmenter's cache"
    changed = "" if pinned.same_data else " (the data is not what the floors were pinned for)"
    fallen = [
        f"{pinned.name}.{one.measure}: {one.measured}, floor {one.floor}{changed}"
        for one in moves(pinned.floors, measure_set(settings, pinned))
        if one.fallen
    ]
    assert not fallen, "\n".join(fallen)


def test_floors_are_pinned_for_the_questions_in_the_project() -> None:
    """The questions in the project are those that the floors were measured on, all measures."""
    dev = _SETS["dev"]
    assert dev.present
    assert dev.same_data, "the questions changed: run `make floors` (--lower to lower one)"
    assert {"hit_1", "quotes", "false_refusals", "false_answers", "auroc"} <= set(dev.floors)
