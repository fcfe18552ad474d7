"""Where titles end."""

from __future__ import annotations

import pytest

from knowledge.headings import split_title
from knowledge.span import Span


@pytest.mark.parametrize(
    ("words", "title", "body"),
    [
        ("清垃圾——全面清理生活垃圾，日产日清。", "清垃圾", "全面清理生活垃圾，日产日清。"),
        ("集中整治：4月至9月开展整治。", "集中整治", "4月至9月开展整治。"),
        ("每日10:30做操。", "每日10:30做操", ""),
        ("【适用范围】　本市适用本规定。", "适用范围", "本市适用本规定。"),
        ("住房保障　可申请入住公寓。", "住房保障", "可申请入住公寓。"),
        ("2022 年工作 2022 年完成。", "2022 年工作 2022 年完成", ""),
        ("建强队伍（责任单位：人事科）", "建强队伍", "（责任单位：人事科）"),
        ("各村（社区） 负责发动群众。", "各村（社区）", "负责发动群众。"),
        ("我省工作的指导思想是：坚持改革。", "我省工作的指导思想是：坚持改革", ""),
        ("具备以下条件：", "具备以下条件", ""),
    ],
)
def test_a_run_in_heading_ends_at_its_sign(words: str, title: str, body: str) -> None:
    """A dash, a colon, a gap or a bracket parts a short heading from its body."""
    found, rest = split_title(words, Span(0, len(words)))
    assert (found and found.of(words), rest.of(words)) == (title, body)
