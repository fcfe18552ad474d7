"""Dates of every writing, and numbers that no calendar has."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import read_date
from knowledge.parsing import read_document
from knowledge.readers.source import Source
from knowledge.signatures import is_closing
from tests.knowledge.spelling import spell_digits, spell_short

_SPACES = st.sampled_from(["", " ", "\u3000", "\u00a0", "  "])
_BODY = "一、总则\n1.甲。做好甲。\n"


@given(date=st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)), gap=_SPACES)
def test_a_date_is_read_in_every_writing(date: dt.date, gap: str) -> None:
    """Arabic, padded, full-width and Chinese numerals give the same date, spaces or none."""
    arabic = (str(date.year), str(date.month), str(date.day))
    padded = (str(date.year), f"{date.month:02}", f"{date.day:02}")
    wide = tuple(n.translate(str.maketrans("0123456789", "０１２３４５６７８９")) for n in arabic)
    chinese = (spell_digits(date.year), spell_short(date.month), spell_short(date.day))
    for year, month, day in (arabic, padded, wide, chinese):
        written = f"{year}{gap}年{gap}{month}{gap}月{gap}{day}{gap}日"
        assert read_date(f"甲{written}乙") == date
        assert is_closing(f"  {written} ")


def test_the_date_of_the_shipped_plan_is_read_in_chinese_too() -> None:
    """二〇二二年三月二十九日 is 29 March 2022."""
    expected = dt.date(2022, 3, 29)
    assert read_date("二〇二二年三月二十九日") == expected
    assert read_date("二○二二 年 三 月 二十九 日") == expected
    assert read_date("二零二二年三月二十九日") == expected


@pytest.mark.parametrize(
    "written",
    [
        "2022年2月30日",
        "0年1月1日",
        "10000年1月1日",
        "99999999999999999999年1月1日",
        "2022年99999999999999999999月1日",
        "2022年1月99999999999999999999日",
        "1" * 5000 + "年1月1日",
        "一" * 5000 + "年一月一日",
    ],
)
def test_a_date_that_no_calendar_has_is_none(written: str) -> None:
    """Impossible dates are not read, and a document that is signed with one is read without."""
    assert read_date(written) is None
    document = read_document("plan", Source(b"", f"{_BODY}东海市教育局\n{written}"))
    assert document.meta.issued_on is None
    assert document.meta.issuer == ("东海市教育局",)


@pytest.mark.parametrize("term", ["9999", "99999999999999999999"])
def test_a_term_beyond_the_calendar_is_not_read(term: str) -> None:
    """A term that ends in no year of the calendar leaves the last day unstated."""
    text = f"{_BODY}2.乙。本办法自2020年1月1日起施行，有效期{term}年。"
    assert read_document("plan", Source(b"", text)).meta.valid_until is None


def test_a_term_from_a_leap_day_ends_on_the_last_of_february() -> None:
    """In force from 29 February 2020 for five years is in force to 28 February 2025."""
    text = f"{_BODY}2.乙。本办法自2020年2月29日起施行，有效期5年。"
    assert read_document("plan", Source(b"", text)).meta.valid_until == dt.date(2025, 2, 28)


@given(st.text(st.characters() | st.sampled_from("《》（）()：:年月日关于通知的局2022〔〕号\n ")))
def test_any_head_gives_metadata(head: str) -> None:
    """Whatever stands before the first item, a document has metadata with a title."""
    meta = read_document("plan", Source(b"", f"{head}\n{_BODY}")).meta
    assert meta.title
    assert read_date(head) is None or isinstance(read_date(head), dt.date)
