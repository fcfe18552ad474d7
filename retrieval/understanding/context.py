"""What a conversation remembers of its last answer, and follow-up questions in its light."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.numerals import to_int
from retrieval.understanding.message import read_message
from retrieval.understanding.numerals import NUMERAL
from retrieval.understanding.places import asked_part
from retrieval.understanding.requests import ItemRequest, Kind, Part, PhraseRequest, Search
from retrieval.understanding.responsibility import asks_who
from retrieval.understanding.wording import asks_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.understanding.requests import Key, Request


@dataclass(frozen=True, slots=True)
class Context:
    """The last answer: its kind and search words, the items that were shown, the documents asked.

    ``choices`` are the items among which to choose, ``shown`` all items of the same words so far,
    best first. Any channel can keep it as JSON, by ``to_json`` and ``from_json``.
    """

    kind: Kind = Kind.SEARCH
    words: str = ""
    item: Key | None = None
    choices: tuple[Key, ...] = ()
    shown: tuple[Key, ...] = ()
    documents: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the context as an object for JSON."""
        return {
            "kind": self.kind.value,
            "words": self.words,
            "item": self.item and list(self.item),
            "choices": [list(key) for key in self.choices],
            "shown": [list(key) for key in self.shown],
            "documents": list(self.documents),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> Context:
        """Read what ``to_json`` returned; raises ValueError, TypeError or KeyError for others."""
        item = value["item"]
        return cls(
            Kind(str(value["kind"])),
            str(value["words"]),
            _key(item) if item else None,
            tuple(_key(one) for one in _list(value["choices"])),
            tuple(_key(one) for one in _list(value["shown"])),
            tuple(str(one) for one in _list(value["documents"])),
        )


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        msg = f"not a list: {value!r}"
        raise TypeError(msg)
    return value


def _key(value: object) -> Key:
    name, position = _list(value)
    if not isinstance(position, int):
        msg = f"not a position: {position!r}"
        raise TypeError(msg)
    return str(name), position


_IT = (
    "(?:它|他|这(?:一)?(?:条|项|个)?|那(?:一)?(?:条|项|个)?|该条|本条|刚才(?:那|的|这)?(?:一)?(?:条|个)"
    "|(?:上|前)(?:面|一)?(?:那)?(?:一)?(?:条|个))"
)
_TO_IT = re.compile(rf"^(?:把|请把|请|那|再|看|给我|我要)*{_IT}(?:的)?(?P<rest>.*)$")
_NEXT = re.compile(
    "^(?:那|再|看|给我)*(?:下一?|后一?|后面一?|下面一?)(?:条|项|个条目)(?:呢|吧|是什么|讲什么|是啥|说什么|内容)*$"
)
_LAST = re.compile(
    "^(?:那|再|看|给我)*(?:上一?|前一?|前面一?|上面一?)(?:条|项|个条目)(?:呢|吧|是什么|讲什么|是啥|说什么|内容)*$"
)
_MORE = re.compile(
    "^(?:那|请问)?(?:还有|更多|继续|换一个|换一条|再来(?:一个|一条)?|有没有别的|别的|其他|其它|不是这个|不是这条|都不是)(?:别的|其他|其它|吗|么|没有|没|呢|的|相关|条目|内容|吧|了|哪些)*$"
)
_CHOICE = re.compile(
    rf"^(?:我|想|问|要|选|说|的|是|看|就|那)*第(?P<number>{NUMERAL})个?(?:吧|呢|啊|的)?$"
    "|^(?:我|要|选|看|就|那)*(?P<last>最后一?个)(?:吧|呢)?$"
)
_AND = re.compile(
    r"^(?:那么|那个|那|如果是|换成|要是)(?P<what>[^,，。?？!！]{1,20}?)(?:呢|的呢|又?怎么样|怎么办)$|^(?P<bare>[^,，。?？!！]{1,12}?)呢$"
)
_ASKS = re.compile("怎|什么|啥|谁|几|多少|如何|哪|吗|条$")


def resolve(question: str, context: Context) -> Request | None:
    """Understand a question that means something only after the last one; None for any other."""
    message = read_message(question)
    text = message.squeezed.strip("?？。.!！,， ~～")
    if not message.brief or not text:
        return None
    chosen = _CHOICE.match(text)
    if chosen and context.choices:
        at = to_int(chosen["number"]) - 1 if chosen["number"] else len(context.choices) - 1
        keys = context.choices[at : at + 1] if at >= 0 else ()
        return ItemRequest(keys=keys) if keys else None
    if _MORE.match(text) and context.shown:
        return Search(context.words, skip=context.shown)
    return (context.item and _of_item(text, context.item)) or _of_other(text, context)


def _of_item(text: str, item: Key) -> ItemRequest | None:
    """Understand what is asked of the item that was shown last."""
    for pattern, step in ((_NEXT, 1), (_LAST, -1)):
        if pattern.match(text):
            return ItemRequest(keys=(item,), step=step)
    to_it = _TO_IT.match(text)
    rest = to_it["rest"] if to_it else text
    whole, responsible, part = asks_whole(rest), asks_who(rest), asked_part(rest)
    whole = whole or bool(_IN_DETAIL.match(rest))
    asked = whole or responsible or part is not Part.ITEM or bool(_DETAIL.match(rest))
    if not asked or not (to_it or _nothing_else(text)):
        return None
    return ItemRequest(keys=(item,), part=part, whole=whole, responsible=responsible)


_ONLY = re.compile(
    "^(?:请|把|给我|我要|看|发|贴|展开|的|一下|我|吧|呢)*(?:原文|原话|全文|完整内容|整条|展开全文|展开|谁负责|谁管|哪个部门管|哪个部门负责|责任单位|属于哪个领域|哪个领域)"
    "(?:请|给我|发我|贴给我|发给我|看看|一下|是谁|是哪个|的|是什么|吧|呢)*$"
)


# 说详细点, and 什么时候完成 or 多少钱, which mean nothing by themselves.
_IN_DETAIL = re.compile(
    "^(?:请|能|可以|再|给我|麻烦|能不能)*(?:说|讲|展开)?(?:详细|具体|仔细|展开)(?:一?点儿?|一?些|说说?|讲讲?|说明|介绍)*(?:一下|吗|吧|呢|啊)*$"
)
_DETAIL = re.compile(
    "^(?:请问|那|大概|大约|具体|一般|到底|要|得|是|在)*(?:什么时候|啥时候|何时|几时|几月份?|几号|哪天|哪一天|多久|多长时间"
    "|多少钱|几块钱|怎么收费|收费多少|费用多少|(?:联系)?电话(?:号码)?(?:是)?多少|联系方式)"
    "(?:才|能|可以|会|要|就|开始|完成|实施|结束|落实|办好?|弄好|搞好|建成|做完|到位|出来|有|实行|执行)*(?:的|呢|啊|呀|吗|了)*$"
)


def _nothing_else(text: str) -> bool:
    return any(pattern.match(text) for pattern in (_ONLY, _IN_DETAIL, _DETAIL))


def _of_other(text: str, context: Context) -> Search | PhraseRequest | None:
    """Understand 那幼儿园呢: the same question of something else."""
    found = _AND.match(text)
    what = (found["what"] or found["bare"]).removesuffix("的") if found else ""
    if not what or _ASKS.search(what):
        return None
    if context.kind is Kind.PHRASES:
        return PhraseRequest((what.strip("“”\"‘’'「」"),))
    if context.words:
        return Search(f"{what} {context.words}", subject=what)
    return None
