"""The library follows the store from question to question."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.answer import Answer, Question
from bot.assistant import Assistant
from bot.cards import to_card
from bot.channels.terminal import converse
from bot.library import Library
from knowledge.errors import StoreError, UnknownDocumentError
from knowledge.memory import MemoryKind, Note, place_of
from knowledge.readers.source import Source
from knowledge.store.database import open_database, sqlite_url, writing
from knowledge.store.documents import DocumentStore
from knowledge.store.memories import MemoryStore
from retrieval.analysis import Analyzer, Field
from retrieval.confidence import load_calibrations
from retrieval.learning import Learner
from retrieval.outcome import Outcome, Thresholds
from retrieval.searchers.bm25 import BM25Searcher
from retrieval.thesaurus import Thesaurus
from retrieval.understanding import Understanding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def _plan(year: int, body: str) -> Source:
    text = (
        f"鲤城区教育局关于印发《{year}年鲤城教育工作要点》的通知\n鲤城区教育局\n{year}年3月1日\n"
        f"{year}年鲤城教育工作要点\n一、总则\n1.课后服务。{body}\n2.校车。管好校车。\n"
    )
    return Source(text.encode(), text)


_NO_CONCEPTS = Thesaurus(())


class _Counting(Analyzer):
    """An analyzer that counts the texts which it cuts for an index."""

    counted = 0

    def terms_of(self, texts: Sequence[str]) -> list[dict[Field, list[str]]]:
        """Count, and cut."""
        self.counted += 1
        return super().terms_of(texts)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """Open a database in an empty folder."""
    opened = open_database(sqlite_url(tmp_path))
    yield opened
    opened.dispose()


@pytest.fixture
def store(engine: sa.Engine) -> DocumentStore:
    """Return a store with the plans of two years."""
    stored = DocumentStore(engine)
    stored.add("p2021", _plan(2021, "试行课后服务。"))
    stored.add("p2022", _plan(2022, "拓宽课后服务。"))
    return stored


@pytest.fixture
def counting(analyzer: Analyzer) -> _Counting:
    """Return an analyzer that counts."""
    return _Counting(analyzer.segmenter)


@pytest.fixture
def assistant(store: DocumentStore, counting: _Counting) -> Assistant:
    """Return an assistant over the store."""
    return _assistant(_library(store, counting), counting)


def _assistant(library: Library, analyzer: Analyzer) -> Assistant:
    understanding = Understanding(analyzer, _NO_CONCEPTS)
    return Assistant(library.index, _NO_CONCEPTS, understanding, Thresholds(0.3, 0.05, 0.05))


def _library(store: DocumentStore, analyzer: Analyzer, named: Sequence[str] = ()) -> Library:
    learner = Learner(analyzer, _NO_CONCEPTS, None)
    return Library(store, learner, BM25Searcher, load_calibrations(), named)


def _names(answer: Answer) -> list[str]:
    return [shown.item.document.name for shown in answer.answers]


def _lines(answer: Answer) -> list[str]:
    return [block.text for block in to_card(answer)]


def test_a_retraction_holds_from_the_next_question(
    assistant: Assistant, store: DocumentStore
) -> None:
    """What is retracted is not answered from, by search, number or fact, until it is restored."""
    questions = [Question(words) for words in ("课后服务", "第1条", "成文日期")]
    for question in questions:
        answered = assistant.answer(question)
        assert answered.documents[0].name == "p2022"
    store.retract("p2022")
    for question in questions:
        answered = assistant.answer(question)
        assert [one.name for one in answered.documents] == ["p2021"]
        assert "p2022" not in _names(answered)
        assert "拓宽" not in "".join(_lines(answered))
    store.restore("p2022")
    assert "p2022" in _names(assistant.answer(questions[0]))


def test_with_the_last_document_retracted_cards_say_so(
    assistant: Assistant, store: DocumentStore
) -> None:
    """Where nothing is in force, every question is told that."""
    store.retract("p2021")
    store.retract("p2022")
    for words in ("课后服务", "第1条", "成文日期", "2022年课后服务", ""):
        answer = assistant.answer(Question(words))
        assert answer.outcome is Outcome.NOT_FOUND
        assert _lines(answer) == ["现在没有生效的文件,暂时答不了。"]


def test_only_what_changed_is_analyzed_again(
    assistant: Assistant, store: DocumentStore, counting: _Counting
) -> None:
    """A swap analyzes the new revision alone; a question without a change analyzes nothing."""
    before = assistant.documents
    assert counting.counted == 2
    assert all(a is b for a, b in zip(assistant.documents, before, strict=True))
    store.add("p2022", _plan(2022, "扩大课后服务。"))
    assert assistant.answer(Question("扩大")).answers[0].item.document.name == "p2022"
    assert counting.counted == 3
    store.retract("p2022")
    assert len(assistant.documents) == 1
    assert counting.counted == 3


def test_remembered_questions_are_learnt_aside(store: DocumentStore, counting: _Counting) -> None:
    """Answers go on while a question is learnt and know it then; a retraction never waits."""
    library = _library(store, counting)
    before = library.index()
    memory = MemoryStore(store.engine)
    place = place_of(before.documents[0].items[0])
    at = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
    note = Note("p2022", place, "溜旱冰在哪里", MemoryKind.STAFF, "王老师", at)
    memory.add(note)
    assert library.index() is before
    library.settle()
    learnt = library.index()
    assert learnt is not before
    assert learnt.documents == before.documents
    assert library.index() is learnt
    memory.add(replace(note, text="溜冰"))
    store.retract("p2022")
    assert [one.name for one in library.index().documents] == ["p2021"]
    library.settle()
    assert [one.name for one in library.index().documents] == ["p2021"]


def test_threads_wait_for_the_one_that_builds(
    assistant: Assistant, store: DocumentStore, counting: _Counting
) -> None:
    """Many threads that ask at once build one index, and none answers what is retracted."""
    assert assistant.documents
    store.retract("p2022")
    store.add("p2021", _plan(2021, "改了课后服务。"))
    ready = threading.Barrier(8)
    seen: list[list[str]] = []

    def ask() -> None:
        ready.wait()
        answer = assistant.answer(Question("课后服务"))
        seen.append([shown.item.document.text for shown in answer.answers])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [[_plan(2021, "改了课后服务。").text]] * 8
    assert counting.counted == 3


def test_a_store_that_cannot_be_asked_is_asked_again(
    assistant: Assistant, store: DocumentStore, engine: sa.Engine
) -> None:
    """While the store is gone, nothing is answered; when it is back, the next question is."""
    assert assistant.documents
    store.retract("p2022")
    for there, gone in (("events", "lost"), ("lost", "events")):
        with writing(engine) as connection:
            connection.execute(sa.text(f"ALTER TABLE {there} RENAME TO {gone}"))
        if there == "events":
            with pytest.raises(StoreError):
                assistant.answer(Question("课后服务"))
    assert _names(assistant.answer(Question("课后服务"))) == ["p2021"]


def test_a_conversation_goes_on_when_the_store_is_back(
    assistant: Assistant,
    engine: sa.Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In the terminal the error is told in one line, and the next question is answered."""
    asked = 0

    def ask(_prompt: str) -> str:
        nonlocal asked
        asked += 1
        if asked < 3:
            there, gone = ("events", "lost")[:: 1 if asked == 1 else -1]
            with writing(engine) as connection:
                connection.execute(sa.text(f"ALTER TABLE {there} RENAME TO {gone}"))
        return ["校车", "校车", ""][asked - 1]

    monkeypatch.setattr("rich.console.Console.input", lambda _console, prompt: ask(prompt))
    converse(assistant)
    shown = capsys.readouterr().out
    assert shown.index("读数据库出错") < shown.index("第2条 校车")


