"""AUROC and the risk-coverage curve, against scikit-learn, by hand, and by their definitions."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.confidence import auroc, risk_area, risk_curve

_REFERENCE = json.loads(Path(__file__).with_name("reference.json").read_text(encoding="utf-8"))
_TENTHS = st.integers(0, 10).map(lambda tenths: tenths / 10)
_QUESTIONS = st.lists(st.tuples(_TENTHS, st.booleans()), min_size=1, max_size=12)


def _once(size: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.ones((1, size), dtype=np.int64)


@pytest.mark.parametrize("row", _REFERENCE["separations"])
def test_auroc_is_that_of_scikit_learn(row: dict[str, Any]) -> None:
    """AUROC, equal confidences among them, is what scikit-learn computes."""
    confidences, positive = np.array(row["confidences"]), np.array(row["positive"])
    found = auroc(confidences, positive, _once(len(positive)))
    assert found[0] == pytest.approx(row["auroc"])


def test_the_curve_is_the_one_drawn_by_hand() -> None:
    """Right, wrong, right, in the order of confidence: 0, 1/2, 1/3 of those answered are wrong."""
    curve = risk_curve([0.5, 0.9, 0.1], [True, False, False])
    assert [coverage for coverage, _ in curve] == pytest.approx([1 / 3, 2 / 3, 1])
    assert [risk for _, risk in curve] == pytest.approx([0, 1 / 2, 1 / 3])
    assert risk_curve([], []) == []


@given(st.lists(st.tuples(st.sampled_from([0.2, 0.7]), st.booleans()), min_size=1, max_size=6))
def test_ties_count_as_in_the_mean_of_all_orders(questions: list[tuple[float, bool]]) -> None:
    """The area is the mean over all orders in which equal confidences could stand."""
    areas = []
    for order in permutations(questions):
        ordered = sorted(order, key=lambda one: -one[0])
        wrong = [one[1] for one in ordered]
        areas.append(np.mean([np.mean(wrong[: at + 1]) for at in range(len(wrong))]))
    confidences, wrong_ones = map(np.array, zip(*questions, strict=True))
    found = risk_area(confidences, wrong_ones.astype(float), _once(len(questions)))
    assert found[0] == pytest.approx(np.mean(areas))


@given(_QUESTIONS, st.data())
def test_a_resample_counts_as_the_questions_written_out(
    questions: list[tuple[float, bool]], data: st.DataObject
) -> None:
    """Counting a question twice is the same as asking it twice."""
    drawn = data.draw(
        st.lists(
            st.integers(0, len(questions) - 1),
            min_size=len(questions),
            max_size=len(questions),
        )
    )
    counts = np.array([[drawn.count(at) for at in range(len(questions))]])
    confidences, wrong = (np.array(one) for one in zip(*questions, strict=True))
    again, once = np.array(drawn), _once(len(drawn))
    error = wrong.astype(float)
    counted = risk_area(confidences, error, counts)
    assert counted == pytest.approx(risk_area(confidences[again], error[again], once))
    counted = auroc(confidences, wrong, counts)
    written = auroc(confidences[again], wrong[again], once)
    assert counted == pytest.approx(written, nan_ok=True)
