"""Questions about the document itself, and for all its numbers."""

from __future__ import annotations

import pytest

from retrieval.understanding import understand
from retrieval.understanding.requests import Fact, FactRequest, ItemRequest, Search, TargetsRequest


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("文号多少", Fact.DOC_NUMBER),
        ("这个文件的文号是什么", Fact.DOC_NUMBER),
        ("發文字號", Fact.DOC_NUMBER),
        ("成文日期", Fact.ISSUED_ON),
        ("这份通知什么时候发的", Fact.ISSUED_ON),
        ("要点是哪天印发的", Fact.ISSUED_ON),
        ("文件几月几号出台的", Fact.ISSUED_ON),
        ("公开方式", Fact.OPENNESS),
        ("是主动公开吗", Fact.OPENNESS),
        ("主送谁", Fact.ADDRESSEES),
        ("主送单位有哪些", Fact.ADDRESSEES),
        ("这个通知发给谁", Fact.ADDRESSEES),
        ("抄送给谁", Fact.COPIED_TO),
        ("发文机关", Fact.ISSUER),
        ("谁印发的", Fact.ISSUER),
        ("哪个局发的", Fact.ISSUER),
        ("这份文件是谁制定的", Fact.ISSUER),
        ("文件标题是什么", Fact.TITLE),
        ("这份文件叫什么", Fact.TITLE),
        ("分几个领域", Fact.AREAS),
        ("有多少个方面", Fact.AREAS),
        ("六大领域是哪些", Fact.AREAS),
        ("6大领域分别是什么", Fact.AREAS),
        ("领域有哪些", Fact.AREAS),
        ("目录", Fact.AREAS),
        ("一共几条", Fact.ITEMS),
        ("全文有多少条", Fact.ITEMS),
        ("要点有几项", Fact.ITEMS),
        ("总体要求里第一句是什么", Fact.GENERAL),
        ("总体要求首先讲什么", Fact.GENERAL),
        ("有附件吗", Fact.ATTACHMENTS),
        ("附件是什么", Fact.ATTACHMENTS),
        ("这是征求意见稿吗", Fact.DRAFT),
        ("是正式文件吗", Fact.DRAFT),
        ("有效期到什么时候", Fact.VALID_UNTIL),
        ("这个文件还有效吗", Fact.VALID_UNTIL),
        ("现在还有效吗", Fact.VALID_UNTIL),
        ("过期了吗", Fact.CURRENT),
        ("哪一年的", Fact.YEAR),
        ("这是哪年的文件", Fact.YEAR),
        ("这是现行的吗", Fact.CURRENT),
        ("是最新的吗", Fact.CURRENT),
        ("这份文件是最新版吗?", Fact.CURRENT),
        ("全文多少字", Fact.CHARACTERS),
    ],
)
def test_a_fact_about_the_document_is_asked_for(question: str, fact: Fact) -> None:
    """Questions about the document itself are understood as such."""
    assert understand(question) == FactRequest((fact,))


def test_several_facts_may_be_asked_for_at_once() -> None:
    """One question may ask for the number and the addressees."""
    assert understand("文号和主送单位") == FactRequest((Fact.DOC_NUMBER, Fact.ADDRESSEES))


@pytest.mark.parametrize(
    "question",
    [
        "课后服务几点开始",
        "最新的入学政策是什么",
        "学校什么时候放假",
        "教师资格证有效多久",
        "家长群里发的通知",
        "孩子今年几年级",
        "教材是哪个出版社的",
        "课后服务有几种",
    ],
)
def test_questions_about_other_things_are_searches(question: str) -> None:
    """Dates, terms and news of other things are no facts about the document."""
    assert isinstance(understand(question), Search)


@pytest.mark.parametrize(
    ("question", "request_"),
    [
        ("有哪些量化指标", TargetsRequest()),
        ("量化指标有哪些?", TargetsRequest()),
        ("数字目标", TargetsRequest()),
        ("请把所有指标列一下", TargetsRequest()),
        ("年底前要完成什么", TargetsRequest("年底")),
        ("今年有哪些硬指标", TargetsRequest()),
        ("所有带数字的目标", TargetsRequest()),
        ("年底前完成的任务有哪些", TargetsRequest("年底")),
        ("年底前要完成的有哪些", TargetsRequest("年底")),
        ("安全方面有哪些量化指标", TargetsRequest(about="安全")),
        ("第25条有哪些指标", TargetsRequest(place=ItemRequest((25,)))),
    ],
)
def test_all_numbers_are_asked_for(question: str, request_: TargetsRequest) -> None:
    """Numbers are listed by when, of what, and of which item."""
    assert understand(question) == request_


@pytest.mark.parametrize(
    "question",
    ["心理健康活动要办多少场", "安全课几节", "普惠性幼儿园覆盖率目标值", "示范园有指标吗"],
)
def test_one_number_is_searched_for(question: str) -> None:
    """A question for one number goes to search."""
    assert understand(question) == Search(question)
