"""Confidence: how likely an item is what was asked for, calibrated on labelled questions."""

from __future__ import annotations

import math
import tomllib
from dataclasses import astuple, dataclass, fields
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS = 50
# Keeps the weights finite where the signs tell all questions apart.
_RIDGE = 0.1
_STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What the confidence in an item is judged by.

    ``margin`` is its score above that of none, in nats; ``gap`` its lead over the next item;
    ``share`` how much of the question's weight is met, 0 to 1; ``written`` the part of the score
    that its own wording gives; ``length`` the logarithm of the question's length in characters.
    """

    margin: float
    gap: float
    share: float
    written: float
    length: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of a logistic regression over the signs, the constant first."""

    constant: float
    margin: float
    gap: float
    share: float
    written: float
    length: float

    def confidence(self, signs: Signs) -> float:
        """Return the probability, between 0 and 1, that the item is what was asked for."""
        constant, *weights = astuple(self)
        logit = constant + sum(w * s for w, s in zip(weights, astuple(signs), strict=True))
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
    """Fit a logistic regression by iteratively reweighted least squares, slightly damped.

    See Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, section 4.4.1.
    Raises ValueError without questions of both kinds.
    """
    wanted = np.array(answerable, dtype=float)
    if not 0 < wanted.sum() < len(wanted):
        msg = "questions of both kinds are needed"
        raise ValueError(msg)
    design = np.array([(1.0, *astuple(one)) for one in signs])
    weights = np.zeros(design.shape[1])
    damping = np.diag([0.0, *[_RIDGE] * len(fields(Signs))])
    for _ in range(_STEPS):
        found = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -_STEEPEST, _STEEPEST)))
        spread = np.maximum(found * (1 - found), 1e-9)
        hessian = design.T @ (design * spread[:, None]) + damping
        weights = weights + np.linalg.solve(
            hessian, design.T @ (wanted - found) - damping @ weights
        )
    return Calibration(*(round(float(weight), 4) for weight in weights))
