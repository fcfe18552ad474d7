"""Numerals are read as what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numerals import to_int
from tests.knowledge.spelling import spell, spell_digits, spell_short


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("一十二", 12),
        ("二十", 20),
        ("二十八", 28),
        ("一百", 100),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百一十", 110),
        ("两百", 200),
        ("一千零一十", 1010),
        ("九千九百九十九", 9999),
        ("二〇二二", 2022),
        ("二○二二", 2022),
        ("二零二二", 2022),
        ("〇", 0),
        ("28", 28),
        ("028", 28),
        ("２８", 28),
        ("①", 1),
        ("⑫", 12),
        ("⑳", 20),
    ],
)
def test_numerals_are_read(numeral: str, number: int) -> None:
    """Chinese, Arabic, full-width and circled numerals give their number."""
    assert to_int(numeral) == number


@pytest.mark.parametrize(
    "numeral", ["", " ", "甲", "一甲", "1一", "-1", "1.5", "½", "\ud800", "年"]
)
def test_what_is_no_numeral_is_refused(numeral: str) -> None:
    """Anything else raises ValueError."""
    with pytest.raises(ValueError, match=r"not a numeral"):
        to_int(numeral)


def test_all_numbers_below_ten_thousand_are_read_back() -> None:
    """Each number from 1 to 9999 is read from its spelling, its short form and its digits."""
    for number in range(1, 10_000):
        assert to_int(spell(number)) == number
        assert to_int(spell_short(number)) == number
        assert to_int(spell_digits(number)) == number
        assert to_int(str(number)) == number


@given(st.text(st.sampled_from("〇○零一二两三四五六七八九十百千1２①甲 "), max_size=12))
def test_any_row_of_digits_is_a_number_or_refused(numeral: str) -> None:
    """A row of signs is read as a number from zero on, or raises ValueError and nothing else."""
    try:
        number = to_int(numeral)
    except ValueError:
        return
    assert number >= 0
