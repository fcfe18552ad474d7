"""Checking a quotation: 原文是不是“…”, 这句话对不对:…, 核对一下:…."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.understanding.requests import QuotationRequest

if TYPE_CHECKING:
    from retrieval.understanding.message import Message

# What is shorter is a phrase that is looked for.
_SHORTEST = 6
_THIS = "(?:这|下面|以下|下列)?(?:一)?(?:这)?(?:句话?|段话?|个?引文|个?引用|段?文字|段|表述|句子)"
_RIGHT = (
    "(?:对不对|对吗|对么|对嘛|有没有(?:写|抄|引|打)?错|有错吗|写错(?:了)?(?:没有?|吗)|是否(?:正确|准确|一致|有误)"
    "|准不准确|准确吗|正不正确|正确吗|是原文吗|是不是原文|是否原文|和原文一样吗|和原文一致吗|抄对了?(?:没有?|吗)|是这么写的吗|是这样写的吗)"
)
_CHECK = "(?:帮我?)?(?:核对|校对|核实|核查|比对|核一下|校验)(?:一下|下)?"
_ASKED = (
    rf"(?:{_THIS})(?:引用|引|写|抄|说)?(?:得|的)?{_RIGHT}"
    rf"|(?:有没有|有无|是否有){_THIS}(?=[:：“\"「『])"
    rf"|{_THIS}(?:是)?(?:在|出自)?(?:第)?哪(?:一)?(?:条|里|句|项)(?:的)?(?=[:：“\"「『])"
    r"|(?:原文|原话|原句)(?:是不是|是否|就?是)(?:这样|这么写)?(?:的)?(?:[:：]|(?=[“\"「『]))"
)
# What is not between quotes must be announced: 老师这样收费对吗 is no quotation, nor 核对学籍.
_CUE = re.compile(
    rf"{_ASKED}|{_CHECK}(?:{_THIS}|引文|原文)?(?=[:：\s])|{_CHECK}(?:{_THIS}|引文|原文)"
)
_QUOTED_CUE = re.compile(rf"{_ASKED}|{_CHECK}|{_RIGHT}(?=[:：“\"]|[?？]?\s*$)")
_OPENING, _CLOSING = '“"「『', '”"」』'


def read_quotation(message: Message) -> QuotationRequest | None:
    """Find the quotation that a message wants checked, as it was typed."""
    text = message.text
    quote = _between_quotes(text)
    if quote:
        outside = f"{text[: quote[0]]}“{text[quote[1] :]}"
        asked = _QUOTED_CUE.search(outside[:400]) or _QUOTED_CUE.search(outside[-80:])
        quote = quote if asked else None
    quote = quote or _beside(text)
    if quote is None:
        return None
    quoted = message.typed(*quote).strip()
    return QuotationRequest(quoted) if len(quoted) >= _SHORTEST else None


def _between_quotes(text: str) -> tuple[int, int] | None:
    """Return what stands between the first opening and the last closing quote."""
    start = min((at for q in _OPENING if (at := text.find(q)) >= 0), default=-1)
    end = max(text.rfind(q) for q in _CLOSING)
    if start < 0 or end - start - 1 < _SHORTEST:
        return None
    # 核对:推进“县管校聘”管理 holds quotes of its own.
    named = re.search("[:：]", text[:start])
    if named and text[named.end() : start].strip():
        return None
    return start + 1, end


def _beside(text: str) -> tuple[int, int] | None:
    """Return what stands behind the cue and its colon, or before a cue at the end."""
    colon = re.search("[:：]", text)
    if colon and _CUE.search(text[: colon.end()]):
        return colon.end(), len(text)
    cue = _CUE.search(text)
    if cue and cue.start() == 0:
        return cue.end(), len(text)
    if cue and not text[cue.end() :].strip("?？。!！ \n吗呢"):
        return 0, cue.start()
    return None
