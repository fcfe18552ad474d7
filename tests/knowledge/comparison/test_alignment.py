"""Pieces of two documents paired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.comparison.alignment import Piece, align

_SAFETY = Piece("着力打造平安校园", "实施学校安全标准化提升专项行动,推动学校完成标准化提升")
_TEACHERS = Piece("引领教师专业成长", "加强名优教师管理,遴选培养各级学科带头人及骨干教师")
_FUNDS = Piece("提高教育发展保障能力", "积极争取财政支持,多渠道筹措教育资金")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([_SAFETY, _TEACHERS], [_TEACHERS, _SAFETY], {0: 1, 1: 0}),
        ([_SAFETY], [Piece("建设安全放心学校", _SAFETY.body)], {0: 0}),
        ([_SAFETY], [Piece(_SAFETY.title, "实施安全提升专项行动,确保学校标准化建设达标")], {0: 0}),
        ([_SAFETY], [_TEACHERS], {}),
        ([_SAFETY, _SAFETY], [_SAFETY, _SAFETY], {0: 0, 1: 1}),
        ([_SAFETY, _FUNDS, _SAFETY], [_FUNDS, _SAFETY], {1: 0, 2: 1}),
        ([_SAFETY, _SAFETY], [_SAFETY], {0: 0}),
        ([_SAFETY], [Piece("", f"{_SAFETY.title}。{_SAFETY.body}")], {0: 0}),
        ([Piece("教师", "")], [Piece("经费", "")], {}),
        ([], [_FUNDS], {}),
    ],
)
def test_pieces_are_paired_by_what_they_say(
    old: list[Piece], new: list[Piece], expected: dict[int, int]
) -> None:
    """Moved, retitled and reworded pieces find each other, others stay alone; order decides."""
    assert align(old, new) == expected


@given(
    st.lists(st.sampled_from([_SAFETY, _TEACHERS, _FUNDS, Piece("", "")]), max_size=8), st.data()
)
def test_each_piece_is_paired_once(old: list[Piece], data: st.DataObject) -> None:
    """No piece has two counterparts; in any order equal ones are all paired."""
    new = data.draw(st.permutations(old))
    pairs = align(old, new)
    assert len(set(pairs.values())) == len(pairs)
    assert all(old[one] == new[other] for one, other in pairs.items())
    assert len(pairs) == len(old)
