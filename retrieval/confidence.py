"""Confidence: how likely an item is what was asked for, calibrated on labelled questions."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# The cost of a wrong question against large weights, which stay finite where the signs tell all
# questions apart.
_COST = 10.0
_STEEPEST = 30.0


def logit(probability: float) -> float:
    """Return the logarithm of the odds, finite for 0 and 1 as well."""
    least = math.exp(-_STEEPEST)
    return math.log(max(probability, least) / max(1 - probability, least))


class Signs(NamedTuple):
    """What the confidence in an item is judged by.

    ``margin`` is how much more it was learnt to be asked by such words than none is, in nats;
    ``written`` what its own wording adds; ``gap`` its lead over the next item; ``length`` the
    logarithm of the question's length in characters.
    """

    margin: float
    written: float
    gap: float
    length: float


class Calibration(NamedTuple):
    """The weights of a logistic regression over the signs, the constant first."""

    constant: float
    margin: float
    written: float
    gap: float
    length: float

    def confidence(self, signs: Signs) -> float:
        """Return the probability, between 0 and 1, that the item is what was asked for."""
        constant, *weights = self
        logit = constant + sum(w * s for w, s in zip(weights, signs, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, logit))))


@dataclass(frozen=True, slots=True)
class Calibrations:
    """The calibration of documents with remembered questions (``taught``), and of those without."""

    taught: Calibration
    untaught: Calibration


def load_calibrations() -> Calibrations:
    """Read the shipped calibrations; ``fit_calibration`` makes them."""
    read = tomllib.loads(files("retrieval").joinpath("calibration.toml").read_text("utf-8"))
    return Calibrations(Calibration(**read["taught"]), Calibration(**read["untaught"]))


def fit_calibration(signs: Sequence[Signs], answerable: Sequence[bool]) -> Calibration:
    """Fit a logistic regression, slightly damped.

    Raises ValueError without questions of both kinds.
    """
    # Not at the top: it takes half a second that only fitting needs.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    if len(set(answerable)) < len((True, False)):
        msg = "questions of both kinds are needed"
        raise ValueError(msg)
    model = LogisticRegression(C=_COST, max_iter=1000)
    model.fit(list(signs), answerable)
    weights = (*model.intercept_, *model.coef_[0])
    return Calibration(*(round(float(weight), 4) for weight in weights))
