"""Dates in all their forms."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.dates import read_date, read_run_together, read_stamp

_DAY = dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    "words",
    [
        "2026年3月5日",
        "2026年 3月 5 日",
        "二〇二六年三月五日",
        "二0二六年三月五日",
        "二○二六年三月五日印发",
    ],
)
def test_written_dates_are_read(words: str) -> None:
    """Arabic and Chinese numerals, spaces within, and a 0 typed for 〇."""
    assert read_date(words) == _DAY


@pytest.mark.parametrize(
    ("words", "date"),
    [("2026-03-05", _DAY), ("2026.3.5", _DAY), ("2026年3月5日", _DAY), ("2026-13-05", None)],
)
def test_stamps_are_read(words: str, date: dt.date | None) -> None:
    """A page's own dates are parted by signs; what is no day is none."""
    assert read_stamp(words) == date


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2024327", dt.date(2024, 3, 27)),
        ("201999", dt.date(2019, 9, 9)),
        ("20240327", dt.date(2024, 3, 27)),
        ("2024111", None),
        ("20221", None),
    ],
)
def test_run_together_dates_are_read_where_they_can_be_one_only(
    words: str, date: dt.date | None
) -> None:
    """2024111 may be the 11th of January or the 1st of November: it is not guessed."""
    assert read_run_together(words) == date