def test_documents_may_be_named(store: DocumentStore, counting: _Counting) -> None:
    """Named documents are answered from alone, while they are in force; revisions always are."""
    old = store.find("p2022")
    store.add("p2022", _plan(2022, "扩大课后服务。"))
    named = _assistant(_library(store, counting, ["p2021"]), counting)
    pinned = f"p2022@{old.sha256[:8]}"
    past = _assistant(_library(store, counting, [pinned]), counting)
    assert _names(named.answer(Question("课后服务"))) == ["p2021"]
    assert _names(past.answer(Question("拓宽课后服务"))) == [pinned]
    store.retract("p2021")
    store.retract("p2022")
    assert named.answer(Question("课后服务")).documents == ()
    assert _names(past.answer(Question("拓宽课后服务"))) == [pinned]
    with pytest.raises(UnknownDocumentError):
        _library(store, counting, ["p2020"])


def test_of_equal_items_the_newer_one_comes_first(
    assistant: Assistant, store: DocumentStore
) -> None:
    """Two years say the same of 校车: the newer is the answer, and the older is named as such."""
    answer = assistant.answer(Question("校车"))
    assert _names(answer) == ["p2022", "p2021"]
    assert "相关条目:第2条 校车(《2021年鲤城教育工作要点》)" in _lines(answer)
    store.retract("p2022")
    assert _names(assistant.answer(Question("校车"))) == ["p2021"]


