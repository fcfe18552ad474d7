"""What questions ask for: the order of the kinds, and any text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.folding import fold
from retrieval.query import Query
from retrieval.thesaurus import load_thesaurus
from retrieval.understanding import LONGEST_QUESTION, Understanding, understand
from retrieval.understanding.context import Context, resolve
from retrieval.understanding.requests import ItemRequest, Kind, Search

if TYPE_CHECKING:
    from retrieval.analysis import Analyzer

# What makes up questions of all kinds, beside any character.
_PIECES = re.findall(
    r"\S+",
    "第 1 21 二 十 条 项 点 、 - 到 和 看 这个 那 文件 里面 有没有 提到 没有 “ ” 双减 还是 是 我 "
    "要 的 谢谢 嗯 你 好 了 哈 6 asdf 被 打 想死 核对 : 原文 呢 还有 吗 最后 前 谁 负责 给我 贴 "
    "哪 几 多少 次 大 领域 部分 个 年底 完成 什么 指标 有哪些 再见 文号",
)
_TEXT = st.text(st.characters(), max_size=40) | st.builds(
    lambda pieces, times: "".join(pieces) * times,
    st.lists(st.sampled_from([*_PIECES, " ", "\n"]), max_size=6),
    st.integers(1, 40),
)


@pytest.mark.parametrize(
    "question",
    [
        "手机能带去学校不",
        "放学后没人接孩子怎么办",
        "合同教师有没有机会转编",
        "课后服务多少钱",
        "一年级什么时候报名",
        "第25届推普周",
        "第二批幼儿园",
        "三个孩子怎么上学",
        "一百分",
        "十四五规划",
        "八五普法",
        "课后服务有哪几种",
        "三年级几点放学",
        "第一次去学校",
        "七点十五分",
        "21世纪学校",
        "一条腿骨折",
        "有没有校车",
        "附近有没有公办幼儿园",
        "2022年要建几所学校",
        "我们园想评示范园 今年有指标吗",
        "孩子上公办还是民办好",
        "把在建续建的项目名称列一下",
        "急救培训有吗",
        "问题学生怎么帮扶",
        "老师好累 有人管吗",
        "七中好还是六中好",
        "老师主动公开成绩对吗",
        "核对学籍信息找谁",
        "“阳光作业”对不对",
        "考试成绩有效期",
        "教师资格证有效期多久",
        "学生证失效了",
        "作文字数要求",
        "每年要完成什么培训",
        "7.5",
        "21%",
        "21岁",
        "原文化局",
        "全文背诵",
        "展开教研",
        "是区管还是市管",
        "双减是什么",
        "哪条说了不能补课",
    ],
)
def test_everyday_questions_are_searches(question: str) -> None:
    """Ordinary questions are searched for as they are, numbers of other things in them or not."""
    assert understand(question) == Search(question)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("第21条有没有提“手机”", Kind.PHRASES),
        ("第25条有哪些量化指标", Kind.TARGETS),
        ("第25条年底前要完成什么", Kind.TARGETS),
        ("原句是“推进”还是“深化”", Kind.ALTERNATIVES),
        ("第7条原文是不是“办好区中小学各项体育联赛活动”", Kind.QUOTATION),
        ("核对:第21条提到的课后服务渠道", Kind.QUOTATION),
        ("全文有多少条", Kind.FACTS),
        ("谢谢", Kind.COURTESY),
        ("谢谢,第21条呢", Kind.ITEMS),
    ],
)
def test_the_kinds_have_an_order(question: str, kind: Kind) -> None:
    """Where a message could be of several kinds, the same one always has it."""
    assert understand(question).kind is kind


@pytest.mark.parametrize("question", ["", " ", "\n\t "])
def test_an_empty_message_is_a_search_without_words(question: str) -> None:
    """What holds nothing but space is neither small talk nor noise."""
    assert understand(question) == Search("")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("你好,请问课后服务几点结束", "课后服务几点结束"),
        ("老师您好！想咨询一下 课后服务几点结束", "课后服务几点结束"),
        ("麻烦帮我查一下课后服务几点结束,谢谢您!", "课后服务几点结束"),
        ("不好意思,弱弱问一句,课后服务几点结束🙏谢谢", "课后服务几点结束"),
        ("在吗?课后服务几点结束", "课后服务几点结束"),
        ("急,课后服务几点结束", "课后服务几点结束"),
        ("请教师进修学校安排课程", "请教师进修学校安排课程"),
    ],
)
def test_greetings_around_a_question_are_left_out(question: str, words: str) -> None:
    """Fillers before and thanks behind a real question are no part of it."""
    assert understand(question) == Search(words)


def test_a_query_is_made_of_any_words(analyzer: Analyzer) -> None:
    """Words are a query, whatever else they may be; those without a letter have no terms."""
    understanding = Understanding(analyzer, load_thesaurus())
    assert understanding.query("课后服务").terms
    assert understanding.query("……") == Query(())
    assert understanding.understand("第21条") == understand("第21条")


@given(_TEXT)
@settings(deadline=None)
def test_any_text_is_understood(text: str) -> None:
    """Any text is one request, the same every time; a search keeps no more than was typed."""
    request = understand(text)
    assert request == understand(text)
    if isinstance(request, Search):
        assert len(request.words) <= len(fold(text).text)


@given(_TEXT)
@settings(deadline=None)
def test_any_text_follows_any_answer(text: str) -> None:
    """After an answer any text is a follow-up or none; a follow-up names what was shown."""
    keys = (("a", 3), ("b", 0))
    context = Context(Kind.SEARCH, "课后服务", keys[0], keys, keys, ("a", "b"))
    request = resolve(text, context)
    if isinstance(request, ItemRequest):
        assert set(request.keys) <= set(keys)


def test_only_the_beginning_of_a_long_message_is_read() -> None:
    """What stands behind the longest question changes nothing."""
    start = "课后服务。" * (LONGEST_QUESTION // 5) + "。" * (LONGEST_QUESTION % 5)
    assert understand(start + "第21条") == understand(start)
    assert isinstance(understand("第21条" + start), ItemRequest)


@pytest.mark.parametrize("piece", [*_PIECES, "看看", "个百分点", "第1-", "谢谢你", "这个文件里面"])
def test_the_longest_messages_are_understood(piece: str) -> None:
    """Repetitions that a careless pattern would read in countless ways are understood."""
    for length in (59, 119, LONGEST_QUESTION):
        repeated = (piece * LONGEST_QUESTION)[:length]
        assert understand(f"{repeated}x") == understand(f"{repeated}x")
