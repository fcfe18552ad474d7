"""What is learnt of a document: from its words, and from what is known to be asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.examples import Example
from retrieval.learning import Learner
from retrieval.query import to_query
from retrieval.thesaurus import Concept, Thesaurus
from tests.retrieval.corpora import document_of

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.analysis import Analyzer
    from retrieval.associations import Associations

_DOCUMENT = document_of("一、督导\n1.近视防控。加强近视防控。\n2.校车安全。管好校车。\n")
_ASKED: dict[int | None, str] = {0: "孩子看不清黑板", 1: "接送车几点到站", None: "公积金怎么提取"}
_NONE = Thesaurus(())


def _examples(*counts: int) -> list[Example]:
    """Return so many questions of the first item, of the second and of none."""
    return [
        Example(f"{asked}{'这样那样别的再说'[number % 8]}", item, 5.0)
        for (item, asked), count in zip(_ASKED.items(), counts, strict=True)
        for number in range(count)
    ]


def _learn(analyzer: Analyzer, *counts: int, folder: Path | None = None) -> Associations:
    examples = _examples(*counts)
    learner = Learner(analyzer, _NONE, folder)
    return learner.analyze(_DOCUMENT, str(counts), lambda _: examples).associations


def _scores(learnt: Associations, analyzer: Analyzer, question: str) -> list[float]:
    return list(map(float, learnt.scores(to_query(question, analyzer, _NONE))))


@pytest.mark.parametrize(
    ("counts", "taught"),
    [
        ((0, 0, 0), False),
        ((1, 1, 1), False),
        ((199, 200, 200), False),
        ((200, 200, 200), True),
        ((20, 180, 400), True),
        ((19, 181, 400), False),
        ((300, 300, 0), False),
        ((0, 300, 300), False),
    ],
)
def test_a_document_is_taught_by_many_questions_of_each_item_and_of_none(
    analyzer: Analyzer, counts: tuple[int, ...], *, taught: bool
) -> None:
    """Two hundred on average and twenty of each are enough; fewer do not tell items apart."""
    assert _learn(analyzer, *counts).taught is taught


@pytest.mark.parametrize("each", [1, 200])
@pytest.mark.parametrize(("item", "asked"), _ASKED.items())
def test_what_was_asked_is_known_again(
    analyzer: Analyzer, each: int, item: int | None, asked: str
) -> None:
    """A remembered question has its item, or none, on top."""
    scores = _scores(_learn(analyzer, each, each, each), analyzer, asked)
    assert np.argmax(scores) == (2 if item is None else item)


@pytest.mark.parametrize("each", [0, 1, 200])
def test_what_was_learnt_is_kept_and_the_same_each_time(
    analyzer: Analyzer, tmp_path: Path, each: int
) -> None:
    """Learning again, and reading what was kept, give the same scores to the last digit."""
    asked = "接送车看不清公积金校车"
    first = _scores(_learn(analyzer, each, each, each, folder=tmp_path), analyzer, asked)
    assert any(first)
    assert _scores(_learn(analyzer, each, each, each, folder=tmp_path), analyzer, asked) == first
    assert _scores(_learn(analyzer, each, each, each), analyzer, asked) == first


@pytest.mark.parametrize("damage", [b"", b"PK", None])
def test_what_was_kept_and_is_damaged_is_learnt_again(
    analyzer: Analyzer, tmp_path: Path, damage: bytes | None
) -> None:
    """A kept file that is broken, or of something else, costs time only."""
    first = _scores(_learn(analyzer, 200, 200, 200, folder=tmp_path), analyzer, "校车")
    for path in tmp_path.iterdir():
        if damage is None:
            np.savez(path, base=np.zeros(1))
        else:
            path.write_bytes(damage)
    assert _scores(_learn(analyzer, 200, 200, 200, folder=tmp_path), analyzer, "校车") == first


def test_terms_add_up_to_the_score(analyzer: Analyzer) -> None:
    """Two questions differ in an item's lead over another by what their terms gain for it."""
    learnt = _learn(analyzer, 200, 200, 200)
    known = next(key for key in learnt.rows if key[1] == "校车")
    assert learnt.holds(known, 1)
    assert not learnt.holds(known, 0)
    assert not learnt.holds((known[0], "没有的词"), 1)
    asked = [to_query(text, analyzer, _NONE) for text in ("校车", "看不清黑板")]
    leads = [scores[1] - scores[0] for scores in map(learnt.scores, asked)]
    gains = [sum(learnt.gains(q, 1).values()) - sum(learnt.gains(q, 0).values()) for q in asked]
    assert gains[0] - gains[1] == pytest.approx(leads[0] - leads[1], rel=1e-3)
    assert gains[0] > gains[1]


_NEW = (
    "一、督导\n1.近视防控。加强近视防控。\n2.食堂。管好食堂。\n"
    "3.作业。减轻作业。\n4.校车安全。管好校车。\n"
)
_WAYS = tuple(
    f"{what}{how}"
    for what in ["接送车", "坐车上学", "大巴"]
    for how in ["几点来", "在哪等", "怎么坐", "要钱吗", "晚点", "没来", "停运"]
)


@pytest.mark.parametrize(
    ("known", "unasked", "taught"),
    [
        (_WAYS, {3}, True),
        # The thesaurus knows too little to stand in.
        (_WAYS[:5], {3}, False),
        # Of half of the items nothing is remembered.
        (_WAYS, {0, 3}, False),
    ],
)
def test_what_the_thesaurus_asks_stands_in_for_an_item_that_is_new(
    analyzer: Analyzer, known: tuple[str, ...], unasked: set[int], *, taught: bool
) -> None:
    """A revision with an item of which nothing is remembered yet stays a plan that is known."""
    thesaurus = Thesaurus((Concept("校车", ("校车",), known),))
    asked = {0: "孩子看不清黑板", 1: "饭菜不好吃", 2: "写到半夜", None: "公积金怎么提取"}
    examples = [
        Example(f"{text}{number % 50}", item, 5.0)
        for item, text in asked.items()
        for number in range(400)
        if item not in unasked
    ]
    learner = Learner(analyzer, thesaurus, None)
    learnt = learner.analyze(document_of(_NEW), "new", lambda _: examples).associations
    assert learnt.taught is taught
    scores = learnt.scores(to_query("大巴几点来", analyzer, thesaurus))
    assert np.argmax(scores) == 3


def test_what_is_hardly_about_an_item_does_not_stand_in_for_it(analyzer: Analyzer) -> None:
    """A concept that an item names in passing lends it many questions that say little of it."""
    thesaurus = Thesaurus((Concept("食堂", ("食堂",), _WAYS),))
    text = _NEW.replace("管好食堂。", "管好食堂,食堂要干净。").replace(
        "管好校车。", "管好校车和食堂。"
    )
    examples = [
        Example(f"{asked}{number}", item, 5.0)
        for item, asked in enumerate(("看不清黑板", "饭菜不好吃", "写到半夜"))
        for number in range(400)
    ] + [Example(f"公积金{number}", None, 5.0) for number in range(400)]
    learner = Learner(analyzer, thesaurus, None)
    assert not learner.analyze(document_of(text), "new", lambda _: examples).associations.taught
