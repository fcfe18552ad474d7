"""Tables and bars in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channels.tables import print_table, tracked

if TYPE_CHECKING:
    import pytest


def test_a_table_for_a_program_is_never_broken(capsys: pytest.CaptureFixture[str]) -> None:
    """Outside a terminal each row is one line, however long, and marks of style are text."""
    long = "很长的名字" * 60
    print_table(["指标", "数值"], [[long, "0.780"], ["[red]", "0.085"]])
    out = capsys.readouterr().out
    assert any(line.split() == [long, "0.780"] for line in out.splitlines())
    assert "[red]" in out


def test_what_is_tracked_is_all_there_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """Tracking hands on everything, and outside a terminal it prints nothing."""
    assert list(tracked({"甲": 1, "乙": 2}, "检索")) == ["甲", "乙"]
    assert capsys.readouterr() == ("", "")
