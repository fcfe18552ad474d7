"""What a recognised message asks for: its phrase, quotation or place is found within it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.numerals import to_int
from retrieval.understanding.numerals import NUMERAL
from retrieval.understanding.phrases import QUOTED
from retrieval.understanding.places import asked_part
from retrieval.understanding.requests import (
    AlternativesRequest,
    AreaRequest,
    Courtesy,
    CourtesyRequest,
    Fact,
    FactRequest,
    Guess,
    ItemRequest,
    PhraseRequest,
    QuotationRequest,
    TargetsRequest,
)
from retrieval.understanding.responsibility import asks_who
from retrieval.understanding.wording import asks_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.understanding.message import Message
    from retrieval.understanding.requests import Request

# So likely a label must be. Measured on questions to search for: four of a thousand are mistaken.
_SURE = 0.22
# Numbers and long sentences stand in many messages that ask for no item and check no quotation.
_SURER = {"place": 0.5, "quotation": 0.5}
# From here on, who asks about wording is known to; 公开课 is never sure to ask for openness.
_CERTAIN = 0.6
_OF_WORDING = {"phrase", "alternatives", "quotation"}
# A second fact of a message that asks for a first one.
_AS_WELL = 0.25
_FACTS = {fact.value: fact for fact in Fact}
_COURTESIES = {courtesy.value: courtesy for courtesy in Courtesy}

_STOPS = re.compile(r"[,，。;；:：?？!！\n]+|\.{2,}|…+|——")
_DOCUMENT = (
    "(?:这|那)?(?:份|个|整个)?(?:文件|文章|通知|要点|全文|全篇|通篇|整篇|原文|正文|文中|内文|文内|文里|里头|里面|材料|稿子|文)"
    "(?:里面?|里头|中|内)?"
)
# What is said around a phrase that is looked for, and is none of it.
_TALK = re.compile(
    r"ctrl\s*\+?\s*f(?:一下)?|关键[词字]|字眼|词频|(?:这|那)?(?:个|种|几个|[两俩二三四五六七八九]个?)?(?:字|词|提法|说法|表述|字样|词语)"
    r"(?=\W|$|在|写|有|出|是|多|全|还|吗|没|么|连|哪|几|总|用|提|也|的|见|得|啊|呀)|一词|[两俩]字|(?:请|麻烦|帮忙?|给|替)(?:您|你|我|汝|手)*"
    r"|(?:再|你|您|汝|先|来)*(?:搜索?|检索|查找|查询|查|找|数|定位|统计|核对|核实|确认|瞅|看)一?(?:[搜查找数看]|下|眼|遍|个)*(?:看看?)?"
    r"|(?:有没有|有木有|有无|有没得?|有还是没有|是否|是不是|敢有|没有|木有|有)"
    r"(?:叫|含|带|用|写|讲|提|说|出现|提到|提及|被)?(?:到|过|着)?"
    r"|(?:写|提|讲|说|用|进|出现|提到|提及|含有?|包含|带|涉及|见于|使用)(?:没|不|都没)(?:有)?(?:写|提|讲|说|用|进|出现|提到|提及)?"
    r"|(?:出现|提到|提及|写到?|讲到?|说到?|用到?|含有?|包含|带)(?:进去?|过|了|着|的|在|于)*|提(?=了|吗|没|过|$)"
    rf"|(?:在|从|是)?{_DOCUMENT}|(?:在|出自|位于)?第?(?:哪|几)(?:一)?"
    "(?:条|点|处|里|边|句|页|个?位置|些条目|个?地方|些地方|儿)?(?:来着)?|何处|(?:一共|总共|共|全部|大概|到底|究竟|应该|肯定|好像|压根|从头到尾"
    "|真的?|就|都|还|也|又|再|曾|只有?)+|(?:多少|几)(?:次|处|回|遍|个|条|见)?|次数|位置|出处|地方|多不多|在不在|找不[到着]|搜不到|没?找[着到]"
    "|一[次遍]|(?:吗|没|么|嘛|呢|吧|啊|呀|哈|哦|厚|了|的|呗|喔|啦|咯|来着|对吧|谢谢|亲|今年)+|不用解释|告诉我|(?:我)?(?:不)?(?:想)?知道|^那个?|^这个?"
)
_EITHER = re.compile(
    r"(?P<one>[^\s,，。;；:：?？!！、/]{1,12}?)(?:呢|吗|吧)?\s*(?:[,，、/?？]|还是|抑或|或者?|跟|与|和|(?<![a-z])(?:or|vs)(?![a-z])|\s)+(?:是|不是|叫|写成?|用)?\s*"
    r"(?P<other>[^\s,，。;；:：?？!！、/]{1,12}?)(?=吗|呢|吧|啊|来着|[,，。?？!！]|$|\s)"
)
_BEFORE_EITHER = re.compile(
    rf"^(?:{_DOCUMENT}|到底|究竟|麻烦|请|看一?下|[核校]对?|是|不是|写的?|说的?|叫|用的?|讲的?|的)+"
)
_BREAK = re.compile(r"[:：?？!！\n]|——|(?<=\w)\s+(?=\w)")
_SHORTEST_QUOTED = 6
_LAST = re.compile("最后|最末|末尾|收尾|结尾|殿后|压轴|最尾|末")
_FIRST = re.compile("开篇|开头|打头|首条|最前|头一")
_AREA = re.compile("part|部分|领域|板块|大块|块|大类|大项|大点|章|模块")
_NEXT = re.compile("(?:后面?|下面?|之后|往后|再下)")
_LATIN = {"tiao": "条", "di": "第", "bufen": "部分"}


def request_of(message: Message, chances: Mapping[str, float]) -> Request | Guess | None:
    """Return what a message asks for by the kind that it most likely is of, if that is sure."""
    label = max(chances, key=chances.__getitem__, default="")
    if not label or chances[label] < _SURER.get(label, _SURE) or not message.brief:
        return None
    request = _read(message, label, chances)
    if request is None or label in _COURTESIES:
        return request
    certain = label in _OF_WORDING and chances[label] >= _CERTAIN
    return request if certain else Guess(request, message.text)


def _read(message: Message, label: str, chances: Mapping[str, float]) -> Request | None:
    if label in _FACTS:
        asked = [name for name in _FACTS if chances.get(name, 0.0) >= _AS_WELL or name == label]
        return FactRequest(tuple(_FACTS[name] for name in asked))
    if label in _COURTESIES:
        return CourtesyRequest(_COURTESIES[label])
    if label == "targets":
        return TargetsRequest()
    if label == "phrase":
        return _phrase(message, doubtful=chances[label] < _CERTAIN)
    readers = {
        "alternatives": _alternatives,
        "quotation": _quotation,
        "place": _place,
    }
    return readers[label](message) if label in readers else None


def _phrase(message: Message, *, doubtful: bool) -> PhraseRequest | None:
    quoted = [found["words"].strip() for found in QUOTED.finditer(message.text)]
    if any(quoted):
        return PhraseRequest(tuple(dict.fromkeys(filter(None, quoted))))
    clauses = []
    for clause in _STOPS.split(message.text):
        parts = [part.strip() for part in _TALK.sub("\0", clause).split("\0")]
        parts = [part for part in parts if len(part) > 1]
        if parts:
            # The phrase stands alone between words that talk about it.
            talked = _TALK.search(clause) is not None
            clauses.append((talked + (len(parts) == 1), max(parts, key=len)))
    if not clauses:
        return None
    _, phrase = max(clauses, key=lambda one: (one[0], -len(one[1])))
    return PhraseRequest((phrase,), doubtful=doubtful)


def _alternatives(message: Message) -> AlternativesRequest | None:
    quoted = [found["words"].strip() for found in QUOTED.finditer(message.text)]
    if len(quoted) > 1:
        return AlternativesRequest((quoted[0], quoted[1]))
    for clause in (message.text, *_STOPS.split(message.text)):
        found = _EITHER.search(_BEFORE_EITHER.sub("", clause))
        if found and found["one"] != found["other"]:
            return AlternativesRequest((found["one"], found["other"]))
    return None


def _quotation(message: Message) -> QuotationRequest | None:
    text = message.text
    quoted = [found for found in QUOTED.finditer(text) if len(found["words"]) >= _SHORTEST_QUOTED]
    if quoted:
        best = max(quoted, key=lambda found: len(found["words"]))
        return QuotationRequest(message.typed(*best.span("words")))
    starts = [
        0,
        *(found.end() for found in re.finditer(r"[:：?？!！\n]|——|(?<=\w)\s+(?=\w)", text)),
    ]
    ends = [*starts[1:], len(text)]
    start, end = max(zip(starts, ends, strict=True), key=lambda one: one[1] - one[0])
    if end - start < _SHORTEST_QUOTED:
        return None
    return QuotationRequest(message.typed(start, end).strip().rstrip(":：?？!！—"))


def _place(message: Message) -> ItemRequest | AreaRequest | None:
    text = message.squeezed
    for typed, meant in _LATIN.items():
        text = text.replace(typed, meant)
    # The one after it is no number.
    text = re.sub("[那这]?一(?=[条个项])", "", text)
    numbers = [to_int(found) for found in re.findall(NUMERAL, text)]
    if _AREA.search(text) and (numbers or _LAST.search(text)):
        number = -1 if _LAST.search(text) or not numbers else numbers[-1]
        return AreaRequest(number)
    if not (numbers or _LAST.search(text) or _FIRST.search(text)):
        return None
    whole, responsible = asks_whole(text), asks_who(text)
    if not numbers or (_LAST.search(text) and not text.startswith("第")):
        number = 1 if _FIRST.search(text) and not _LAST.search(text) else -1
        return ItemRequest((number,), whole=whole, responsible=responsible, part=asked_part(text))
    if len(numbers) == 1 and (step := _step(text)):
        numbers = [numbers[0] + step]
    if "倒" in text:
        numbers = [-number for number in numbers]
    return ItemRequest(
        tuple(dict.fromkeys(numbers)), whole=whole, responsible=responsible, part=asked_part(text)
    )


def _step(text: str) -> int:
    """Return 1 for the item after the one named, -1 for the one before, 0 for itself."""
    after = re.search(NUMERAL, text)
    rest = text[after.end() :] if after else ""
    if _NEXT.search(rest):
        return 1
    return -1 if re.search("前面?|上一?(?:条|个)|之前|倒回", rest) else 0
