"""The wording itself: 把特殊教育那条原文贴给我 不要改字."""

from __future__ import annotations

import re

_TEXT = (
    "原文(?!化|艺|明|件)|原话|原句|全文(?!背|检索|朗)|条文"
    "|完整(?:的)?(?:内容|表述|段落|条款|版)?|全部内容|整条|整段"
)
_WORD_FOR_WORD = (
    "一字不(?:差|漏|改|落|变|动|少)(?:地|的)?|逐字(?:逐句)?(?:地|的)?|原封不动(?:地|的)?|照抄"
)
_UNCHANGED = (
    r"(?:不要|别|不能|不许|不可|不得|不准|请勿)(?:给我|帮我|擅自|随便)?(?:改|动|漏|删|省略|概括|总结|缩写|压缩)"
    r"(?:动|掉|写)?(?:任何)?(?:一个|一|半个)?(?:字)?"
    "|一个字(?:都|也)?(?:不(?:能|要|许|准)?|别)(?:改|动|漏|少)"
)
# What is asked of the original is no request for it: 原文有没有具体数.
_ASKED_OF = "(?!里|中|有|没|是(?!什么|啥|怎)|要求)"
_WHOLE = re.compile(rf"(?:{_TEXT}){_ASKED_OF}|{_WORD_FOR_WORD}|{_UNCHANGED}|展开(?=全文|看|$)")
_TO_ME = (
    r"(?:贴|发|复制|念|列|调|抄|摘录|摘抄|摘|引用|粘贴|拷贝|打|找|给)(?:给|到|出|过)?"
    r"(?:我|来|这里|群里)(?:看看|看|一下|一份|听)?"
)
_GIVE = re.compile(
    rf"(?:{_TEXT})(?:是什么|是啥|怎么(?:说|写)的?|怎样写的?)?|{_WORD_FOR_WORD}|{_UNCHANGED}|展开"
    rf"|(?<![\w])(?:请)?(?:把|将)|^(?:请)?(?:把|将)|{_TO_ME}|(?:给我|我要|我想要|我想看|要|请)?(?:引用|摘录|摘抄)(?:一下)?"
    r"|(?:那|这)(?:一)?(?:条|项|段|块|部分|句)(?:的)?|给我(?:看看|一份)?|贴出来|列出来|(?:发|贴|念)(?:一下|过来)"
)


def asks_whole(text: str) -> bool:
    """Tell whether a folded question asks for the whole wording."""
    return bool(_WHOLE.search(text))


def without_request(text: str) -> str:
    """Leave out the words that ask for the wording, so that those of the matter remain."""
    return _GIVE.sub(" ", text)
