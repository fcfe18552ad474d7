"""Floors rise by themselves and fall on purpose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.bootstrap import Estimate
from retrieval.evaluation.figures import Measure
from retrieval.evaluation.floors import moves, settle, to_floor

_SHARES = st.floats(0, 1)


def _measured(measure: Measure, value: float) -> dict[Measure, Estimate]:
    return {measure: Estimate(value, value, value, 1)}


@pytest.mark.parametrize(
    ("measure", "floor", "measured", "risen", "fallen", "kept"),
    [
        (Measure.HIT_1, 0.70, 0.75, True, False, 0.75),
        (Measure.HIT_1, 0.70, 0.70, False, False, 0.70),
        (Measure.HIT_1, 0.70, 0.65, False, True, 0.70),
        (Measure.FALSE_ANSWERS, 0.30, 0.25, True, False, 0.25),
        (Measure.FALSE_ANSWERS, 0.30, 0.35, False, True, 0.30),
    ],
)
def test_floors_move_one_way(  # noqa: PLR0913 - a row of the table
    measure: Measure, floor: float, measured: float, *, risen: bool, fallen: bool, kept: float
) -> None:
    """What got better is the new floor; what got worse leaves it, unless it is named."""
    found = moves({measure: floor}, _measured(measure, measured))
    assert [(one.risen, one.fallen) for one in found] == [(risen, fallen)]
    assert settle(found) == {measure: kept}
    assert settle(found, [measure]) == {measure: measured}


def test_a_figure_that_is_gone_has_fallen() -> None:
    """A floor without a figure does not hold; it is kept, as what it should be is not known."""
    found = moves({Measure.QUOTES: 0.5}, {})
    assert [one.fallen for one in found] == [True]
    assert settle(found) == {Measure.QUOTES: 0.5}
    assert settle(found, [Measure.QUOTES]) == {}


def test_a_first_figure_becomes_a_floor() -> None:
    """What is measured for the first time is pinned."""
    assert settle(moves({}, _measured(Measure.FACTS, 2 / 3))) == {Measure.FACTS: 0.666}


@given(st.sampled_from(Measure), _SHARES)
def test_what_was_measured_holds_its_own_floor(measure: Measure, value: float) -> None:
    """Measured again, a figure neither falls below what it was rounded to nor raises it."""
    found = moves({measure: to_floor(measure, value)}, _measured(measure, value))
    assert [(one.risen, one.fallen) for one in found] == [(False, False)]


@given(st.sampled_from(Measure), _SHARES, _SHARES)
def test_floors_never_fall_by_themselves(measure: Measure, before: float, now: float) -> None:
    """Whatever is measured, the floor from now on is at least as strict."""
    floor = to_floor(measure, before)
    kept = settle(moves({measure: floor}, _measured(measure, now)))[measure]
    assert kept <= floor if measure.lower_is_better else kept >= floor
