"""Questions whether, how often and where a phrase occurs."""

from __future__ import annotations

import pytest

from retrieval.understanding import understand
from retrieval.understanding.requests import ItemRequest, PhraseRequest, Search


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("有没有“营转非”的表述", ["营转非"]),
        ("有没有营转非的表述", ["营转非"]),
        ("“营转非”有没有提", ["营转非"]),
        ("「營轉非」有沒有提", ["营转非"]),
        ('有无"营转非"字样', ["营转非"]),
        ("文件里有“营转非”这个词吗？", ["营转非"]),
        ("“三审”在哪条", ["三审"]),
        ("“三审”在第几条", ["三审"]),
        ("县管校聘有没有提", ["县管校聘"]),
        ("要点里县管校聘提到了吗", ["县管校聘"]),
        ("县管校聘有没有提到过?", ["县管校聘"]),
        ("双减出现几次", ["双减"]),
        ("请问双减一共出现了多少次", ["双减"]),
        ("“双减”提了几次", ["双减"]),
        ("提到过“教育家精神”吗", ["教育家精神"]),
        ("有没有提到教育家精神", ["教育家精神"]),
        ("哪几条提到了劳动", ["劳动"]),
        ("全文提了几次劳动", ["劳动"]),
        ("文件里提到几次双减", ["双减"]),
        ("里面写了“双随机”吗", ["双随机"]),
        ("“一校一策”出自哪一条", ["一校一策"]),
        ("“一校一策”在哪里?", ["一校一策"]),
        ("“一校一策”是哪条的", ["一校一策"]),
        ("查一下“三个增长”", ["三个增长"]),
        ("哪些条里有提到劳动教育", ["劳动教育"]),
        ("关工委、老年教育有涉及吗", ["关工委", "老年教育"]),
        ("“双减”和“三审”有没有提到", ["双减", "三审"]),
    ],
)
def test_phrases_are_looked_for(question: str, phrases: list[str]) -> None:
    """A phrase, quoted or so called, is what is looked for, and nothing else."""
    assert understand(question) == PhraseRequest(tuple(phrases))


@pytest.mark.parametrize(
    ("question", "phrase", "about"),
    [
        ("校外培训治理那块 有无“营转非”表述", "营转非", "校外培训治理"),
        ("教育经费“两个只增不减”写进去没", "两个只增不减", "教育经费"),
    ],
)
def test_phrases_are_looked_for_in_a_matter(question: str, phrase: str, about: str) -> None:
    """What stands beside a quoted phrase says what it should be about."""
    assert understand(question) == PhraseRequest((phrase,), about)


def test_phrases_are_looked_for_in_an_item() -> None:
    """A phrase may be looked for in an item."""
    assert understand("第21条有没有提“手机”") == PhraseRequest(("手机",), place=ItemRequest((21,)))


def test_a_word_of_everyday_may_be_a_matter() -> None:
    """校车安全在哪条 asks for the words, or where those do not occur for the matter."""
    assert understand("校车安全在哪条") == PhraseRequest(("校车安全",), doubtful=True)


@pytest.mark.parametrize(
    "question",
    [
        "有没有校车",
        "附近有没有公办幼儿园",
        "学校有没有提前放学",
        "有没有提供午餐",
        "教育局在哪",
        "教育局在哪里",
        "“双减”什么时候开始",
        "有没有“家庭教育”讲座",
        "老师一周要提交几次作业",
        "孩子说学校提过要交钱吗",
        "我们学校有没有提到名单里",
        "课后服务有吗",
        "一周上几次体育课",
        "有没有人说过怎么报名吗",
    ],
)
def test_everyday_questions_look_for_no_phrase(question: str) -> None:
    """Whether there is a thing is a search, whether there is a word for it is not."""
    assert isinstance(understand(question), Search)
