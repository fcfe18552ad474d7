"""The years of documents that a question names: 2022年, 二〇二二年, 22年的要点, 去年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

_KIND = r"(?:教育)?(?:工作)?(?:要点|文件|计划|方案|报告)"
# The end of a year, a day in it or a form that began in it is no document's year.
_OTHER = r"(?!度?\s*(?:[0-9]{1,2}\s*月|底|末|以?前|之前|级|出生|生的))"
_DIGIT = "〇零○一二三四五六七八九"
_YEAR = re.compile(
    rf"(?:(?<![0-9到至~—-])(?P<arabic>(?:19|20)[0-9]{{2}})\s*(?:年{_OTHER}|(?=的?{_KIND}))"
    rf"|(?<![到至])(?P<chinese>(?:一九|二[〇零○])[{_DIGIT}]{{2}})年{_OTHER}"
    rf"|(?<![0-9第])(?P<short>[0-9]{{2}})年(?=度?的?{_KIND})"
    r"|(?P<relative>大前年|前年|去年|今年|明年))"
    r"度?(?:的?(?:教育)?(?:工作)?(?:要点|文件)(?:里面|里头|里|中)?)?"
)
_RELATIVE = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "明年": 1}
_VALUES = {numeral: index for index, numeral in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "零○", 0
)


def named_years(folded: str, today: dt.date | None = None) -> dict[int, list[tuple[int, int]]]:
    """Return the years that a folded text names, each with its places, in text order.

    去年 and its like are years only where ``today`` is given.
    """
    years: dict[int, list[tuple[int, int]]] = {}
    for found in _YEAR.finditer(folded):
        year = _value(found, today)
        if year is not None:
            years.setdefault(year, []).append(found.span())
    return years


def _value(found: re.Match[str], today: dt.date | None) -> int | None:
    if found["arabic"]:
        return int(found["arabic"])
    if found["chinese"]:
        return int("".join(str(_VALUES[numeral]) for numeral in found["chinese"]))
    if found["short"]:
        return 2000 + int(found["short"])
    return today.year + _RELATIVE[found["relative"]] if today else None
