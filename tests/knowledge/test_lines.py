"""Lines that a page's width broke, and what belongs to the page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lines import columns, read_lines, soft_breaks

_SENTENCE = "全市教育系统深入贯彻党的教育方针，落实立德树人根本任务，扎实推进高质量教育体系建设"


def _wrapped(words: str, width: int) -> list[str]:
    return [words[at : at + width] for at in range(0, len(words), width)]


def _soft(text: str) -> list[str]:
    """Return the words before each soft break."""
    return [text[:at].rsplit("\n", 1)[-1] for at in sorted(soft_breaks(read_lines(text), text))]


def test_lines_of_equal_width_go_on() -> None:
    """In text wrapped at a width, every full line goes on in the next, the last one does not."""
    wrapped = _wrapped(_SENTENCE * 8 + "。", 28)
    text = "\n".join(["一、总体要求", *wrapped, "二、任务"])
    assert _soft(text) == wrapped[:-1]


def test_long_paragraphs_are_not_wrapped() -> None:
    """Paragraphs of different lengths on one line each have no soft break."""
    text = "\n".join(_SENTENCE * count + "。" for count in range(1, 12))
    assert not _soft(text)


@pytest.mark.parametrize("number", ["— 3 —", "- 3 -", "第 3 页", "－3－", "第3页 共10页"])
def test_a_page_number_interrupts_no_sentence(number: str) -> None:
    """A sentence goes on over the number of a page, which is furniture."""
    wrapped = _wrapped(_SENTENCE * 8 + "。", 28)
    text = "\n".join([*wrapped[:4], number, *wrapped[4:]])
    assert [line.furniture for line in read_lines(text)].count(True) == 1
    assert number in _soft(text)


def test_bare_numbers_count_pages_only_where_they_count_up() -> None:
    """3, 4, 5 on lines of their own number pages; 3, 7, 5 do not."""
    for numbers, counted in (("345", 3), ("375", 0)):
        text = "\n".join(f"{_SENTENCE * int(n)}。\n{n}" for n in numbers)
        assert sum(line.furniture for line in read_lines(text)) == counted


def test_an_indented_line_begins_a_paragraph() -> None:
    """Where paragraphs are indented, a full line before an indented one ends its sentence."""
    paragraphs = [_wrapped("\u3000\u3000" + _SENTENCE * 3, 28) for _ in range(5)]
    text = "\n".join(line for paragraph in paragraphs for line in paragraph)
    assert all(line not in _soft(text) for line in (p[-1] for p in paragraphs))


@given(st.text(st.sampled_from("甲乙1。\n \u3000—")))
def test_lines_hold_all_that_is_not_white(text: str) -> None:
    """Whatever the text, lines are in order, without overlap, and soft breaks are line breaks."""
    lines = read_lines(text)
    assert all(a.end <= b.start for a, b in pairwise(lines))
    held = "".join(text[line.start : line.end] for line in lines)
    assert [c for c in held if c.strip()] == [c for c in text if c.strip()]
    assert all(text[at] == "\n" for at in soft_breaks(lines, text))


@pytest.mark.parametrize(("line", "width"), [("甲1", 3), ("“甲”", 6), ("abc", 3), ("", 0)])
def test_a_chinese_character_takes_two_columns(line: str, width: int) -> None:
    """Width is counted in columns of half a Chinese character."""
    assert columns(line) == width
