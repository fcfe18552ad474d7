"""Kinds of messages that no pattern knows, recognised by what is like them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.thesaurus import Thesaurus, load_thesaurus
from retrieval.understanding import LONGEST_QUESTION, understand
from retrieval.understanding.recognition import Recognizer, load_recognizer
from retrieval.understanding.requests import (
    AlternativesRequest,
    AreaRequest,
    Courtesy,
    CourtesyRequest,
    Fact,
    FactRequest,
    Guess,
    ItemRequest,
    Kind,
    PhraseRequest,
    Search,
    TargetsRequest,
)

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.understanding.requests import Request


@pytest.fixture(scope="module")
def recognizer(learnt: Path) -> Recognizer:
    """Return the shipped recognizer."""
    return load_recognizer(load_thesaurus(), learnt)


@pytest.mark.parametrize(
    ("message", "request_"),
    [
        ("指导思想那段从头到尾给我", FactRequest((Fact.GENERAL,))),
        ("落款盖的是哪家的章", FactRequest((Fact.ISSUER,))),
        ("我能往家长群里转这份吗", FactRequest((Fact.OPENNESS,))),
        ("条数", FactRequest((Fact.ITEMS,))),
        ("打印出来大概几页", FactRequest((Fact.CHARACTERS,))),
        ("搜一下 老年大学", PhraseRequest(("老年大学",))),
        ("写材料用,看看“一校一案”要点里用没用过这个说法", PhraseRequest(("一校一案",))),
        ("教育强区or教育名区", AlternativesRequest(("教育强区", "教育名区"))),
        ("7条后面那一条", ItemRequest((8,))),
        ("殿后的那条", ItemRequest((-1,))),
        ("part3", AreaRequest(3)),
        ("带数字的都挑出来", TargetsRequest()),
        ("你会点啥本事", CourtesyRequest(Courtesy.ABILITY)),
    ],
)
def test_what_no_pattern_knows_is_recognised(
    recognizer: Recognizer, message: str, request_: Request
) -> None:
    """A message that is put in a way of its own is understood like those that it is like."""
    assert isinstance(understand(message), Search)
    understood = understand(message, recognizer)
    assert (understood.request if isinstance(understood, Guess) else understood) == request_


@pytest.mark.parametrize(
    "message",
    [
        "我女儿吃了好多药",
        "爸爸又打我了 我躲在厕所",
        "活着好累 反正没人在乎",
        "放学那些人又在校门口等我 我不敢出去",
        "有个叔叔总摸我 不让我告诉别人",
        "他说想从楼上跳下去",
    ],
)
def test_a_child_in_danger_is_noticed(recognizer: Recognizer, message: str) -> None:
    """However it is put, danger brings the notice, whatever else the message asks."""
    request = understand(message, recognizer)
    assert isinstance(request, Search)
    assert request.danger


@pytest.mark.parametrize(
    "message",
    [
        "作业多得要命",
        "预防校园欺凌有什么措施",
        "心理老师怎么考证",
        "放学后没人接孩子怎么办",
        "孩子近视了怎么办",
        "课后服务收费多少",
        "今年要新建几所幼儿园",
        "外地户口能不能读鲤城的小学",
        "老师绩效工资什么时候发",
    ],
)
def test_questions_to_search_for_stay_so(recognizer: Recognizer, message: str) -> None:
    """An ordinary question is searched for, without a notice."""
    request = understand(message, recognizer)
    assert isinstance(request, Search)
    assert not request.danger


@given(st.text(st.characters() | st.sampled_from("第条几有没写搜“”全文 21"), max_size=60))
@settings(deadline=None)
def test_any_message_is_understood(recognizer: Recognizer, message: str) -> None:
    """Probabilities are 0 to 1, for any text, and some request comes of it."""
    assert all(0 <= chance <= 1 for chance in recognizer.recognise(message).values())
    assert understand(message, recognizer).kind in Kind


def test_the_longest_message_is_recognised_by_its_beginning(recognizer: Recognizer) -> None:
    """What stands beyond the beginning changes nothing."""
    beginning = "放学后没人接孩子怎么办" * 20
    assert recognizer.recognise(beginning) == recognizer.recognise(
        beginning + "文号" * LONGEST_QUESTION
    )


def test_what_was_learnt_is_kept(tmp_path: Path) -> None:
    """Read again, or learnt again where the file is broken, it is the same to the last digit."""
    asked = '{"text": "校车几点来", "concepts": []}\n{"text": "食堂吃什么", "concepts": []}'
    searches = Thesaurus((), questions=asked.encode())
    learnt = load_recognizer(searches, tmp_path)
    kept = load_recognizer(searches, tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"PK")
    again = load_recognizer(searches, tmp_path)
    for message in ("文号多少", "校车", ""):
        assert learnt.recognise(message) == kept.recognise(message) == again.recognise(message)
