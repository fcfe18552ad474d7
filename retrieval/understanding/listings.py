"""All numbers that are to be reached: 有哪些量化指标, 年底前要完成什么."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.understanding.phrases import about_words
from retrieval.understanding.places import read_place
from retrieval.understanding.requests import ItemRequest, TargetsRequest

if TYPE_CHECKING:
    from retrieval.understanding.message import Message

_NUMBERED = "量化|可量化|带?有?数字的?|硬|数字化的?|数量|硬性|刚性|定量"
_MATTERS = "指标|目标|任务|要求|数据|数字"
_WHICH = (
    "有哪些|有什么|有多少个?|有几个|哪些|所有|全部|列一下|列出来|列出|汇总|清单|一览"
    "|都有|是哪些|几个"
)
_HOW = rf"(?:{_WHICH}|有没有|有|是什么)"
_LISTED = re.compile(
    rf"{_HOW}?(?:的)?(?:具体)?(?:的)?(?:{_NUMBERED})(?:的|化|性)?(?:工作)?(?:{_MATTERS})"
    rf"(?:是|都)?{_HOW}?|(?:{_WHICH})(?:具体)?(?:的)?指标|指标(?:{_WHICH})"
)
_UNTIL = re.compile(
    "(?P<until>(?:今年|2[0-9]{3}年)?(?:年底|年末|年内|上半年|下半年|学期末|[0-9]{1,2}月底|暑假|每学年|每学期|每年))(?:之?前|以前)?"
    "(?:都)?(?:要|应|需|必须|得|需要|应该|该)?(?:求)?(?:完成|做完|做到|达到|办完|实现|做|办)(?:的)?(?:有)?(?:什么|哪些|啥|任务|事项|工作|事情|有|是|的)+[?？呢啊吗]*$"
)
_FILLER = re.compile(
    "请?把|列(?:一下|出来|出)?|"
    "要点|文件|这份|里面|里|全文|一下|请|给我|帮我|我要|都|中|今年|方面|工作|领域|的"
)


def read_listing(message: Message) -> TargetsRequest | None:
    """Find whether a message asks for all targets, by when, and of what."""
    if not message.brief:
        return None
    text = message.squeezed
    dated = _UNTIL.search(text)
    found = dated or _LISTED.search(text)
    if not found:
        return None
    place = read_place(message)
    if isinstance(place, ItemRequest):
        return TargetsRequest(dated and dated["until"], place=place)
    around = _LISTED.sub(" ", f"{text[: found.start()]} {text[found.end() :]}")
    about = about_words(_FILLER.sub(" ", around))
    return TargetsRequest(dated and dated["until"], about)
