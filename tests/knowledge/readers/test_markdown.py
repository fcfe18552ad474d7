"""Markdown files."""

from __future__ import annotations

import pytest

from knowledge.readers.markdown import read


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("# 标题\n\n## 一、甲\n", ["标题", "一、甲"]),
        ("标题\n===\n\n一、甲\n---\n", ["标题", "一、甲"]),
        ("1. 甲\n2. 乙\n", ["1.甲", "2.乙"]),
        ("3) 甲\n7) 乙\n", ["3)甲", "7)乙"]),
        ("1. 甲\n\n   丙\n2. 乙\n", ["1.甲", "丙", "2.乙"]),
        ("1. 甲\n   1. 乙\n   2. 丙\n", ["1.甲", "1.乙", "2.丙"]),
        ("- 甲\n* 乙\n", ["甲", "乙"]),
        ("一、甲\n（一）乙\n1.丙\n", ["一、甲", "（一）乙", "1.丙"]),
        ("1\\. 甲  \n乙\\\n丙", ["1. 甲", "乙", "丙"]),
        ("**甲**乙*丙*~~丁~~ `1*2*3` [戊](/a) ![图](b.png)", ["甲乙丙~~丁~~ 1*2*3 戊"]),
        ("**甲。**乙，__丙。__丁", ["甲。乙，丙。丁"]),
        ("2*3*4\n", ["234"]),
        ("| 项目 | 单位 |\n|---|---|\n| 甲 | **乙** |\n", ["项目\t单位", "甲\t乙"]),
        ("```\n**甲**\n\n乙\n```\n", ["**甲**", "乙"]),
        ("> 一、甲\n", ["一、甲"]),
        ("甲<br>乙 &amp; <b>丙</b><!-- 丁 -->\n", ["甲", "乙 & 丙"]),
        ("<div>\n<p>甲</p><p>乙</p>\n</div>\n\n<!-- 丙 -->\n", ["甲", "乙"]),
        ("---\n\n一、甲\n", ["一、甲"]),
        ("", []),
    ],
)
def test_blocks_become_lines(written: str, lines: list[str]) -> None:
    """Headings, lists, tables, code and markup give their words, numbers as written."""
    assert read(written.encode())[0].splitlines() == lines


def test_the_encoding_is_that_of_the_file() -> None:
    """Markdown is decoded as other text is."""
    assert read("# 一、甲".encode("gb18030")) == ("一、甲\n", "gb18030")
