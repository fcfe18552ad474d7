"""Labels of every level, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.labels import Label, read_label
from tests.knowledge.spelling import spell_short

_GAPS = st.sampled_from(["", " ", "\t", "\u3000", "\u00a0 "])


def _read(line: str) -> Label | None:
    return read_label(line, 0, len(line))


@pytest.mark.parametrize(
    ("line", "level", "number", "written", "name"),
    [
        ("第一编 总则", "编", 1, "第一编", "第一编"),
        ("第十二章总则", "章", 12, "第十二章", "第十二章"),
        ("第3章 总则", "章", 3, "第3章", "第3章"),
        ("第 三 章 总则", "章", 3, "第 三 章", "第三章"),
        ("第二节 总则", "节", 2, "第二节", "第二节"),
        ("第一百零一条 内容", "条", 101, "第一百零一条", "第一百零一条"),
        ("第\u3000五\u3000条\u3000内容", "条", 5, "第\u3000五\u3000条", "第五条"),
        ("十、总则", "一、", 10, "十、", "十"),
        ("十.总则", "一、", 10, "十.", "十"),
        ("十．总则", "一、", 10, "十．", "十"),
        ("十 、总则", "一、", 10, "十 、", "十"),
        ("（十一）内容", "（一）", 11, "（十一）", "（十一）"),
        ("(十一)内容", "（一）", 11, "(十一)", "（十一）"),
        ("（十一)内容", "（一）", 11, "（十一)", "（十一）"),
        ("（ 十一 ）、内容", "（一）", 11, "（ 十一 ）、", "（十一）"),
        ("1.内容", "1.", 1, "1.", "1"),
        ("1．内容", "1.", 1, "1．", "1"),
        ("1、内容", "1.", 1, "1、", "1"),
        ("１.内容", "1.", 1, "１.", "1"),
        ("01. 内容", "1.", 1, "01.", "1"),
        ("128.内容", "1.", 128, "128.", "128"),
        ("\u3000\u30003．内容", "1.", 3, "3．", "3"),
        ("(1)内容", "（1）", 1, "(1)", "（1）"),
        ("（１２）内容", "（1）", 12, "（１２）", "（12）"),
        ("（12）、内容", "（1）", 12, "（12）、", "（12）"),
        ("1)内容", "1）", 1, "1)", "1）"),
        ("１２）内容", "1）", 12, "１２）", "12）"),
        ("①内容", "①", 1, "①", "①"),
        ("⑳ 内容", "①", 20, "⑳", "⑳"),
    ],
)
def test_a_label_of_each_level_is_read(
    line: str, level: str, number: int, written: str, name: str
) -> None:
    """Half and full width, spaces within and before: the same label, written as it stands."""
    label = _read(line)
    assert label is not None
    assert (label.level, label.number, label.written, label.name) == (level, number, written, name)
    assert line[label.start :].startswith(written)
    assert line[label.end :] in ("内容", "总则")


@pytest.mark.parametrize(
    "line",
    [
        "2.5倍",
        "2．5倍",
        "２.５倍",
        "2022.3",
        "2022.3.29",
        "2022、2023年",
        "1234.",
        "12",
        "十二五规划",
        "一是加强",
        "一,加强",
        "第三",
        "第三批",
        "第甲条",
        "第条",
        "（甲）",
        "（一",
        "（2016年版）",
        "（1234）",
        "()",
        "㉑内容",
        "甲1.乙",
        "",
        " \u3000",
    ],
)
def test_what_looks_like_a_label_is_none(line: str) -> None:
    """Decimals, dates, sums, ordinals of other things and half-open brackets number nothing."""
    assert _read(line) is None


@given(number=st.integers(1, 999), before=_GAPS, within=_GAPS, after=_GAPS)
def test_a_number_is_read_at_each_level(number: int, before: str, within: str, after: str) -> None:
    """Whatever the gaps, a label gives its number, and the words begin behind the gap."""
    chinese = spell_short(number)
    for level, label in (
        ("章", f"第{within}{chinese}{within}章"),
        ("条", f"第{within}{number}{within}条"),
        ("一、", f"{chinese}{within}、"),
        ("（一）", f"（{within}{chinese}{within}）"),
        ("1.", f"{number}{within}."),
        ("（1）", f"({within}{number}{within})"),
    ):
        line = f"{before}{label}{after}甲"
        read = _read(line)
        assert read is not None
        assert (read.level, read.number, read.written) == (level, number, label)
        assert (read.start, line[read.end :]) == (len(before), "甲")


def test_only_the_given_line_is_read() -> None:
    """What stands outside of the given range is not looked at."""
    text = "1.甲2.5"
    assert read_label(text, 3, 5) == Label(3, 5, "1.", 2, "2.", "2")
    assert read_label(text, 3, 4) is None
    assert read_label(text, 2, 5) is None


@given(st.text(st.characters() | st.sampled_from("第条章（）()一十1２.．、 \u3000")))
def test_any_line_has_a_label_at_its_beginning_or_none(line: str) -> None:
    """A label that is read lies in its line, with nothing but white space before it."""
    label = _read(line)
    if label is not None:
        assert not line[: label.start].strip()
        assert label.start < label.end <= len(line)
        assert line.startswith(label.written, label.start)
        assert label.number >= 0
