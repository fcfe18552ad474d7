"""Items and areas that are asked for by number or place."""

from __future__ import annotations

import pytest

from retrieval.understanding import understand
from retrieval.understanding.requests import AreaRequest, ItemRequest, Part, Search
from tests.knowledge.spelling import spell_short


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("第21条", [21]),
        ("21", [21]),
        ("21.", [21]),
        (" 21 ", [21]),
        ("21条", [21]),
        ("２１", [21]),
        ("第２１条", [21]),
        ("第 21 条", [21]),
        ("第 二十一 条", [21]),
        ("第21条?", [21]),
        ("第21条呢", [21]),
        ("item 21", [21]),
        ("Item21", [21]),
        ("No.21", [21]),
        ("二十一", [21]),
        ("二十一条", [21]),
        ("第二十一条", [21]),
        ("第二十一條", [21]),
        ("第二十一条讲什么", [21]),
        ("二十一条讲什么", [21]),
        ("看看21条的内容", [21]),
        ("请把第7条全文发给我", [7]),
        ("麻烦把第7条发我一下,谢谢", [7]),
        ("第七项", [7]),
        ("第七項是什么", [7]),
        ("第7点说了啥", [7]),
        ("七", [7]),
        ("第99条", [99]),
        ("第0条", [0]),
        ("第35条有吗", [35]),
        ("第(21)条", [21]),
        ("第（21）条", [21]),
        ("廿一条", [21]),
        ("条目21", [21]),
        ("编号：21", [21]),
        ("5~8条", [5, 6, 7, 8]),
        ("把第7条和第8条发我", [7, 8]),
        ("首条是什么", [1]),
        ("第一条", [1]),
        ("最后一条", [-1]),
        ("最后一条是啥", [-1]),
        ("末条", [-1]),
        ("最后三条", [-3, -2, -1]),
        ("倒数第二条", [-2]),
        ("倒数第 2 条讲的啥", [-2]),
        ("前三条", [1, 2, 3]),
        ("17到19条", [17, 18, 19]),
        ("第17到19条", [17, 18, 19]),
        ("17-19条", [17, 18, 19]),
        ("第十七条至第十九条", [17, 18, 19]),
        ("19到17条", [19, 17, 18]),
        ("第17、18条", [17, 18]),
        ("第17条和第18条", [17, 18]),
        ("第17,18,20条分别讲什么", [17, 18, 20]),
        ("第17条、第18条分别讲什么", [17, 18]),
    ],
)
def test_items_are_asked_for_by_number(question: str, numbers: list[int]) -> None:
    """Numbers alone, named, listed or counted from an end ask for those items, in any writing."""
    request = understand(question)
    assert isinstance(request, ItemRequest)
    assert list(request.numbers) == numbers


@pytest.mark.parametrize(
    "question",
    [
        "三四点放学",
        "3到4点放学可以吗",
        "七点",
        "下午三点接孩子",
        "第一项目部",
        "教师法第三十八条规定的暑假工资怎么发",
        "《教师法》第九条",
        "12345热线",
        "1234567",
        "两条腿骨折了",
        "三条领带",
        "一条街上的学校",
        "前三名有奖吗",
        "第一次家长会",
        "第三方培训",
        "2022",
        "38度",
        "一百分",
    ],
)
def test_numbers_of_other_things_are_searched_for(question: str) -> None:
    """Times, legs, other laws' articles and long numbers are no items."""
    assert isinstance(understand(question), Search)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("第三部分有哪些", 3),
        ("第 三 部分", 3),
        ("第三大点", 3),
        ("第3大项讲什么", 3),
        ("第二个领域", 2),
        ("第二大领域有哪几条", 2),
        ("第四个方面是什么", 4),
        ("第二章", 2),
        ("领域三", 3),
        ("最后一部分", -1),
        ("最后一个领域是什么", -1),
    ],
)
def test_areas_are_asked_for_by_number(question: str, number: int) -> None:
    """An area is asked for by what it is called."""
    assert understand(question) == AreaRequest(number)


@pytest.mark.parametrize(
    ("question", "request_"),
    [
        ("第三部分第二条", ItemRequest((2,), 3)),
        ("第三部分最后一条", ItemRequest((-1,), 3)),
        ("第十七条标题是啥", ItemRequest((17,), part=Part.TITLE)),
        ("17条叫什么", ItemRequest((17,), part=Part.TITLE)),
        ("第21条属于哪个领域", ItemRequest((21,), part=Part.AREA)),
        ("21条是哪一部分的", ItemRequest((21,), part=Part.AREA)),
        ("第21条谁负责", ItemRequest((21,), responsible=True)),
        ("第21条原文,一字不改", ItemRequest((21,), whole=True)),
    ],
)
def test_parts_of_items_are_asked_for(question: str, request_: ItemRequest) -> None:
    """Within an area, or only a title, an area, the wording or who is responsible."""
    assert understand(question) == request_


def test_all_numbers_are_understood_in_all_writings() -> None:
    """第N条 asks for item N from 1 to 999, in Arabic and in Chinese."""
    for number in range(1, 1000):
        for written in (str(number), spell_short(number)):
            assert understand(f"第{written}条") == ItemRequest((number,))


def test_endless_lists_end() -> None:
    """A range that nobody would read is cut."""
    request = understand("1到9999条")
    assert isinstance(request, ItemRequest)
    assert len(request.numbers) <= 101
