"""Items and areas by number or place: 第21条, 17到19条, 最后一条, 第三部分有哪些."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.numerals import to_int
from retrieval.understanding.numerals import NUMERAL, UNIT
from retrieval.understanding.requests import AreaRequest, ItemRequest, Part
from retrieval.understanding.responsibility import asks_who
from retrieval.understanding.wording import asks_whole

if TYPE_CHECKING:
    from retrieval.understanding.message import Message

# A list longer than this was not meant to be read.
_MOST = 100
# One sign at a time: within a repetition, two would be read in too many ways.
_TO = "到|至|[-—–~]"
_AND = rf"[、,，/\s]|和|跟|与|及|以及|{_TO}"
_SHOW = (
    r"(?:(?:我)?(?:想|要|想要)?(?:请)?(?:把|给我|再|帮我)?(?:看|查|发|念|读|打开|显示|调出|讲|说)?"
    r"(?:看|下|一下|我|讲|说)?(?:看)?)"
)
_SAYS = (
    "讲|说|写|叫|的|是哪|是什么|是啥|是怎|内容|原文|全文|标题|题目|有什么|有哪|主要|规定|要求|怎么|呢|吗"
    r"|具体|属于|在哪|谁|归|给我|发|吧|$|[,，。?？!！]"
)
# The article of a law is none of this document, unless it is in force itself and was cut before.
_OTHER_LAW = r"(?<![^办]法)(?<!》)(?<!条例)(?<!宪法)"
# 第一项目, 第三点五 and the first leg are no items.
_NOT_UNIT = "(?!目|五|腿|路|线|左右|半|钟)"
_WHOLE_MESSAGE = re.compile(
    rf"(?:第{NUMERAL}(?:{UNIT})?|(?:item|no|nr|条目|编号)[.:]?{NUMERAL}|{NUMERAL}[条项]?)(?:呢|吧|啊)?"
)
# 21% is no item.
_AROUND = re.compile(r"^[^\w%‰℃°]+|[^\w%‰℃°]+$")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_LIST = re.compile(
    rf"{_OTHER_LAW}第{NUMERAL}(?:{UNIT})?(?:(?:{_AND})+第?{NUMERAL}(?:{UNIT})?)+(?<=[条项点]){_NOT_UNIT}"
    rf"|^{_SHOW}{NUMERAL}[条项]?(?:(?:{_AND})+第?{NUMERAL}[条项]?)+(?<=[条项])(?={_SAYS})"
)
_NAMED = re.compile(
    rf"{_OTHER_LAW}第(?P<named>{NUMERAL})(?:{UNIT}){_NOT_UNIT}"
    rf"|^{_SHOW}(?P<bare>{NUMERAL})条(?={_SAYS})"
)
_FROM_END = re.compile(
    rf"倒数第?(?P<back>{NUMERAL})(?:{UNIT}|个){_NOT_UNIT}"
    rf"|(?:最后|最末|末尾)(?:的)?(?P<last>{NUMERAL})(?:条|项){_NOT_UNIT}|(?:最后|最末|末)(?:条|项){_NOT_UNIT}"
)
_FROM_START = re.compile(
    rf"^{_SHOW}(?:(?:最)?(?:前面?|开头)(?:的)?(?P<first>{NUMERAL})(?:条|项)|首条)(?={_SAYS})"
)
_AREA_NAME = "部分|领域|方面|板块|章|编|大?模块"
_AREA = re.compile(
    rf"第(?P<number>{NUMERAL})(?:(?:个|大)*(?:{_AREA_NAME})|大(?:点|条|项|块|类|任务))"
    rf"|(?P<last>最后(?:一|1)?(?:个)?(?:大)?(?:{_AREA_NAME}))|^(?:领域|部分|板块)(?P<after>{NUMERAL})$"
)
_TITLE = re.compile("标题|题目|叫什么|叫啥")
_WHICH_AREA = re.compile(
    rf"(?:属于|属|在|归|是|放在)(?:了)?(?:哪|什么|第几)(?:一)?(?:个|大)*(?:{_AREA_NAME}|类)|责任领域"
)


def read_place(message: Message) -> ItemRequest | AreaRequest | None:
    """Find the items or the area that a message names by number, if it does."""
    text = message.squeezed
    area = _AREA.search(text)
    within = _area_number(area) if area else None
    rest = text[: area.start()] + text[area.end() :] if area else text
    numbers = _numbers(rest)
    if numbers is None:
        return AreaRequest(within) if within is not None else None
    request = ItemRequest(numbers, within, whole=asks_whole(text), responsible=asks_who(text))
    return replace(request, part=asked_part(text))


def asked_part(text: str) -> Part:
    """Tell what of an item is asked for."""
    if _WHICH_AREA.search(text):
        return Part.AREA
    return Part.TITLE if _TITLE.search(text) else Part.ITEM


def _area_number(area: re.Match[str]) -> int:
    numeral = area["number"] or area["after"]
    return to_int(numeral) if numeral else -1


def _numbers(text: str) -> tuple[int, ...] | None:
    # 第(21)条 and 廿一条 are the same as 第21条 and 二十一条.
    text = re.sub(rf"第\(({NUMERAL})\)", r"第\1", text.replace("廿", "二十"))
    words = _AROUND.sub("", text)
    if _WHOLE_MESSAGE.fullmatch(words) and not _YEAR.fullmatch(words):
        listed = _LIST.search(text)
        return _listed(listed[0]) if listed else (_read(words),)
    for pattern, read in (
        (_LIST, lambda found: _listed(found[0])),
        (_FROM_END, _from_end),
        (_NAMED, lambda found: (to_int(found["named"] or found["bare"]),)),
        (_FROM_START, lambda found: _span(1, to_int(found["first"] or "1"))),
    ):
        found = pattern.search(text)
        if found:
            return read(found)
    return None


def _read(words: str) -> int:
    numeral = re.search(NUMERAL, words)
    return to_int(numeral[0]) if numeral else 0


def _from_end(found: re.Match[str]) -> tuple[int, ...]:
    if found["back"]:
        return (-to_int(found["back"]),)
    count = to_int(found["last"]) if found["last"] else 1
    return tuple(range(-min(count, _MOST), 0))


def _listed(words: str) -> tuple[int, ...]:
    """Read 第17、18条 and 17到19条, and both in one."""
    numbers: dict[int, None] = {}
    last, end = 0, 0
    for found in re.finditer(NUMERAL, words):
        number = to_int(found[0])
        if numbers and re.search(_TO, words[end : found.start()]):
            numbers.update(dict.fromkeys(_span(last, number)))
        numbers[number] = None
        last, end = number, found.end()
    return tuple(numbers)[:_MOST]


def _span(first: int, last: int) -> tuple[int, ...]:
    low, high = sorted((first, last))
    return tuple(range(low, min(high, low + _MOST - 1) + 1))
