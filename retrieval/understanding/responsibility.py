"""Who is responsible: 谁负责, 哪个部门管, 归哪个科室, 责任单位是谁."""

from __future__ import annotations

import re

_BODY = "部门|科室|股室|单位|处室|领导|股|科|局|机构"
_WHICH = rf"(?:谁|(?:哪|什么)(?:一|几|些)?(?:个|家)?(?:{_BODY})?)"
_DOES = "负责|牵头|主管|分管|主办|承办|督办|主抓|落实|管理|管(?!用|理员|不)|抓"
_WHO = re.compile(
    rf"(?:具体|到底|究竟)?(?:是|由|归|该|应该|应|要)?{_WHICH}(?:来|去|在)?(?:具体)?(?:{_DOES})(?:的)?(?:啊|呀|呢)?"
    # 找谁 alone is a cry for help: 孩子不想活了该找谁.
    rf"|(?:归|属于?)(?:谁|哪(?:一)?(?:个|家)?(?:{_BODY}))(?:管)?(?:的)?(?:啊|呀|呢)?"
    rf"|找哪(?:一)?(?:个|家)?(?:{_BODY})(?:啊|呀|呢)?"
    rf"|(?:责任|牵头|主办|承办|配合|主管|分管|负责)(?:的)?(?:{_BODY}|人)(?:是|有|为|都有|都是|分别是)?"
    rf"(?:谁|哪(?:个|些|几个|家|一个)?(?:{_BODY})?|什么|啥)?(?:啊|呀|呢)?"
)


def asks_who(text: str) -> bool:
    """Tell whether a folded question asks who is responsible."""
    return bool(_WHO.search(text))


def without_who(text: str) -> str:
    """Leave out the words that ask who is responsible."""
    return re.sub("(?:那|这)一?条的?", " ", _WHO.sub(" ", text))
