"""Contents, lists of attachments and glossaries number nothing."""

from __future__ import annotations

import pytest

from knowledge.apparatus import read_apparatus
from knowledge.lines import read_lines


@pytest.mark.parametrize(
    ("lines", "unnumbered", "beginnings"),
    [
        pytest.param(
            ["目 录", "一、甲……1", "二、乙……3", "一、甲", "二、乙"],
            ["目 录", "一、甲……1", "二、乙……3"],
            [],
            id="contents with page numbers",
        ),
        pytest.param(
            ["目录", "一、甲", "二、乙", "一、甲", "做好甲。"],
            ["目录", "一、甲", "二、乙"],
            [],
            id="contents without page numbers end where the first entry stands again",
        ),
        pytest.param(
            ["附件：1.甲表", "2.乙表", "东海市教育局", "1.丙"],
            ["附件：1.甲表", "2.乙表"],
            [],
            id="a list of attachments on the line and below",
        ),
        pytest.param(
            ["附件：", "1.甲表", "2.乙表。", "2026年3月5日"],
            ["附件：", "1.甲表", "2.乙表。"],
            [],
            id="a list of attachments below its name",
        ),
        pytest.param(["附件1", "一、甲"], [], ["附件1"], id="an attachment"),
        pytest.param(["附件2 任务分工表", "1.甲"], [], ["附件2 任务分工表"], id="with a title"),
        pytest.param(["附件所列的材料，1.甲"], [], [], id="a sentence about an attachment"),
        pytest.param(
            ["名词解释", "1.甲：乙", "附件2", "1.丙"],
            ["名词解释", "1.甲：乙"],
            ["名词解释", "附件2"],
            id="a glossary up to the next attachment",
        ),
        pytest.param(
            ["相关链接：", "1.甲", "2.乙"],
            ["相关链接：", "1.甲", "2.乙"],
            ["相关链接："],
            id="what a page lists below",
        ),
    ],
)
def test_what_stands_beside_the_outline_is_found(
    lines: list[str], unnumbered: list[str], beginnings: list[str]
) -> None:
    """The lines that number nothing, and those that head an attachment, are found by line."""
    text = "\n".join(lines)
    read = read_lines(text)
    apparatus = read_apparatus(text, read)
    words = {line.start: text[line.start : line.end] for line in read}
    assert [words[start] for start in sorted(apparatus.unnumbered)] == unnumbered
    assert [words[start] for start in sorted(apparatus.beginnings)] == beginnings
