"""Documents that are revised, and what channels work by over them, learnt in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.backend import Backend
from bot.channels.web.views import revision_of
from bot.dialogues import Dialogues
from bot.identity import Identity
from bot.journal import Recorder
from bot.library import Library
from knowledge.readers.source import Source
from knowledge.store.conversations import ConversationStore
from knowledge.store.inbox import Inbox
from knowledge.store.journal import JournalStore
from retrieval.confidence import load_calibrations
from retrieval.learning import Learner
from retrieval.outcome import Thresholds
from retrieval.searchers.bm25 import BM25Searcher
from retrieval.thesaurus import Thesaurus
from retrieval.understanding import Understanding

if TYPE_CHECKING:
    from knowledge.store.documents import DocumentStore
    from retrieval.analysis import Analyzer

AFTER_SCHOOL = "课后服务。拓宽课后服务渠道,丰富课后服务供给,提高课后服务覆盖面。"
BUS = "校车安全。管好校车,严查超载,定期检修车辆。"
MEALS = "营养午餐。办好学校食堂,公开菜谱,家长陪餐。"
READING = "阅读行动。每天安排半小时读书,建好图书角。"


def plan(*items: str, title: str = "2022年鲤城教育工作要点") -> Source:
    """Return a plan of these items."""
    lines = "".join(f"{at}.{item}\n" for at, item in enumerate(items, start=1))
    text = f"{title}\n鲤城区教育局\n2022年3月1日\n一、总则\n{lines}"
    return Source(text.encode(), text)


# What is told of documents that changed, by the names of pictures in the documentation.
PATHS = {
    "several": "/",
    "documents": "/d",
    "renumbered": "/d/plan/1",
    "moved": "/d/plan/2",
    "old-revision": "/d/{old}/3",
    "draft": "/d/draft",
    "draft-item": "/d/draft/1",
    "retracted": "/d/gone/1",
}


def fill(store: DocumentStore) -> dict[str, str]:
    """Store a revised plan, a draft and a plan that is retracted; return the paths to look at.

    The revision in force has the same numbers for other items.
    """
    store.add("plan", plan(AFTER_SCHOOL, BUS, MEALS))
    old = revision_of(store.get("plan"))
    store.add("plan", plan(READING, AFTER_SCHOOL, BUS))
    store.add("draft", plan(MEALS, BUS, title="2023年鲤城教育工作要点(征求意见稿)"))
    store.add("gone", plan(READING, BUS, title="2020年鲤城教育工作要点"))
    store.retract("gone")
    return {name: path.format(old=old) for name, path in PATHS.items()}


def backend_over(store: DocumentStore, analyzer: Analyzer) -> Backend:
    """Return what a channel works by over the documents in ``store``, without a thesaurus."""
    concepts, engine = Thesaurus(()), store.engine
    learner = Learner(analyzer, concepts, None)
    library = Library(store, learner, BM25Searcher, load_calibrations(), ())
    understanding = Understanding(analyzer, concepts)
    assistant = Assistant(library.index, concepts, understanding, Thresholds(0.3, 0.05, 0.05))
    identity, journal = Identity(b"secret"), JournalStore(engine)
    recorder = Recorder(journal, identity)
    dialogues = Dialogues(assistant, ConversationStore(engine), recorder, identity)
    return Backend(dialogues, Inbox(engine), store, journal, identity)
