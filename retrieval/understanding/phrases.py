"""Whether a phrase occurs, how often and where: 有没有“营转非”的表述, 双减出现几次, 三审在哪条."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.understanding.places import read_place
from retrieval.understanding.requests import ItemRequest, PhraseRequest

if TYPE_CHECKING:
    from retrieval.understanding.message import Message

QUOTED = re.compile(r"[“\"‘'「『【](?P<words>[^“”\"‘’'「」『』【】\n]{1,60})[”\"’'」』】]")
_DOCUMENT = (
    r"(?:(?:这|那|本|该)(?:份|个|篇|条)?)?(?:里|当中|通知|文件|文章|全文|原文|文中|文内|要点|工作要点|计划|方案|材料)"
    "(?:里面|里头|里边|里|中|内|上)?(?:面)?|上面|里面|里头|文里"
)
_SAID = "提到|提及|提过|出现过?|写到|写进去?|写入|讲到|说到|涉及到?|包含|包括"
_WORDING = "表述|字样|说法|提法|字眼|词语|词|概念|句子|句|措辞|原话"
_THIS = rf"(?:的|这个|这种|这样的|这一|这几个|这句|这)*(?:{_WORDING}|字)"
_IF = "有没有|有木有|有无|是否有?|是不是有?|没有|有|没"
_END = r"(?:没有|没|吗|嘛|么|呢|不|啊|过|了|呀)*[?？。.!！\s]*"
_COUNT = (
    "(?:一共|总共|共|总计|大概)?(?:被)?(?:出现|提到|提及|提|说|用|写)(?:了|过)?"
    "(?:几|多少)(?:次|处|回|遍)"
)
_WHERE = (
    "(?:是|都|具体)?(?:出现|写|提)?(?:在|见于|位于|出自|来自)(?:第)?(?:哪|几)(?:一|几|些)?"
    "(?:条|项|段|处|句|个(?:地方|部分|领域|条目)|部分)(?:里|中|上)?(?:面)?(?:出现|提到|提及)?(?:的|过|了)?"
)
# What says, beside a quoted phrase, that the phrase is what is asked about.
_CHECK = re.compile(
    rf"(?:{_IF})(?:{_SAID}|提|写|说|讲)(?:了|过)?|(?:{_SAID})(?:了|过)*(?={_END}$)|{_COUNT}|{_WHERE}"
    rf"|哪(?:几|些|一)?(?:条|项|里|处|句)(?:里|中)?(?:面)?(?:有)?(?:{_SAID}|提|有|写|说|讲)(?:了|过)?"
    rf"|(?:{_SAID}|写(?:了|着|过)?|说(?:了|过)|讲(?:了|过))(?:了|过)?(?=[“\"‘'「『【].*(?:吗|没|么))"
    rf"|(?:{_SAID})(?:了|过)?(?=[“\"‘'「『【])|(?:在|出自)哪里?(?={_END}$)|是哪(?:一)?条(?:里)?(?:的)?(?={_END}$)"
    r"|^(?:查|搜|找|搜索|查找|检索)(?:一下|下)?\s*(?=[“\"‘'「『【]$)"
)
# What a quoted phrase is called, where 有没有 stands before it.
_NAMED = re.compile(rf"^(?:{_THIS})?{_END}$|^(?:{_THIS})")
_OPENS = re.compile(rf"(?:{_IF})(?:用|写|出现)?(?:了|过)?(?:关于)?$")

_PLAIN = r"(?P<words>[^,，。;；:：?？!！“”\"\n]{2,24}?)"
_BEFORE = rf"^(?:(?:{_DOCUMENT})[,，\s]*|关于|对于?|查|看|请问|那|(?:{_IF})(?=关于))*+"
_UNQUOTED = (
    # 县管校聘有没有提, 关工委、老年教育有涉及吗
    re.compile(
        rf"{_BEFORE}{_PLAIN}(?:{_THIS})?[,，\s]*(?:{_DOCUMENT})?(?:{_IF})(?:被)?(?:{_SAID}|提)(?:了|过|到)*{_END}$"
    ),
    # 要点里县管校聘提到了吗
    re.compile(
        rf"{_BEFORE}{_PLAIN}(?:{_THIS})?(?:被)?(?:提到|提及|写到|写进去?|写入|涉及到?)(?:了|过)*"
        rf"(?:没有|没|吗|么|嘛)+[?？。.!！\s]*$"
    ),
    # 提到过教育家精神吗, 有没有提到教育家精神
    re.compile(rf"{_BEFORE}(?:{_IF})?(?:{_SAID})(?:了|过)*{_PLAIN}(?:{_THIS})?{_END}$"),
    # 哪几条提到了劳动
    re.compile(
        rf"{_BEFORE}(?:都)?(?:有)?哪(?:几|些|一)?(?:条|项|处|里|段)(?:里|中)?(?:面)?(?:都)?(?:有)?"
        rf"(?:{_SAID}|提)(?:了|过|到)*{_PLAIN}(?:{_THIS})?{_END}$"
    ),
    # 双减出现几次
    re.compile(rf"{_BEFORE}{_PLAIN}(?:{_THIS})?(?:在)?(?:{_DOCUMENT})?{_COUNT}{_END}$"),
    # 全文提了几次劳动
    re.compile(rf"{_BEFORE}{_COUNT}{_PLAIN}{_END}$"),
    # 有没有营转非的表述, 有营转非这个说法吗
    re.compile(rf"{_BEFORE}(?:{_IF}){_PLAIN}{_THIS}{_END}$"),
)
# 校车安全在哪条 may ask for the matter as well as for the word.
_DOUBTFUL = re.compile(rf"{_BEFORE}{_PLAIN}(?:{_THIS})?{_WHERE}{_END}$")
# What an everyday question has and no phrase of a plan.
_NO_PHRASE = re.compile(
    "怎|什么|啥|谁|吗|呢|几|多少|如何|为何|能不能|可不可以|可以|能否|我|你|他|她|孩子|小孩|有没有|要不要|是不是|附近|今天"
    "|明天|昨天|现在|家长|老师说|哪|一直|经常|次|人家|去年"
)
_FILLER = re.compile(
    rf"{_DOCUMENT}|(?:那|这)(?:一)?(?:块|方面|部分|条|个)|{_IF}|具体|到底|究竟|一下|请|查|看|关于|对于?|提|写|吗|么|呢|的"
    rf"|{_THIS}|我想知道|(?:怕|担心)(?:我)?(?:写|记|弄)错|这个"
)


def read_phrases(message: Message) -> PhraseRequest | None:
    """Find the phrases that a message asks about, quoted or so called, if it does."""
    if not message.brief:
        return None
    quoted = [found for found in QUOTED.finditer(message.text) if found["words"].strip()]
    return _quoted(message, quoted) if quoted else _unquoted(message)


def _quoted(message: Message, quoted: list[re.Match[str]]) -> PhraseRequest | None:
    text = message.text
    first, last = quoted[0], quoted[-1]
    before, after = text[: first.start()], text[last.end() :].strip()
    outside = f"{before}“{after}"
    named = _OPENS.search(before.strip()) and _NAMED.search(after)
    if not named and not _CHECK.search(outside):
        return None
    phrases = tuple(dict.fromkeys(found["words"].strip() for found in quoted))
    return _request(message, phrases, _CHECK.sub(" ", outside))


def _unquoted(message: Message) -> PhraseRequest | None:
    for pattern in (*_UNQUOTED, _DOUBTFUL):
        found = pattern.search(message.squeezed)
        if found:
            phrases = [one.strip() for one in re.split("、", found["words"])]
            if all(len(p) > 1 and not _NO_PHRASE.search(p) and not _filler(p) for p in phrases):
                return PhraseRequest(tuple(dict.fromkeys(phrases)), doubtful=pattern is _DOUBTFUL)
    return None


def _filler(words: str) -> bool:
    return not _FILLER.sub("", words)


def _request(message: Message, phrases: tuple[str, ...], around: str) -> PhraseRequest:
    place = read_place(message)
    if isinstance(place, ItemRequest):
        return PhraseRequest(phrases, place=place)
    return PhraseRequest(phrases, about_words(around))


def about_words(around: str) -> str:
    """Return the words of the matter within those around a phrase; empty where there are none."""
    words = re.sub(r"\s+", " ", re.sub(r"[^\w\s]|_", " ", _FILLER.sub(" ", around))).strip()
    return words if len(words.replace(" ", "")) > 1 else ""
