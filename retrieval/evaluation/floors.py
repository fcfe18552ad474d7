"""Floors: what each measure must not fall below; they rise by themselves, never fall."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from retrieval.evaluation.bootstrap import Estimate
    from retrieval.evaluation.figures import Measure

_STEPS = 1000
# Sums of floating-point numbers in another order differ by less.
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Move:
    """A floor and what was measured now, both in thousandths; None where there is none."""

    measure: Measure
    floor: float | None
    measured: float | None

    @property
    def fallen(self) -> bool:
        """Whether the measured figure is on the wrong side of its floor, or gone."""
        return self.floor is not None and (
            self.measured is None or (self.measured != self.floor and not self.risen)
        )

    @property
    def risen(self) -> bool:
        """Whether the measured figure is better than its floor, or has none yet."""
        if self.measured is None:
            return False
        if self.floor is None:
            return True
        gain = self.measured - self.floor
        return (-gain if self.measure.lower_is_better else gain) > _NOISE


def moves(
    floors: Mapping[Measure, float], measured: Mapping[Measure, Estimate]
) -> tuple[Move, ...]:
    """Hold each floor against what was measured; what has none yet has risen."""
    both = dict.fromkeys((*measured, *floors))
    return tuple(
        Move(one, floors.get(one), to_floor(one, measured[one].value) if one in measured else None)
        for one in both
    )


def to_floor(measure: Measure, value: float) -> float:
    """Round a figure to thousandths, so that it is never on the wrong side of what it becomes."""
    if measure.lower_is_better:
        return math.ceil(value * _STEPS - _NOISE) / _STEPS
    return math.floor(value * _STEPS + _NOISE) / _STEPS


def settle(found: Collection[Move], lowered: Collection[Measure] = ()) -> dict[Measure, float]:
    """Return the floors from now on: raised where more was measured, lower where it is named."""
    kept = {}
    for one in found:
        moved = one.risen or (one.fallen and one.measure in lowered)
        value = one.measured if moved else one.floor
        if value is not None:
            kept[one.measure] = value
    return kept
