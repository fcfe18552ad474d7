"""What people see of a comparison."""

from __future__ import annotations

import io

from rich.console import Console

from bot.channels.terminal import print_comparison
from bot.comparisons import ComparisonView, SegmentKind, to_view
from knowledge.comparison.comparing import compare_documents
from knowledge.parsing import read_document
from knowledge.readers.source import Source

_FAR = "巩固提高工作成效,切实做到位,全面推进学校各项工作再上新台阶,努力办好人民满意的学校。"
_SAFE = f"一、校园\n1.安全。{_FAR}演练40场。{_FAR}\n"
_OLD = f"{_SAFE}2.食堂。办好。\n3.教师。{_FAR}\n二、经费\n4.投入。用好。\n"
_NEW = f"{_SAFE}2.教师。{_FAR}\n二、经费\n3.投入。用好。\n4.助学。发放。\n".replace("40", "50")


def _view(old: str, new: str) -> ComparisonView:
    documents = [
        read_document(name, Source(text.encode(), text))
        for name, text in (("旧", old), ("新", new))
    ]
    return to_view(compare_documents(*documents))


def _printed(old: str, new: str, *, terminal: bool) -> str:
    out = io.StringIO()
    print_comparison(_view(old, new), Console(file=out, force_terminal=terminal, highlight=False))
    return out.getvalue()


def test_a_comparison_is_laid_out() -> None:
    """Counts, rows with excerpts, items that are only renumbered and numbers are told apart."""
    view = _view(_OLD, _NEW)
    assert [(key, count) for key, _, count in view.counts] == [
        ("added", 1),
        ("removed", 1),
        ("moved", 0),
        ("reworded", 1),
        ("renumbered", 2),
        ("unchanged", 0),
    ]
    assert [row.name for row in view.items] == ["第1条 安全", "第2条 食堂", "第4条 助学"]
    assert view.renumbered == ("第3条 → 第2条 教师", "第4条 → 第3条 投入")
    assert [(n.name, n.old, n.new) for n in view.numbers] == [("第1条 安全", "40场", "50场")]
    assert (view.headings, view.fields, view.parts) == ((), (), ())


def test_an_excerpt_shows_the_change_and_its_clause() -> None:
    """Unchanged wording far from the change is left out of the excerpt, at the ends of clauses."""
    row = _view(_OLD, _NEW).items[0]
    assert [(s.kind, s.text) for s in row.excerpt] == [
        (SegmentKind.GAP, "…"),
        (SegmentKind.SAME, "努力办好人民满意的学校。演练"),
        (SegmentKind.OLD, "40"),
        (SegmentKind.NEW, "50"),
        (SegmentKind.SAME, "场。巩固提高工作成效,切实做到位,"),
        (SegmentKind.GAP, "…"),
    ]
    new = "".join(s.text for s in row.whole if s.kind is not SegmentKind.OLD)
    assert new in _NEW


def test_without_a_terminal_brackets_stand_for_colours() -> None:
    """Plain output has no escape codes; [-old-] and {+new+} tell what changed."""
    printed = _printed(_OLD, _NEW, terminal=False)
    assert "\x1b" not in printed
    assert "演练[-40-]{+50+}场" in printed
    assert "[删去] 第2条 食堂" in printed
    assert "{+助学。发放。+}" in printed
    assert "40场 → 50场  第1条 安全" in printed


def test_a_terminal_gets_colours() -> None:
    """On a terminal what is gone and what is new are coloured and have no brackets."""
    printed = _printed(_OLD, _NEW, terminal=True)
    assert "\x1b[9;31m40\x1b[0m\x1b[4;32m50\x1b[0m" in printed
    assert "[-" not in printed


def test_places_and_words_outside_items_are_shown() -> None:
    """A moved item is shown with its old and new area, the preamble with its changes."""
    old = f"工作要点\n总体要求:好。\n{_OLD}"
    new = f"工作要点\n总体要求:很好。\n{_NEW}".replace(
        "一、校园\n", "一、校园\n1.投入。用好。\n"
    ).replace("3.投入。用好。\n", "")
    printed = _printed(
        old, new.replace("1.安全", "2.安全").replace("2.教师", "3.教师"), terminal=False
    )
    assert "位置:二、经费 → 一、校园" in printed
    assert "总体要求:{+很+}好。" in printed


def test_equal_documents_are_said_to_be_equal() -> None:
    """Without a difference one sentence says so."""
    assert (
        _printed(_OLD, _OLD, terminal=False).splitlines()[-1] == "两份文件内容一致,没有不同之处。"
    )
