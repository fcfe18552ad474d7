"""Follow-up questions in the light of the last answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.understanding.context import Context, resolve
from retrieval.understanding.requests import (
    ItemRequest,
    Kind,
    Part,
    PhraseRequest,
    Request,
    Search,
)

_A, _B, _C = ("p", 3), ("p", 5), ("q", 1)
_LAST = Context(Kind.SEARCH, "课后服务几点结束", _A, (_A, _B, _C), (_A, _B, _C), ("p", "q"))


@pytest.mark.parametrize(
    ("question", "request_"),
    [
        ("那幼儿园呢", Search("幼儿园 课后服务几点结束", subject="幼儿园")),
        ("那么高中的呢？", Search("高中 课后服务几点结束", subject="高中")),
        ("幼儿园呢", Search("幼儿园 课后服务几点结束", subject="幼儿园")),
        ("还有吗", Search("课后服务几点结束", skip=(_A, _B, _C))),
        ("还有没有别的?", Search("课后服务几点结束", skip=(_A, _B, _C))),
        ("更多", Search("课后服务几点结束", skip=(_A, _B, _C))),
        ("上一条的原文", ItemRequest(keys=(_A,), whole=True)),
        ("把刚才那条全文发我", ItemRequest(keys=(_A,), whole=True)),
        ("这条的原文", ItemRequest(keys=(_A,), whole=True)),
        ("原文", ItemRequest(keys=(_A,), whole=True)),
        ("展开", ItemRequest(keys=(_A,), whole=True)),
        ("它属于哪个领域", ItemRequest(keys=(_A,), part=Part.AREA)),
        ("这条谁负责?", ItemRequest(keys=(_A,), responsible=True)),
        ("谁负责", ItemRequest(keys=(_A,), responsible=True)),
        ("它的标题是什么", ItemRequest(keys=(_A,), part=Part.TITLE)),
        ("下一条", ItemRequest(keys=(_A,), step=1)),
        ("那下一条呢", ItemRequest(keys=(_A,), step=1)),
        ("前一条", ItemRequest(keys=(_A,), step=-1)),
        ("上一条讲什么", ItemRequest(keys=(_A,), step=-1)),
        ("第二个", ItemRequest(keys=(_B,))),
        ("第 二 个", ItemRequest(keys=(_B,))),
        ("我问的是第2个", ItemRequest(keys=(_B,))),
        ("最后一个", ItemRequest(keys=(_C,))),
    ],
)
def test_follow_ups_mean_the_last_answer(question: str, request_: Request) -> None:
    """What means nothing alone is understood by the last question, item or choices."""
    assert resolve(question, _LAST) == request_


@pytest.mark.parametrize(
    "question",
    [
        "第21条",
        "手机能带去学校不",
        "第四个",
        "第二个孩子怎么上学",
        "怎么办呢",
        "还有校车吗",
        "谁负责食堂",
        "它们是什么",
        "原文有没有具体数",
        "",
    ],
)
def test_other_questions_stand_alone(question: str) -> None:
    """A question that has its own meaning keeps it."""
    assert resolve(question, _LAST) is None


@pytest.mark.parametrize("question", ["还有吗", "第二个", "下一条", "原文", "那幼儿园呢"])
def test_without_an_answer_nothing_follows(question: str) -> None:
    """At the beginning of a conversation there is nothing to refer to."""
    assert resolve(question, Context()) is None


def test_phrases_are_followed_by_phrases() -> None:
    """After a count of one word, 那劳动呢 asks for that of another."""
    assert resolve("那“劳动”呢", Context(Kind.PHRASES)) == PhraseRequest(("劳动",))


_KEYS = st.lists(st.tuples(st.text(max_size=5), st.integers(0, 99)), max_size=4).map(tuple)


@given(
    st.builds(
        Context,
        st.sampled_from(Kind),
        st.text(st.characters(exclude_categories=["Cs"])),
        st.none() | st.tuples(st.text(max_size=5), st.integers(0, 99)),
        _KEYS,
        _KEYS,
        st.lists(st.text(max_size=5)).map(tuple),
    )
)
def test_contexts_survive_json(context: Context) -> None:
    """A channel that keeps the context as JSON gets the same one back."""
    assert Context.from_json(json.loads(json.dumps(context.to_json()))) == context


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"kind": "x", "words": "", "item": None, "choices": [], "shown": [], "documents": []},
        {"kind": "search", "words": "", "item": ["a"], "choices": [], "shown": [], "documents": []},
        {"kind": "search", "words": "", "item": None, "choices": 1, "shown": [], "documents": []},
        {
            "kind": "search",
            "words": "",
            "item": ["a", "b"],
            "choices": [],
            "shown": [],
            "documents": [],
        },
    ],
)
def test_other_values_are_refused(value: dict[str, object]) -> None:
    """What is no context is told by an error that the keeper can catch."""
    with pytest.raises((ValueError, TypeError, KeyError)):
        Context.from_json(value)
