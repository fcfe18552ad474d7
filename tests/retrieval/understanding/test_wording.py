"""Questions for the wording itself, and for who is responsible."""

from __future__ import annotations

import pytest

from retrieval.understanding import understand
from retrieval.understanding.requests import Search


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("把特殊教育那条原文贴给我 不要改字", "特殊教育"),
        ("劳动教育 一字不差引用", "劳动教育"),
        ("劳动教育的原文", "劳动教育的"),
        ("双减那条全文", "双减"),
        ("请把近视防控的完整内容发给我", "近视防控的"),
        ("特殊教育那条，逐字发我", "特殊教育"),
        ("我要引用校园安全那条，一个字都不能改", "校园安全"),
        ("给我看看职业教育的原文,别概括", "职业教育的"),
        ("職業教育原文", "职业教育"),
    ],
)
def test_the_wording_is_asked_for(question: str, words: str) -> None:
    """The words that ask for the wording are not searched for; those of the matter are."""
    request = understand(question)
    assert isinstance(request, Search)
    assert request.whole
    assert "".join(filter(str.isalnum, request.words)) == words


@pytest.mark.parametrize(
    "question",
    ["原文有没有具体数", "作业量有没有要求", "学校能改名字吗", "原文里的近视防控是什么意思"],
)
def test_what_is_asked_of_the_wording_is_a_search(question: str) -> None:
    """A question about the original is no request for it."""
    assert understand(question) == Search(question)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("校园食品安全谁来管", "校园食品安全"),
        ("食堂归哪个科室管", "食堂"),
        ("课后服务由哪个部门负责", "课后服务"),
        ("“双减”那条牵头科室是哪个", "双减"),
        ("特殊教育责任单位是谁", "特殊教育"),
        ("谁负责控辍保学", "控辍保学"),
        ("校园安全是哪个部门管的啊", "校园安全"),
        ("近视防控归谁管", "近视防控"),
    ],
)
def test_who_is_responsible_is_asked_for(question: str, words: str) -> None:
    """The matter is searched for, without the words that ask who is responsible."""
    request = understand(question)
    assert isinstance(request, Search)
    assert request.responsible
    assert "".join(filter(str.isalnum, request.words)) == words


@pytest.mark.parametrize(
    "question",
    ["孩子作业太多了没人管", "食堂的菜谁在检查呀", "谁能报名幼儿园", "老师管不住学生怎么办"],
)
def test_other_questions_of_who_are_searches(question: str) -> None:
    """Who may, who checks and nobody cares ask for no responsible unit."""
    assert understand(question) == Search(question)
