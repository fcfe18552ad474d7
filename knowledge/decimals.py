"""Decimal labels: 1.1 and 2.2.1, as emergency plans and technical documents number themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.lines import Line

_UNITS = "倍万亿元个米人名年级版平方千百公里分小时吨亩家所项％%‰"
_DOTTED = re.compile(
    rf"\s*(?P<label>[0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{1,3}})[.．、]?"
    rf"[ \t\u3000]*(?=[^\s0-9.．,，、:：%％)）\-])(?:(?<=[ \t\u3000])|(?![{_UNITS}]))"
)
_CHAPTER = re.compile(r"\s*(?P<label>[0-9]{1,2})[ \t\u3000]+(?=[\u4e00-\u9fff“《])")


class Decimals:
    """Reads decimal labels in the order of their lines; a number is one where it goes on.

    A document that has 1.1 on a line may have its chapters as ``1 总则``.
    """

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        """Look whether ``text`` has decimal labels at all."""
        first = [found for line in lines if (found := _DOTTED.match(text, line.start, line.end))]
        labels = {found["label"].replace("．", ".") for found in first}
        self._used = "1.1" in labels and len(labels) > 1
        self._last: list[int] = []

    def read(self, text: str, line: Line) -> Label | None:
        """Return the decimal label that a line begins with, if it is the next one."""
        if not self._used:
            return None
        found = _DOTTED.match(text, line.start, line.end) or _CHAPTER.match(
            text, line.start, line.end
        )
        if found is None:
            return None
        numbers = [int(part) for part in re.split("[.．]", found["label"])]
        if not self._goes_on(numbers):
            return None
        self._last = numbers
        name = ".".join(map(str, numbers))
        level = ".".join("1" * len(numbers))
        return Label(found.start("label"), found.end(), level, numbers[-1], found["label"], name)

    def chapter(self, number: int) -> None:
        """Note that the chapter of that number begins, by a label of another kind: 2.推进."""
        self._last = [number]

    def _goes_on(self, numbers: list[int]) -> bool:
        *above, last = numbers
        before = self._last[: len(above)]
        if before != above:
            return False
        siblings = self._last[len(above) : len(above) + 1]
        return last == (siblings[0] + 1 if siblings else 1)
