"""Plain text: decoded as it is, with line feeds where other line ends stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.outline import read_outline
from knowledge.readers.text import decode


@pytest.mark.parametrize(
    ("given_", "text"),
    [
        ("一、甲\r\n1.乙\r\n", "一、甲\r\n1.乙\r\n"),
        ("一、甲\r1.乙\r", "一、甲\n1.乙\n"),
        ("一、甲\r\r\n1.乙", "一、甲\n\r\n1.乙"),
        ("一、甲\f1.乙\v\x85\u2028\u2029", "一、甲\n1.乙\n\n\n\n"),
        ("\ufeff一、甲\u200b\ufeff乙", "一、甲\u200b\ufeff乙"),
        ("\u200b一、甲\n\u2060\u20031.乙", "\u200b一、甲\n\u2060\u20031.乙"),
    ],
)
def test_line_ends(given_: str, text: str) -> None:
    """A line end of another system becomes a line feed in its place; all else stays."""
    assert decode(given_.encode())[0] == text


@pytest.mark.parametrize(
    "text", ["一、甲\r\n1.乙", "一、甲\r1.乙", "一、甲\f1.乙", "\u200b一、甲\n\ufeff1.乙"]
)
def test_the_outline_is_the_same_whatever_ends_a_line(text: str) -> None:
    """Line ends, form feeds and signs of no width leave the outline as it is."""
    nodes = read_outline(decode(text.encode())[0]).nodes
    assert [(node.path, node.label) for node in nodes] == [(("一",), "一、"), (("一", "1"), "1.")]


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_nothing_but_line_ends_is_changed(text: str) -> None:
    """The text has as many characters as were decoded, and the same ones but for line ends."""
    read, encoding = decode(b"\xef\xbb\xbf" + text.encode())
    assert (len(read), encoding) == (len(text), "utf-8-sig")
    assert all(a == b or (b == "\n" and a.isspace()) for a, b in zip(text, read, strict=True))
