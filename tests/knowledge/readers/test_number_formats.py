"""Numbers in the formats of word processors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numerals import to_int
from knowledge.readers.number_formats import write_number
from tests.knowledge.spelling import spell, spell_digits, spell_short


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("decimal", {1: "1", 105: "105", -3: "-3"}),
        ("decimalZero", {1: "01", 12: "12"}),
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一○五"},
        ),
        ("chineseCountingThousand", {12: "十二", 100: "一百", 105: "一百零五", 112: "一百一十二"}),
        ("japaneseCounting", {10: "十", 21: "二十一", 105: "百五", 112: "百十二", 1000: "千"}),
        ("ideographDigital", {10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "拾", 23: "贰拾叁"}),
        ("ideographLegalTraditional", {3: "參"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalFullWidth", {12: "１２"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 0: "0"}),
        ("upperLetter", {2: "B"}),
        ("lowerRoman", {4: "iv", 1999: "mcmxcix", 0: "0"}),
        ("upperRoman", {9: "IX"}),
        ("none", {5: ""}),
        ("unheardOf", {5: "5"}),
    ],
)
def test_formats(name: str, written: dict[int, str]) -> None:
    """Each format writes its numbers; beyond its signs it writes Arabic digits."""
    assert {number: write_number(number, name) for number in written} == written


@given(st.integers(1, 9999))
def test_chinese_numbers_are_spelt_and_read_back(number: int) -> None:
    """Counting is written as it is read aloud, and reads back as the same number."""
    written = write_number(number, "chineseCountingThousand")
    assert written == (spell_short(number) if number < 20 else spell(number))
    assert to_int(written) == number
    assert write_number(number, "ideographDigital") == spell_digits(number)
