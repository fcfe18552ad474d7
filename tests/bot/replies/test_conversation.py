"""A conversation: each answer leaves what the next question refers to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.answer import Question
from bot.assistant import Assistant
from bot.cards import to_card
from knowledge.parsing import read_document
from knowledge.readers.source import Source
from retrieval.details import Detail
from retrieval.outcome import Outcome, Thresholds
from retrieval.thesaurus import Thesaurus
from retrieval.understanding import Understanding
from retrieval.understanding.context import Context
from tests.retrieval.corpora import index_of

if TYPE_CHECKING:
    from bot.answer import Answer
    from retrieval.analysis import Analyzer


def _talk(assistant: Assistant, *questions: str) -> list[Answer]:
    """Ask in turn, the context kept as JSON in between as a channel may do."""
    answers: list[Answer] = []
    for question in questions:
        kept = answers[-1].context.to_json() if answers else None
        context = Context.from_json(json.loads(json.dumps(kept))) if kept else None
        answers.append(assistant.answer(Question(question), context))
    return answers


def _numbers(answer: Answer) -> list[int | str]:
    return [shown.item.number for shown in answer.answers]


def test_a_conversation_goes_on_from_answer_to_answer(assistant: Assistant) -> None:
    """The item shown last is what 它, 下一条 and 上一条的原文 mean; thanks change nothing."""
    talk = _talk(
        assistant, "双减", "它属于哪个领域", "下一条", "谢谢", "上一条的原文", "谁负责", "前一条"
    )
    assert [_numbers(answer)[:1] for answer in talk] == [[21], [21], [22], [], [22], [22], [21]]
    assert talk[1].facts[0].name == "area"
    assert talk[4].whole
    assert not talk[5].answers[0].stated


def test_more_of_the_same_is_what_was_not_shown(assistant: Assistant) -> None:
    """还有吗 shows further items until there are none."""
    talk = _talk(assistant, "课后服务和幼儿园教师培训", *(["还有吗"] * 12))
    numbers = [number for answer in talk for number in _numbers(answer)]
    assert len(numbers) > len(_numbers(talk[0])) == 3
    assert len(set(numbers)) == len(numbers)
    assert "没有更多" in to_card(talk[-1])[0].text


def test_where_there_is_no_more_the_list_stays(assistant: Assistant) -> None:
    """第二个 is still the second of what is on the screen; of one item there is no more either."""
    first, more, second = _talk(assistant, "孩子近视怎么防", "还有吗", "第二个")
    assert (len(_numbers(first)), _numbers(more)) == (3, [])
    assert _numbers(second)[:1] == _numbers(first)[1:2]
    for last in _talk(assistant, "第21条", "还有吗")[1:]:
        assert "没有更多" in to_card(last)[0].text


@pytest.mark.parametrize(
    ("question", "whole", "missing"),
    [
        ("多少钱", False, [Detail.MONEY]),
        ("联系方式呢", False, [Detail.TELEPHONE]),
        ("大概什么时候完成呢", False, [Detail.TIME]),
        ("说详细点", True, []),
        ("能再具体一些吗", True, []),
    ],
)
def test_a_detail_is_asked_of_what_was_shown(
    assistant: Assistant, question: str, *, whole: bool, missing: list[Detail]
) -> None:
    """It means nothing by itself; with more words it is a question of its own."""
    last = _talk(assistant, "第21条", question)[1]
    assert (_numbers(last), last.whole) == ([21], whole)
    assert list(last.answers[0].missing) == missing
    assert _numbers(_talk(assistant, "第21条", f"近视防控{question}")[1])[:1] != [21]


def test_one_of_the_choices_is_chosen(assistant: Assistant) -> None:
    """第二个 is the second of what was shown last."""
    first, second = _talk(assistant, "第三部分有哪些", "第二个")
    assert _numbers(second) == [_numbers(first)[1]]
    assert second.outcome is Outcome.ANSWER


def test_the_same_is_asked_of_something_else(assistant: Assistant) -> None:
    """那幼儿园呢 keeps the matter of the last question."""
    talk = _talk(assistant, "双减出现几次", "那劳动呢")
    assert [(f.of, f.value) for f in talk[1].facts] == [("劳动", 9)]
    assert _numbers(_talk(assistant, "小学招生", "那幼儿园呢")[1])[:1] == [11]


def test_beyond_the_last_item_there_is_none(assistant: Assistant) -> None:
    """After the last item nothing comes, and the card can say how many there are."""
    answer = _talk(assistant, "第28条", "下一条")[1]
    assert answer.outcome is Outcome.NOT_FOUND
    assert [(fact.name, fact.value) for fact in answer.facts] == [("items", 28)]


def _over(analyzer: Analyzer, **texts: str) -> Assistant:
    documents = [read_document(name, Source(t.encode(), t)) for name, t in texts.items()]
    thesaurus = Thesaurus(())
    index = index_of(documents, analyzer, thesaurus)
    understanding = Understanding(analyzer, thesaurus)
    return Assistant(lambda: index, thesaurus, understanding, Thresholds(0.3, 0.05, 0.05))


_REGULATION = """某市校园安全管理办法
第一章 总则
第一条 为了加强校园安全管理,制定本办法。
第二条 本办法适用于中小学校。
第二章 职责
第三条 学校应当建立安全管理制度。
第四条 学校应当配备保安人员。
"""
_RESTARTING = """某区教育工作要点
一、党建工作
（一）加强党建。抓好支部建设。
（二）加强宣传。讲好教育故事。
二、教学工作
（一）课后服务。拓宽课后服务渠道。
（二）校车管理。管好校车。
"""


def test_articles_are_found_by_their_number(analyzer: Analyzer) -> None:
    """第三条 of a regulation is found though its path begins with the chapter."""
    answer = _over(analyzer, law=_REGULATION).answer(Question("第三条"))
    assert answer.outcome is Outcome.ANSWER
    assert answer.answers[0].item.text.startswith("第三条")
    chapter = _over(analyzer, law=_REGULATION).answer(Question("第二章有哪些"))
    assert [shown.item.node.label for shown in chapter.answers] == ["第三条", "第四条"]


def test_numbers_that_begin_anew_are_choices(analyzer: Analyzer) -> None:
    """Where each part numbers its items anew, the number alone is a choice, with the part not."""
    asked = _over(analyzer, plan=_RESTARTING)
    both = asked.answer(Question("第二条"))
    assert both.outcome is Outcome.CHOICES
    assert [shown.item.node.path for shown in both.answers] == [("一", "（二）"), ("二", "（二）")]
    one = asked.answer(Question("第二部分第二条"))
    assert one.outcome is Outcome.ANSWER
    assert one.answers[0].item.node.path == ("二", "（二）")


def test_a_follow_up_stays_with_its_document(analyzer: Analyzer) -> None:
    """What was asked of one document goes on to be asked of it."""
    asked = _over(analyzer, law=_REGULATION, plan=_RESTARTING)
    answers = _talk(asked, "《某区教育工作要点》的课后服务", "那校车呢")
    assert [d.name for d in answers[1].documents] == ["plan"]
    assert answers[1].answers[0].item.title == "校车管理"


def test_without_documents_nothing_fails(analyzer: Analyzer) -> None:
    """Every kind of question is answered where no document is in force."""
    asked = _over(analyzer)
    questions = (
        "第一条 第三部分 文号 双减出现几次 有哪些量化指标 核对:健全课后服务保障机制 你好 课后服务 "
        "五项管理还是六项管理"
    )
    for question in questions.split():
        assert asked.answer(Question(question)).outcome in (Outcome.NOT_FOUND, Outcome.DOCUMENT)
