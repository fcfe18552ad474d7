"""Facts about the document itself: its number, date, issuer, parts and validity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.understanding.numerals import NUMERAL
from retrieval.understanding.requests import Fact, FactRequest

if TYPE_CHECKING:
    from retrieval.understanding.message import Message

_DOC = "(?:文件|文|通知|要点|计划|东西|方案|材料|规划|公文|红头文件)"
_IT = rf"(?:(?:这个|这份|该|本|这|此)(?:件)?{_DOC}?|{_DOC}|《[^《》]+》)"
_THIS = r"(?:这个|这份|该|本)?(?:文件|文|通知|要点|计划|东西)?的?"
_AREAS = "领域|部分|方面|板块|块|大类|大项|大点"
_FACTS = {
    Fact.DOC_NUMBER: re.compile(r"文号|发文字号|文件编?号|几号文"),
    Fact.ISSUED_ON: re.compile(
        rf"成文日期|成文时间|发文日期|发文时间|印发日期|印发时间|发布日期|发布时间|落款日期|落款时间"
        rf"|{_THIS}(?:是)?(?:什么时候|几时|几号|几月|哪天|何时|哪一天|啥时候)(?:印发|发布|发文|发的|出的|出台|下发|公布|写的|下的文)"
        rf"|{_IT}(?:的)?(?:日期|时间)(?:是|$|[?？])"
    ),
    Fact.OPENNESS: re.compile(
        rf"公开属性|公开方式|(?:^|是|属于|{_IT})(?:主动|依申请)公开(?:的|吗|么|还是|$)|{_IT}.{{0,4}}公开(?:的)?吗"
        "|^(?:主动|依申请|不予)公开"
    ),
    Fact.ADDRESSEES: re.compile(
        r"主送|(?:发给|印发给|下发给|发到)(?:了)?(?:谁|哪些|哪几|什么(?:单位|人))"
    ),
    Fact.COPIED_TO: re.compile(r"抄送|(?<!手)抄报"),
    Fact.ISSUER: re.compile(
        r"发文(?:单位|机关|部门|机构)|印发(?:单位|机关|部门)|落款(?:单位|是谁|是哪)|谁(?:印)?发的|谁(?:制定|起草|下发|出台|发布|印发)的?"
        rf"|哪个?(?:单位|部门|局|机关)(?:印发?|下?发|制定|出台|发布|起草)的?|{_IT}(?:是)?谁(?:出|写)的"
    ),
    Fact.TITLE: re.compile(
        rf"{_IT}(?:的)?(?:标题|题目|名称|名字|全称|全名)|{_IT}(?:叫|名叫)(?:什么|啥)(?:名字|名称)?$"
        "|^(?:标题|题目|全称)(?:是)?(?:什么|啥)?$"
    ),
    Fact.AREAS: re.compile(
        rf"(?:几|多少|哪几|哪些|哪六|几大)(?:个|大|部)+(?:{_AREAS}|分)"
        rf"|^(?:这)?{NUMERAL}(?:个|大)+(?:工作)?(?:{_AREAS}|任务)(?:是|有|都|分别|包括|包含|叫|指)*(?:哪些|哪{NUMERAL}个|什么|啥|$)"
        rf"|^(?:{_IT})?(?:的)?(?:工作|责任)?(?:领域|板块)(?:都|分别)?(?:有|是)(?:哪些|什么)|哪{NUMERAL}(?:个|大)+(?:{_AREAS})|哪些(?:领域|板块)"
        rf"|^(?:{_IT})?(?:的)?(?:目录|大纲|提纲|框架|结构(?!化)|主要内容有哪些|包括哪些内容)"
    ),
    Fact.ITEMS: re.compile(
        r"(?:一共|总共|共|全文|要点|文件|总计)有?(?:几|多少)(?:条|项|个条目)|^(?:这|它|里面|全部)?有(?:几|多少)[条项](?:[?？吗啊呢]|$)"
    ),
    Fact.GENERAL: re.compile(
        "(?:总体要求|总要求|指导思想)(?:里|中|的|里面)*(?:第一|首先|开头|排第一|最前|放在第一|以什么为指导|是什么|是啥|讲|说|写|有哪|怎么|内容|原文|全文|$)"
    ),
    Fact.ATTACHMENTS: re.compile(
        rf"(?:有没有|有无|有几个|有多少个?|几个)附件|附件(?:是|有|叫)(?:什么|啥|哪|几|多少)|附件名|附件(?:有没有|有吗|几个)|^(?:这个|这份|文件|通知|要点)*有附件|^(?:{_IT})?的?附件(?:呢)?$"
    ),
    Fact.DRAFT: re.compile(
        "征求意见稿|草案|讨论稿|送审稿|(?:是)?正式(?:文件|稿|版|印发)(?:的)?(?:吗|么|还是|$)"
    ),
    Fact.VALID_UNTIL: re.compile(
        rf"^(?:{_IT})?(?:的)?(?:有没有|有)?有效期|{_IT}.{{0,8}}(?:有效|失效|到期|作废|废止|管用)"
        "|^(?:什么时候|哪天|何时|几时)(?:到期|失效|作废|废止)|^(?:失效|废止|作废)了?(?:吗|没)"
        "|^(?:现在|目前)?(?:还)?有效(?:吗|么|不)"
    ),
    Fact.YEAR: re.compile(
        rf"^{_IT}?(?:是|属于)?(?:哪一?|什么|几几|几|何)(?:一)?年(?:度)?(?:的|份|出的|发的|印发)?{_DOC}?(?:的)?(?:呀|啊|呢)?$"
        rf"|哪一?年(?:度)?的{_DOC}"
    ),
    Fact.CURRENT: re.compile(
        rf"(?:{_IT}|你这(?:里|个)?|这里|这).{{0,4}}(?:现行|最新|过期|过时|新版|今年的)|^(?:是不是|是否|已经)?过[期时]了?(?:吗|么|没)|^(?:是)?(?:现行|最新)(?:的|版|有效)*(?:吗|么|文件)"
        rf"|(?:是)?(?:现行|最新|最近)(?:的|版|版本|一版|一份)*(?:{_DOC}|吗|么)(?:吗|么|$)"
    ),
    Fact.CHARACTERS: re.compile(
        rf"(?:{_IT}|全文|一共|总共|共)(?:的)?(?:有|是)?(?:多少|几)(?:个)?字|^(?:{_IT}|全文)?(?:的)?字数"
    ),
}


def read_facts(message: Message) -> FactRequest | None:
    """Find the facts that a message asks for."""
    text = message.squeezed.rstrip("?？。.!！")
    # The very long ones only mention such words.
    if not message.brief:
        return None
    facts = tuple(fact for fact, pattern in _FACTS.items() if pattern.search(text))
    return FactRequest(facts) if facts else None
