"""Chinese text in lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.typesetting import OMISSION, font, is_known, set_lines, shorten

_SIZE = 20
_SIGNS = "放学后没人接孩子,。、《》“”（）（1)2022%…… Wi-Fi/\n"
_CHINESE = st.text(st.sampled_from(_SIGNS), max_size=200)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 100, [""]),
        ("放学后", 100, ["放学后"]),
        ("放学后没人接", 60, ["放学后", "没人接"]),
        # No line begins with a comma or ends with what opens a quotation.
        ("放学后,没人接", 60, ["放学", "后,没", "人接"]),
        ("放学“双减”", 60, ["放学", "“双", "减”"]),
        # Numbers and words stay whole where they fit, and are cut where they do not.
        ("在2022年", 60, ["在", "2022", "年"]),
        ("abcdefghijkl", 40, ["abc", "def", "ghij", "kl"]),
        ("一\n二\n\n三", 60, ["一", "二", "", "三"]),
    ],
)
def test_lines_end_where_chinese_lets_them(text: str, width: int, lines: list[str]) -> None:
    """A line is as full as it may be."""
    assert set_lines(text, _SIZE, width) == lines


@given(_CHINESE, st.integers(30, 400))
def test_lines_lose_nothing_and_stay_within_the_width(text: str, width: int) -> None:
    """Put together they are the text, and none is too wide."""
    lines = set_lines(text, _SIZE, width)
    assert "".join(lines) == text.replace("\n", "")
    assert all(font(_SIZE).getlength(line.rstrip()) <= width for line in lines)


@given(_CHINESE, st.integers(60, 400), st.integers(0, 5))
def test_what_is_shortened_says_so(text: str, width: int, most: int) -> None:
    """There are so many lines at most; where there were more, the last one ends in dots."""
    lines = set_lines(text, _SIZE, width)
    short = shorten(lines, most, _SIZE, width)
    assert len(short) == min(len(lines), most)
    if len(lines) > most > 0:
        assert short[-1].endswith(OMISSION)
        assert "".join(lines).startswith("".join(short).removesuffix(OMISSION).rstrip())
        assert font(_SIZE).getlength(short[-1]) <= width
    elif most:
        assert short == lines


@pytest.mark.parametrize(
    "text", ["《2022年鲤城教育工作要点》第21条 ·……%①㈠", "镕堃喆 傳統", "一\n二\u3000三", ""]
)
def test_the_font_has_what_chinese_is_typed_with(text: str) -> None:
    """Names and traditional characters are in it."""
    assert is_known(text)


@pytest.mark.parametrize("text", ["\U00020bb7", "好👍"])
def test_the_font_has_no_rare_characters(text: str) -> None:
    """Nor emoji; one is enough for a text not to be known."""
    assert not is_known(text)
