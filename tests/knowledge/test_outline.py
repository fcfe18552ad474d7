"""Outlines of any text, however odd, and of generated plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import NotAPlanError
from knowledge.outline import read_outline
from knowledge.parsing import read_document
from knowledge.readers.source import Source
from tests.knowledge.spelling import spell_short

if TYPE_CHECKING:
    from knowledge.model import Document, Node

_ANY = st.text(st.characters())
_SIGNS = st.text(st.sampled_from("第章节条编一二十百1２9.．、（）()①②；;。：附件 \u3000\r甲\n\n"))
_LINES = st.lists(
    st.sampled_from(
        [
            "一、总则",
            "二、附则",
            "（一）内容：",
            "1.甲。乙；2.丙；3.丁。",
            "2．戊",
            "第一条 己。",
            "①庚",
            "附件1",
            "名词解释",
            "东海市教育局",
            "2031年 5月 6 日",
            "（此件主动公开）",
            "东海市教育局关于印发《东海市工作要点》的通知",
            "东海市工作要点",
            "各学校:",
            "",
            "  ",
            "\r",
            "正文。",
            "\u2028",
            "\x1c\x85",
        ]
    ),
    max_size=14,
).map("\n".join)


def _read(text: str) -> Document:
    return read_document("any", Source(text.encode(errors="surrogatepass"), text))


def _nests(nodes: tuple[Node, ...], text: str) -> bool:
    for node in nodes:
        inner = [node.own, node.body, *([node.title] if node.title else [])]
        bounds = [(node.span, 0, len(text)), *((s, node.span.start, node.span.end) for s in inner)]
        if node.parent is not None:
            above = nodes[node.parent].span
            bounds.append((node.span, above.start, above.end))
        if any(not low <= span.start <= span.end <= high for span, low, high in bounds):
            return False
    return True


@given(_ANY | _SIGNS | _LINES)
def test_any_text_has_an_outline_that_nests(text: str) -> None:
    """Nodes are read from any text; they lie in it, in their order and within their parents."""
    nodes = read_outline(text).nodes
    assert [node.position for node in nodes] == list(range(len(nodes)))
    assert [node.span.start for node in nodes] == sorted({node.span.start for node in nodes})
    assert all(node.parent is None or node.parent < node.position for node in nodes)
    assert all(text.startswith(node.label, node.span.start) for node in nodes)
    assert _nests(nodes, text)


@given(_ANY | _SIGNS | _LINES)
def test_a_document_loses_no_character(text: str) -> None:
    """What is read as a document joins to its text, and its nodes still nest without the end."""
    try:
        document = _read(text)
    except NotAPlanError:
        return
    assert "".join(part.span.of(text) for part in document.parts) == text
    assert [part.node for part in document.parts if part.node is not None] == [
        node.position for node in document.nodes
    ]
    assert _nests(document.nodes, text)
    assert document.items
    assert all(item.text in text for item in document.items)


@pytest.mark.parametrize(
    ("before", "digit", "after"),
    [
        ("第", "1", "条 甲"),
        ("第", "９", "章 甲"),
        ("第", "一", "节"),
        ("(", "一", ")"),
        ("", "一", "、"),
    ],
)
def test_an_endless_number_is_no_reason_to_fail(before: str, digit: str, after: str) -> None:
    """A row of digits longer than Python converts is read like any other text."""
    text = f"一、甲\n{before}{digit * 5000}{after}"
    assert _nests(read_outline(text).nodes, text)


@given(
    shape=st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=4), min_size=1, max_size=12),
    dot=st.sampled_from([".", "．", "、", ". "]),
    brackets=st.sampled_from(["（{}）", "({})"]),
    wide=st.booleans(),
    through=st.booleans(),
    indent=st.sampled_from(["", "  ", "\u3000\u3000"]),
)
def test_three_levels_give_back_their_numbers_and_titles(  # noqa: PLR0913
    *,
    shape: list[list[int]],
    dot: str,
    brackets: str,
    wide: bool,
    through: bool,
    indent: str,
) -> None:
    """Areas, their sections and items that run through or restart are read as written."""
    lines: list[str] = []
    expected: list[tuple[tuple[str, ...], str]] = []
    item = 0
    for area, sections in enumerate(shape, 1):
        lines.append(f"{spell_short(area)}、领域{area}甲")
        expected.append(((spell_short(area),), f"领域{area}甲"))
        for section, items in enumerate(sections, 1):
            path = (spell_short(area), f"（{spell_short(section)}）")
            lines.append(brackets.format(spell_short(section)) + f"部分{section}乙")
            expected.append((path, f"部分{section}乙"))
            item = item if through else 0
            for _ in range(items):
                item += 1
                digits = str(item).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
                lines.append(f"{digits if wide else item}{dot}事项{item}丙。做好2.5倍的事。")
                expected.append(((*path, str(item)), f"事项{item}丙"))
    document = _read("\n".join(indent + line for line in lines))
    titles = [node.title and node.title.of(document.text) for node in document.nodes]
    assert [(node.path, t) for node, t in zip(document.nodes, titles, strict=True)] == expected
    assert document.items_at == "1."
    if through:
        assert [one.number for one in document.items] == list(range(1, item + 1))
    assert {one.node.body.of(document.text) for one in document.items} == {"做好2.5倍的事。"}


@pytest.mark.parametrize(
    ("words", "title", "body"),
    [
        ("甲乙。丙丁。", "甲乙", "丙丁。"),
        ("甲乙\n丙丁。", "甲乙", "丙丁。"),
        ("甲乙：\n丙丁。", "甲乙", "丙丁。"),
        ("甲乙", "甲乙", ""),
        ("甲乙。", "甲乙", ""),
        ("甲" * 40 + "。乙。", "甲" * 40, "乙。"),
        ("甲" * 41 + "。乙。", None, "甲" * 41 + "。乙。"),
        ("甲" * 50 + "\n乙。", "甲" * 50, "乙。"),
        ("甲" * 51 + "\n乙。", None, "甲" * 51 + "\n乙。"),
    ],
)
def test_a_title_is_the_first_short_sentence(words: str, title: str | None, body: str) -> None:
    """The first sentence or line is the title unless it is too long to be one."""
    text = f"1.{words}"
    (node,) = read_outline(text).nodes
    assert (node.title and node.title.of(text), node.body.of(text)) == (title, body)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 6, 4, 5, 3, 7], [1, 2, 6, 4, 5, 3, 7]),
        ([3, 2, 1, 4, 5, 6], [3, 2, 1, 4, 5, 6]),
        ([1, 5, 3, 2, 6], [1, 5, 3, 2, 6]),
        ([1, 2, 3, 2, 4, 5], [1, 2, 3, 4, 5]),
        ([1, 2, 90, 3, 4, 5], [1, 2, 3, 4, 5]),
        ([1, 3, 2], [1, 3]),
        ([1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 2, 3]),
    ],
)
def test_items_moved_with_their_numbers_are_items(numbers: list[int], expected: list[int]) -> None:
    """Numbers out of order are labels where they number through; a stray one is running text."""
    text = "一、总则\n" + "".join(f"{number}.做好。落实。\n" for number in numbers)
    assert [int(node.path[-1]) for node in read_outline(text).nodes[1:]] == expected
