"""Which of two wordings stands in the document: 是“推进”还是“深化”, 五项管理还是六项管理."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.understanding.phrases import QUOTED, about_words
from retrieval.understanding.requests import AlternativesRequest

if TYPE_CHECKING:
    from retrieval.understanding.message import Message

_CUE = (
    "(?:(?:原文|原句|原话|文件|要点|标准|正确|官方|这里|上面|里面)(?:里|中)?(?:面|头)?(?:的)?(?:表述|说法|写法|提法)?(?:到底)?"
    "|表述|说法|写法|提法|用词|措辞|用语|规范)(?:到底)?(?:是|写|用|叫|说)?(?:的|成)?(?:是)?|(?:写|用|叫|说)(?:的|成)?是|应该?(?:是|写|用|叫)|该(?:写|用)"
)
_AFTER = "(?:怕|担心)?(?:我)?(?:写|记|弄|搞)错|拿不准|记不清|不确定|分不清"
_WORD = r"[^\s,，。;；:：?？!！“”\"]{1,16}"
_QUOTED = re.compile(
    rf"(?:是|用|写)?{QUOTED.pattern.replace('words', 'one')}[,，\s]*(?:呢[,，\s]*)?"
    rf"还是(?:是|用|写)?\s*{QUOTED.pattern.replace('words', 'other')}"
)
_PLAIN = re.compile(
    rf"(?P<cue>{_CUE})?[:：,，\s]*(?:是)?(?P<one>{_WORD}?)(?:呢)?[,，\s]*还是(?:是)?\s*(?P<other>{_WORD}?)"
    r"(?=(?:呢|啊|呀|吗|来着)?\s*(?:[,，。?？!！;；\s]|$))"
)
# Without a word that says so, two wordings are told by what they share: 五项管理, 六项管理.
_SHARED = 0.6
_SHORTEST_ALIKE = 3
# 七中好还是六中好 weighs schools, not wordings.
_BETTER = ("好", "强", "快", "近", "便宜", "方便", "合适")


def read_alternatives(message: Message) -> AlternativesRequest | None:
    """Find the two wordings that a message asks to choose between, if it does."""
    if not message.brief or "还是" not in message.text:
        return None
    text = message.text.strip()
    found = _QUOTED.search(text)
    if not found:
        found = _PLAIN.search(text)
        if not found or not (found["cue"] or re.search(_AFTER, text) or _alike(found)):
            return None
    one, other = found["one"].strip(), found["other"].strip()
    if not one or not other or one == other:
        return None
    around = f"{text[: found.start()]} {text[found.end() :]}"
    around = re.sub(rf"在?(?:第)?哪(?:一|几)?(?:条|项)|{_AFTER}|{_CUE}", " ", around)
    return AlternativesRequest((one, other), about_words(_last_clause(around)))


def _alike(found: re.Match[str]) -> bool:
    one, other = found["one"], found["other"]
    if other.endswith(_BETTER):
        return False
    shared = sum(a == b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) >= _SHORTEST_ALIKE and shared / len(one) >= _SHARED


def _last_clause(around: str) -> str:
    """Return the last clause that says anything: what stands before it is the occasion."""
    clauses = [c for c in re.split(r"[,，。;；?？!！]", around) if about_words(c)]
    return clauses[-1] if clauses else ""