@pytest.mark.parametrize(
    ("question", "outcome", "names"),
    [
        ("2021年课后服务", Outcome.ANSWER, ["p2021"]),
        ("2021年第1条", Outcome.ANSWER, ["p2021"]),
        ("第1条", Outcome.CHOICES, ["p2022", "p2021"]),
        ("鲤城第1条", Outcome.CHOICES, ["p2022", "p2021"]),
        ("《2021年鲤城教育工作要点》第1条", Outcome.ANSWER, ["p2021"]),
    ],
)
def test_a_question_narrows_to_the_documents_it_names(
    assistant: Assistant, question: str, outcome: Outcome, names: list[str]
) -> None:
    """Searches and numbers follow the year and the title that are named."""
    answer = assistant.answer(Question(question))
    assert (answer.outcome, _names(answer)) == (outcome, names)


def test_facts_come_from_the_newest_document_in_scope(assistant: Assistant) -> None:
    """A fact names its document; a year that is named asks the document of that year."""
    newest = _lines(assistant.answer(Question("成文日期")))
    assert newest[0] == "成文日期:2022-03-01"
    assert newest[-1] == "2022年鲤城教育工作要点 · 2022-03-01"
    assert _lines(assistant.answer(Question("2021年要点的成文日期")))[0] == "成文日期:2021-03-01"


def test_choices_of_several_documents_each_name_theirs(assistant: Assistant) -> None:
    """第1条 of two documents is offered twice, each followed by its document."""
    lines = _lines(assistant.answer(Question("第1条")))
    sources = [at for at, line in enumerate(lines) if line.startswith("202")]
    assert [lines[at][:4] for at in sources] == ["2022", "2021"]
    assert sources[0] < lines.index("试行课后服务。") < sources[1]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("2019年课后服务", "没有2019年的文件,以下来自2022年的《2022年鲤城教育工作要点》。"),
        ("2019年要点的成文日期", "没有2019年的文件,以下来自2022年的《2022年鲤城教育工作要点》。"),
        ("2019年天上的星星", "没有2019年的文件。"),
    ],
)
def test_a_year_that_is_not_there_is_told_first(
    assistant: Assistant, question: str, first: str
) -> None:
    """Nothing is answered from another year without saying so."""
    answer = assistant.answer(Question(question))
    assert answer.absent_year == 2019
    assert _lines(answer)[0] == first


def test_where_several_documents_say_nothing_their_number_is_told(assistant: Assistant) -> None:
    """Not found in several documents is not told of one of them alone."""
    assert "等2份文件里没有找到" in _lines(assistant.answer(Question("天上的星星")))[0]
