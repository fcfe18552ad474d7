"""Outlines of generated and of arbitrary text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import NotAPlanError
from knowledge.labels import read_label
from knowledge.outline import read_outline
from knowledge.parsing import read_document
from knowledge.readers.source import Source

_NUMERALS = "一二三四五六七八九"
_LINES = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        st.sampled_from(
            ["一、总则", "（一）内容", "1.甲。乙。", "2．丙", "第一条 丁。", "①戊", "附件"]
        ),
    )
)


@pytest.mark.parametrize(
    ("line", "level", "number", "written", "name"),
    [
        ("一、总则", "一、", 1, "一、", "一"),
        ("二十一、总则", "一、", 21, "二十一、", "二十一"),
        ("（三）内容", "（一）", 3, "（三）", "（三）"),
        ("(三)内容", "（一）", 3, "(三)", "（三）"),
        ("12.内容", "1.", 12, "12.", "12"),
        ("１２．内容", "1.", 12, "１２．", "12"),
        ("  3、内容", "1.", 3, "3、", "3"),
        ("（4）内容", "（1）", 4, "（4）", "（4）"),
        ("5）内容", "1）", 5, "5）", "5）"),
        ("⑥内容", "①", 6, "⑥", "⑥"),
        ("第二章 总则", "章", 2, "第二章", "第二章"),
        ("第二十条 内容", "条", 20, "第二十条", "第二十条"),
    ],
)
def test_labels_are_read(line: str, level: str, number: int, written: str, name: str) -> None:
    """A label is read with its level, number, form as written and normalised name."""
    label = read_label(line, 0, len(line))
    assert label is not None
    assert (label.level, label.number, label.written, label.name) == (level, number, written, name)


@pytest.mark.parametrize(
    "line", ["2.5倍", "2022.3月", "总则", "", "十", "第三部", "2022年", "（续）"]
)
def test_other_beginnings_are_no_labels(line: str) -> None:
    """Decimals, years and plain words are no labels."""
    assert read_label(line, 0, len(line)) is None


@given(_LINES)
def test_any_text_is_parted_without_loss(lines: list[str]) -> None:
    """Nodes lie within their parents and the text; parts join to the text of any document."""
    text = "\n".join(lines)
    nodes = read_outline(text).nodes
    for node in nodes:
        assert 0 <= node.span.start <= node.own.end <= node.span.end <= len(text)
        assert node.own.start <= node.body.start <= node.body.end <= node.own.end
        if node.parent is not None:
            above = nodes[node.parent].span
            assert above.start <= node.span.start <= node.span.end <= above.end
    try:
        document = read_document("any", Source(text.encode(), text))
    except NotAPlanError:
        return
    assert "".join(part.span.of(text) for part in document.parts) == text


@given(
    counts=st.lists(st.integers(1, 9), min_size=1, max_size=9),
    through=st.booleans(),
    dot=st.sampled_from([".", "．", "、"]),
    gap=st.sampled_from(["\n", "\n\n", "\n \u3000\n"]),
)
def test_a_numbered_plan_gives_back_its_numbers(
    counts: list[int], *, through: bool, dot: str, gap: str
) -> None:
    """Areas with items that run through or restart are read as they were written."""
    paragraphs, expected, number = [], [], 0
    for area, count in enumerate(counts):
        paragraphs.append(f"{_NUMERALS[area]}、领域{area}")
        number = number if through else 0
        for _ in range(count):
            number += 1
            paragraphs.append(f"{number}{dot}事项{area}甲{number}。做好2.5倍的事。")
            expected.append((_NUMERALS[area], str(number), f"事项{area}甲{number}"))
    text = gap.join(paragraphs)
    document = read_document("made", Source(text.encode(), text))
    assert [(*item.node.path, item.title) for item in document.items] == expected
    assert len(document.areas) == len(counts)
    if through or len(counts) == 1:
        assert [item.number for item in document.items] == list(range(1, sum(counts) + 1))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["一、停发", "停发：", "1.死亡的；2.失踪的；3.迁出的。", "二、附则"],
            [
                ("一", "停发"),
                ("一1", "死亡的"),
                ("一2", "失踪的"),
                ("一3", "迁出的"),
                ("二", "附则"),
            ],
            id="items glued into one line by semicolons",
        ),
        pytest.param(
            ["一、报名。有（1）甲；（2）乙；（3）丙三种。", "二、注册"],
            [("一", "报名"), ("二", "注册")],
            id="an enumeration within a sentence",
        ),
        pytest.param(
            ["一、目标", "增长", "2.5倍。", "3年内", "2022.", "二、任务"],
            [("一", "目标"), ("二", "任务")],
            id="numbers at the beginning of wrapped lines",
        ),
        pytest.param(
            [
                "一、甲",
                "二、乙",
                "附件1",
                "一、丙",
                "附件2",
                "1.丁",
                "名词解释",
                "1.戊：己",
                "2.庚",
            ],
            [("一", "甲"), ("二", "乙"), ("一", "丙"), ("1", "丁")],
            id="outlines in attachments and a glossary",
        ),
        pytest.param(
            [
                "第一章 总则",
                "第一条 为了甲。",
                "第二条 下列：",
                "（一）乙；",
                "第二章 附则",
                "第三条 丙。",
            ],
            [
                ("第一章", "总则"),
                ("第一章第一条", "为了甲"),
                ("第一章第二条", "下列"),
                ("第一章第二条（一）", "乙"),
                ("第二章", "附则"),
                ("第二章第三条", "丙"),
            ],
            id="chapters and articles",
        ),
        pytest.param(
            ["（一）甲", "1．乙。", "（1）丙", "①丁", "②戊", "2．己。", "（二）庚"],
            [
                ("（一）", "甲"),
                ("（一）1", "乙"),
                ("（一）1（1）", "丙"),
                ("（一）1（1）①", "丁"),
                ("（一）1（1）②", "戊"),
                ("（一）2", "己"),
                ("（二）", "庚"),
            ],
            id="levels below one another, the outermost missing",
        ),
    ],
)
def test_layouts_are_read(lines: list[str], expected: list[tuple[str, str]]) -> None:
    """Nodes and titles of each layout are found, and nothing else."""
    text = "\n".join(lines)
    found = [
        ("".join(n.path), n.title.of(text) if n.title else "") for n in read_outline(text).nodes
    ]
    assert found == expected


def test_a_text_without_items_is_refused() -> None:
    """What is no plan is refused with its number of lines and its first line."""
    with pytest.raises(NotAPlanError) as refused:
        read_document("letter", Source(b"", "\n亲爱的家长:\n您好!"))
    assert refused.value.found == {"name": "letter", "lines": 3, "found": "亲爱的家长:"}


@pytest.mark.parametrize(
    ("named", "level"), [("一、", "一、"), ("(一)", "(一)"), ("（一）", "(一)")]
)
def test_the_level_of_the_items_may_be_named(named: str, level: str) -> None:
    """A level is named as it is written, its brackets in any width."""
    text = "一、甲\n(一)子。做好子。\n(二)丑。做好丑。\n"
    document = read_document("plan", Source(text.encode(), text), items_at=named)
    assert unicodedata.normalize("NFKC", document.items_at) == level
    assert {item.node.level for item in document.items} == {document.items_at}


@pytest.mark.parametrize("named", ["", "1.", "第一条", "\ud800"])
def test_a_level_that_is_not_there_is_told_with_those_that_are(named: str) -> None:
    """An unknown level is refused, with the levels of the document."""
    text = "一、甲\n(一)子。做好子。\n"
    with pytest.raises(NotAPlanError, match="unknown-level") as refused:
        read_document("plan", Source(text.encode(), text), items_at=named)
    assert unicodedata.normalize("NFKC", str(refused.value.found["known"])) == "一、 (一)"
