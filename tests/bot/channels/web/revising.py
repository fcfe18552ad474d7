"""Documents that are revised, and what channels work by over them, learnt in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.backend import Backend
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
