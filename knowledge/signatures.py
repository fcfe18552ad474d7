"""Signatures: who signs a document and when, and the other lines that close one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.dates import DATE, GAP, MONTH, read_date, read_run_together

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

# What the names of bodies end in that issue documents.
BODY = (
    "局|厅|委|委员会|政府|办公室|办公厅|部|院|联合会|中心|党组|党委|工会|团委|大学|学院|学校|中学|小学"
    "|幼儿园|署|公司|协会|学会|法院|检察院|银行|专班|小组|领导小组|人事处|处|室|科|总队|支队|管委会|联席会议"
)
_SIGNATURE = re.compile(rf"(?:中共)?[\u4e00-\u9fff]{{1,30}}(?:{BODY})")
_SIGNED_ON_ONE_LINE = re.compile(rf"([\u4e00-\u9fff]+(?:{BODY})){GAP}({DATE.pattern})")
OPENNESS = re.compile(
    r"(?:此件|信息公开(?:选项|类别|形式|方式|属性)|公开方式|公开属性|公开类别|公开选项)[：:]?\s*"
    r"(主动公开|公开发布|依申请公开|不予公开|不公开|删减后公开)"
)
_CLOSING = re.compile(
    rf"[（(]?\s*(?:{OPENNESS.pattern})\s*[）)]?|附{GAP}件{GAP}[0-9０-９]*{GAP}[：:].*"
    rf"|(?:抄{GAP}送|主{GAP}题{GAP}词|联{GAP}系{GAP}人|联系电话|联系方式|责任编辑|编辑|校对|上一篇|上一条|下一篇|下一条"
    r"|相关链接|相关文档|相关附件|相关稿件|扫一扫|分享到?|信息来源|文章来源|来源|发布时间|发布日期)\s*[：:】\]].*"
    r"|.{2,30}(?:办公室|办公厅|局|厅|委员会|校办)\s*"
    rf"(?:{DATE.pattern})\s*印发"
    r"|[【\[（(]?(?:打印本页|打印|关闭窗口|关闭|返回顶部|分享到|扫一扫)[^。]{0,40}"
)
# Below a name, its second name stands in brackets.
_SECOND_NAME = re.compile(r"[（(][^（()）。：:]{2,40}[)）]")
_LONGEST_LINE = 60


def is_closing(line: str) -> bool:
    """Tell whether a line behind the last paragraph signs, dates, or comes with the page."""
    bare = line.strip()
    return bool(dates(bare) or is_signature(bare) or _CLOSING.fullmatch(bare))


def dates(line: str) -> bool:
    """Tell whether a line is a date, alone or behind the name of who signs."""
    bare = line.strip("（()） \t\u3000")
    signed = len(bare) <= _LONGEST_LINE and _SIGNED_ON_ONE_LINE.match(bare)
    return bool(DATE.fullmatch(bare) or (signed and not bare.endswith("印发")))


def is_signature(line: str) -> bool:
    """Tell whether a line is nothing but names of bodies that issue documents."""
    return bool(signers(line.strip()) or _SECOND_NAME.fullmatch(line.strip()))


def signers(line: str) -> list[str]:
    """Return the names of the bodies that a line consists of, or none."""
    names = re.split(r"[\s、]+", line.strip())
    if len(names) > 1 and all(len(name) == 1 for name in names):
        names = ["".join(names)]
    return names if all(_SIGNATURE.fullmatch(name) for name in names) else []


def read_signature(lines: Sequence[str]) -> tuple[tuple[str, ...], dt.date | None] | None:
    """Return the signers above a date that stands on its own line, with the date.

    The date may stand in brackets or behind the name; a month alone is no date.
    """
    for at, line in enumerate(lines):
        bare = line.strip("（()） \u3000")
        glued = _SIGNED_ON_ONE_LINE.match(bare)
        if glued and not bare.endswith("印发"):
            return (glued[1],), read_date(bare)
        names = _names_above(lines[:at])
        run_together = read_run_together(bare)
        if run_together:
            return tuple(names), run_together
        if DATE.fullmatch(bare) or (names and MONTH.fullmatch(bare)):
            return tuple(names), read_date(bare)
    return None


def read_names(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the signers of a document without a date: the names that its last lines are."""
    return tuple(_names_above(lines))


def _names_above(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in reversed(lines):
        names = signers(line)
        if not names and not _SECOND_NAME.fullmatch(line):
            break
        found[:0] = names
    return found
