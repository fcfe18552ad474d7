"""A message as it is read: folded, without greetings and fillers around the question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from retrieval.folding import fold

if TYPE_CHECKING:
    from retrieval.folding import Folded

# Only the beginning of a very long message is read; Telegram's own limit is 4,096 characters.
LONGEST_QUESTION = 4096
# Who wants a phrase counted or a number looked up says so briefly.
_BRIEF = 120

_SIGNS = r"[\s,，。.!！?？~～、:：;；…]"
_DAY = r"(?:早上|上午|中午|下午|晚上)好"
_ONE = "一下子?|下|一句|个问题|一个问题"
_BEFORE = re.compile(
    rf"(?:{_SIGNS}*(?:你好|您好|哈喽|哈啰|嗨|hi(?![a-z])|hello(?![a-z])|{_DAY}|在吗|打扰(?:了|一下)"
    rf"|不好意思|劳驾|拜托|弱弱(?:地|的)?问(?:{_ONE})?"
    r"|(?:老师|领导|亲|小编|同志)(?:们)?(?:[您你]好|好(?=[,，。!！\s]|请|$)|(?=[,，!！]))"
    rf"|麻烦(?:您|你)?(?:帮我)?(?:(?:查|看|问)(?:{_ONE})?|(?=[,，\s])|(?=把|给))"
    rf"|请教(?!师|练|授|育)(?:{_ONE})?|请问(?:{_ONE})?|(?:咨询|问)(?:一下子?|下)"
    rf"|我?(?:就|只|还)?想(?:要)?(?:咨询|请教(?!师)|问问|问)(?:{_ONE})?"
    rf"|(?:请|能不能|可以)?帮(?:我|忙)(?:查|看)(?:{_ONE}|看|查)?|急(?=[,，。!！\s])){_SIGNS}*)"
)
_AFTER = re.compile(
    rf"(?:{_SIGNS}|🙏|😊|😄|🌹|❤️)*(?:谢谢|多谢|感谢|谢啦|辛苦)(?:您|你|啦|了|啊|大家|各位){{0,2}}(?:{_SIGNS}|🙏|😊|😄|🌹|❤️)*$"
)
_FILLERS = 8


@dataclass(frozen=True)
class Message:
    """The question within a message: the folded characters ``[start, end)`` of it."""

    original: str
    folded: Folded
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        """The question, folded."""
        return self.folded.text[self.start : self.end]

    @cached_property
    def squeezed(self) -> str:
        """The question without spaces, but those between digits: 第 二十一 条 is 第二十一条."""
        return re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", self.text)

    @cached_property
    def bare(self) -> str:
        """The letters and digits of the question alone."""
        return re.sub(r"[\W_]+", "", self.text)

    @property
    def brief(self) -> bool:
        """Whether it is short enough for a question about words and numbers."""
        return self.end - self.start <= _BRIEF

    def typed(self, start: int, end: int) -> str:
        """Return what was typed for ``text[start:end]``."""
        low, high = self.folded.original(self.start + start, self.start + end)
        return self.original[low:high]


def read_message(question: str) -> Message:
    """Read any string; fillers are left in where nothing else was said."""
    original = question[:LONGEST_QUESTION]
    folded = fold(original)
    text = folded.text
    start, end = 0, len(text)
    for _ in range(_FILLERS):
        filler = _BEFORE.match(text, start)
        if not filler or filler.end() == start:
            break
        start = filler.end()
    tail = max(start, end - 40)
    thanks = _AFTER.search(text, tail)
    if thanks:
        end = thanks.start()
    if not any(character.isalnum() for character in text[start:end]):
        start, end = 0, len(text)
    return Message(original, folded, start, end)
