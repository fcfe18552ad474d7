"""What is answered from the shipped plan itself, with its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answer import Question, to_json
from bot.cards import BlockKind, to_card
from retrieval.outcome import Outcome
from retrieval.understanding.requests import Kind

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.assistant import Assistant


def _card(answer: Answer) -> str:
    return "\n".join(block.text for block in to_card(answer))


def _numbers(answer: Answer) -> list[int | str]:
    return [shown.item.number for shown in answer.answers]


@pytest.mark.parametrize(
    ("question", "outcome", "numbers"),
    [
        ("最后一条", Outcome.ANSWER, [28]),
        ("倒数第二条", Outcome.ANSWER, [27]),
        ("17到19条", Outcome.ANSWER, [17, 18, 19]),
        ("第17、18条", Outcome.ANSWER, [17, 18]),
        ("第三部分第二条", Outcome.ANSWER, [12]),
        ("第三部分第12条", Outcome.ANSWER, [12]),
        ("第三部分有哪些", Outcome.DOCUMENT, [11, 12, 13, 14, 15, 16]),
        ("最后一个领域", Outcome.DOCUMENT, [23, 24, 25, 26, 27, 28]),
        ("第十七条标题是啥", Outcome.DOCUMENT, [17]),
        ("第35条", Outcome.NOT_FOUND, []),
        ("第七部分", Outcome.NOT_FOUND, []),
        ("第三部分第21条", Outcome.NOT_FOUND, []),
        ("28到30条", Outcome.ANSWER, [28]),
    ],
)
def test_items_are_found_by_place(
    assistant: Assistant, question: str, outcome: Outcome, numbers: list[int]
) -> None:
    """Items and areas are found by number, list, end and area."""
    answer = assistant.answer(Question(question))
    assert (answer.outcome, _numbers(answer)) == (outcome, numbers)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("第35条", "共有 28 条"),
        ("28到30条", "共有 28 条"),
        ("第七部分", "共有 6 个领域"),
        ("第三部分有哪些", "三、突出优质均衡,扎实推进高质量教育体系建设"),
        ("第十七条标题是啥", "标题:推动师德师风常态长效建设"),
        ("第21条属于哪个领域", "五、突出依法治教,创新推进教育治理体系变革"),
        ("第21条谁负责", "原文未写责任单位"),
        ("食堂归哪个科室管", "原文未写责任单位"),
        ("双减出现几次", "“双减”出现 2 次。"),
        ("有没有“营转非”的表述", "原文没有出现“营转非”。"),
        ("有没有“心理健康日”的表述", "最接近的原文用词:“心理健康”"),
        ("写的是普惠还是普通", "“普惠”出现 2 次。"),
        ("是五项管理还是六项管理", "原文没有出现“六项管理”。"),
        ("年底前要完成什么", "95% · “确保年底95%的区属学校通过验收”"),
        ("第7条有哪些指标", "不少于40场"),
        ("美育有哪些量化指标", "原文没有写这样的数字指标。"),
        ("原文是不是“开展心理健康教育进校园、进社区活动不少于50场”", "不少于【40】场"),
        ("总体要求第一句是什么", "以习近平新时代中国特色社会主义思想为指导"),
        ("是征求意见稿吗", "征求意见稿或草案:不是"),
        ("这是现行的吗", "成文日期:2022-03-29"),
        ("你是真人吗", "不是真人"),
    ],
)
def test_the_card_says_what_was_asked(assistant: Assistant, question: str, said: str) -> None:
    """What was asked stands on the card, and what is not there is said not to be."""
    assert said in _card(assistant.answer(Question(question)))


@pytest.mark.parametrize(
    ("question", "outcome", "counts", "numbers"),
    [
        ("“三审”在哪条", Outcome.DOCUMENT, {"三审": 1}, [27]),
        ("“双减”和“三审”有没有提到", Outcome.DOCUMENT, {"双减": 2, "三审": 1}, [21, 27]),
        ("关工委、老年教育有涉及吗", Outcome.DOCUMENT, {"关工委": 0, "老年教育": 0}, []),
        ("教育经费“两个只增不减”写进去没", Outcome.ANSWER, {"两个只增不减": 1}, [28]),
        ("第21条有没有提“手机”", Outcome.DOCUMENT, {"手机": 1}, [21]),
        ("第22条有没有提“手机”", Outcome.DOCUMENT, {"手机": 0}, []),
        ("县管校聘有没有提", Outcome.DOCUMENT, {"县管校聘": 1}, [19]),
    ],
)
def test_phrases_are_counted(
    assistant: Assistant,
    question: str,
    outcome: Outcome,
    counts: dict[str, int],
    numbers: list[int],
) -> None:
    """Each phrase has its count, and the items in which one stands are shown by the sentence."""
    answer = assistant.answer(Question(question))
    assert answer.outcome is outcome
    assert {f.of: f.value for f in answer.facts if f.name == "phrase"} == counts
    assert _numbers(answer) == numbers
    for shown in answer.answers:
        quote = shown.quote.of(shown.item.document.text).replace("“", "").replace("”", "")
        assert any(phrase in quote for phrase in counts)


def test_a_phrase_in_a_matter_is_answered_by_the_matter(assistant: Assistant) -> None:
    """Where the matter has an item but not the wording, the item is shown and says so."""
    answer = assistant.answer(Question("校外培训治理那块 有无“营转非”表述"))
    assert answer.outcome is Outcome.ANSWER
    assert answer.answers[0].item.number == 16
    assert not answer.answers[0].stated
    assert "原文未写这个说法" in _card(answer)


def test_a_matter_that_sounds_like_a_phrase_is_searched_for(assistant: Assistant) -> None:
    """Where an unquoted phrase does not occur, the matter is searched for."""
    answer = assistant.answer(Question("校园食堂安全在哪条"))
    assert answer.outcome in (Outcome.ANSWER, Outcome.CHOICES)
    assert answer.answers[0].item.number == 25


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("抄送给谁", {"copied_to": None}),
        ("标题是什么", {"title": "2022年鲤城教育工作要点"}),
        ("有附件吗", {"attachments": "《2022年鲤城教育工作要点》"}),
        ("是征求意见稿吗", {"draft": False}),
        ("有效期到什么时候", {"valid_until": None}),
        ("哪一年的", {"year": 2022}),
        ("是最新的吗", {"current": None, "year": 2022, "issued_on": "2022-03-29"}),
        ("六大领域是哪些", {"areas": 6}),
    ],
)
def test_more_facts_are_answered(
    assistant: Assistant, question: str, facts: dict[str, object]
) -> None:
    """Facts come with their quote; a quote is cut from the document."""
    answer = assistant.answer(Question(question))
    assert answer.outcome is Outcome.DOCUMENT
    assert {fact.name: fact.value for fact in answer.facts} == facts
    for fact in answer.facts:
        for line in (fact.quote or "").split("\n"):
            assert line in answer.documents[0].text


def test_the_characters_are_counted(assistant: Assistant) -> None:
    """The number of characters leaves out white space only."""
    answer = assistant.answer(Question("全文多少字"))
    text = answer.documents[0].text
    assert [fact.value for fact in answer.facts] == [len("".join(text.split()))]


@pytest.mark.parametrize(
    ("question", "number", "quote"),
    [
        ("心理健康活动要办多少场", 7, "不少于40场"),
        ("安全课几节", 25, "不少于12课时"),
        ("平安校园多少学校通过验收 百分之几", 25, "95%"),
    ],
)
def test_the_sentence_with_the_number_is_quoted(
    assistant: Assistant, question: str, number: int, quote: str
) -> None:
    """A question for a number is answered by the sentence that states one of its kind."""
    shown = assistant.answer(Question(question)).answers[0]
    assert shown.item.number == number
    assert quote in shown.quote.of(shown.item.document.text)
    assert shown.stated


def test_a_number_of_another_kind_is_not_the_one(assistant: Assistant) -> None:
    """40场 does not say how many lessons a week there are."""
    shown = assistant.answer(Question("体育课一周要上几节")).answers[0]
    assert shown.item.number == 7
    assert not shown.stated


def test_the_whole_wording_comes_first(assistant: Assistant) -> None:
    """Where the wording was asked for, the whole item stands below its name, open to read."""
    answer = assistant.answer(Question("把特殊教育那条原文贴给我 不要改字"))
    assert answer.whole
    kinds = [block.kind for block in to_card(answer)]
    assert kinds[:3] == [BlockKind.TITLE, BlockKind.AREA, BlockKind.VERBATIM]
    assert to_card(answer)[2].text == answer.answers[0].item.text
    assert answer.answers[0].item.number == 14


@pytest.mark.parametrize(
    "question", ["你好", "谢谢", "再见", "傻逼", "你能做什么", "。。。", "你是谁"]
)
def test_small_talk_gets_a_courtesy(assistant: Assistant, question: str) -> None:
    """Small talk is answered kindly and shortly, never by an item."""
    answer = assistant.answer(Question(question))
    assert answer.outcome is Outcome.NOT_FOUND
    assert not answer.answers
    assert not answer.nearest
    assert to_json(answer)["courtesy"] == _card(answer)
    assert answer.kind is Kind.COURTESY


@pytest.mark.parametrize("question", ["孩子跟我说不想活了 我该找谁", "我想死", "女儿割腕"])
def test_danger_is_answered_by_a_notice_and_the_plan(assistant: Assistant, question: str) -> None:
    """Where help is comes first, then what the plan says of psychological help."""
    answer = assistant.answer(Question(question))
    first, *_ = to_card(answer)
    assert "110" in first.text
    assert "120" in first.text
    assert answer.notice == first.text == to_json(answer)["notice"]
    assert answer.answers[0].item.number == 7
    assert assistant.answer(Question("打篮球")).notice is None


def test_quotations_are_checked(assistant: Assistant) -> None:
    """The verdict is a fact, the original its quote; an unknown sentence is said to be so."""
    right = assistant.answer(Question("核对:推进2个“冠名班”人才培养工作"))
    assert [(f.name, f.value) for f in right.facts] == [("quotation", "identical")]
    assert _numbers(right) == [15]
    wrong = assistant.answer(Question("核对:月球上的幼儿园今天开学啦啦啦"))
    assert [(f.value, f.quote) for f in wrong.facts] == [("not_found", None)]
    assert "原文里没有这句话" in _card(wrong)


def test_which_of_two_is_counted_in_the_matter(assistant: Assistant) -> None:
    """Where the question says of what, the wordings are counted in its item."""
    answer = assistant.answer(Question("校园安全专项整治三年行动在哪一条，原句是“推进”还是“深化”"))
    assert answer.outcome is Outcome.ANSWER
    assert answer.answers[0].item.number == 25
    assert {f.of: f.value for f in answer.facts} == {"推进": 1, "深化": 0}
