"""The composition root: the only place that names implementations."""

from __future__ import annotations

import datetime as dt
import functools
import gc
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.backend import Backend
from bot.dialogues import Dialogues
from bot.identity import load_identity
from bot.journal import Recorder
from bot.library import Library
from bot.texts import text
from knowledge.errors import StoreError
from knowledge.plans import SHIPPED_PLAN, shipped_plan
from knowledge.readers.source import read_source
from knowledge.store.conversations import ConversationStore
from knowledge.store.database import open_database
from knowledge.store.documents import DocumentStore
from knowledge.store.inbox import Inbox
from knowledge.store.journal import JournalStore
from knowledge.store.memories import MemoryStore
from knowledge.store.shipping import ship_questions
from retrieval.analysis import Analyzer
from retrieval.confidence import load_calibrations
from retrieval.learning import Learner
from retrieval.outcome import thresholds_of
from retrieval.searchers.bm25 import BM25Searcher
from retrieval.segmentation import Segmenter
from retrieval.thesaurus import Thesaurus, load_thesaurus
from retrieval.understanding import Understanding
from retrieval.understanding.recognition import load_recognizer
from retrieval.word_cache import WordCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.settings import Settings
    from retrieval.searcher import Entry, Searcher


def open_store(settings: Settings) -> DocumentStore:
    """Open the document store; an empty one gets the shipped plan.

    The questions that are shipped beside the plan are brought into the memory.
    """
    store = DocumentStore(open_database(settings.database_url.get_secret_value()))
    with shipped_plan() as path:
        if store.is_empty():
            store.add(SHIPPED_PLAN, read_source(path))
        ship_questions(store, MemoryStore(store.engine), SHIPPED_PLAN, path)
    return store


def open_journal(settings: Settings, store: DocumentStore) -> JournalStore:
    """Open the journal in the database of ``store``; what is older than it may be is deleted."""
    journal = JournalStore(store.engine)
    journal.prune(dt.datetime.now(dt.UTC) - dt.timedelta(days=settings.journal.days))
    return journal


def build_recorder(settings: Settings) -> Recorder:
    """Build what channels record their answers by."""
    journal = open_journal(settings, open_store(settings))
    return Recorder(journal, load_identity(settings), enabled=settings.journal.enabled)


def _segmenter(cache: Path) -> Segmenter:
    try:
        return Segmenter(cache)
    except OSError as error:
        raise StoreError("database-folder", folder=cache, cause=error.strerror) from error


@dataclass(frozen=True, slots=True)
class Search:
    """What a search is made of: how texts are cut, questions understood, entries ranked."""

    analyzer: Analyzer
    thesaurus: Thesaurus
    understanding: Understanding
    make_searcher: Callable[[Sequence[Entry]], Searcher]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking, again and again, through what is being loaded.

    A sixth of the start goes into that. What has been loaded stays, so it is not walked later.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


@functools.cache
def announce() -> None:
    """Say once, to somebody at a terminal, that something is learnt first.

    What other programs read of stderr is errors, each in one line.
    """
    if sys.stderr.isatty():
        sys.stderr.write(text("stages.learning") + "\n")


def build_search(settings: Settings, *, thesaurus: bool = True) -> Search:
    """Build the program's search, without its thesaurus if that is not wanted."""
    cache = settings.folder / "cache"
    segmenter = _segmenter(cache)
    analyzer = Analyzer(segmenter, WordCache(cache / "words", segmenter.version))
    concepts = load_thesaurus(cache / "thesaurus") if thesaurus else Thesaurus(())
    recognizer = load_recognizer(concepts, cache / "learnt", announce) if thesaurus else None
    understanding = Understanding(analyzer, concepts, recognizer)
    return Search(analyzer, concepts, understanding, BM25Searcher)


def build_assistant(
    settings: Settings, documents: Sequence[str] = (), *, remembering: bool = True
) -> Assistant:
    """Build the assistant over what is in force in the store, or over ``documents`` only.

    Without ``remembering`` it knows no remembered question, as of a document that is new. Raises
    UnknownDocumentError for a document that is not there.
    """
    with _uncollected():
        search = build_search(settings)
        folder = settings.folder / "cache" / "learnt"
        learner = Learner(search.analyzer, search.thesaurus, folder, announce)
        store = open_store(settings)
        library = Library(
            store,
            learner,
            search.make_searcher,
            load_calibrations(),
            documents,
            remembering=remembering,
        )
        # Whoever asks first need not wait for it.
        library.index()
    thresholds = thresholds_of(settings.retrieval.caution)
    return Assistant(
        library.index,
        search.thesaurus,
        search.understanding,
        thresholds,
        settings.notice.danger,
    )


def build_backend(settings: Settings) -> Backend:
    """Build what a channel with many people works by."""
    assistant = build_assistant(settings)
    assistant.prepare()
    store, identity = open_store(settings), load_identity(settings)
    journal = open_journal(settings, store)
    recorder = Recorder(journal, identity, enabled=settings.journal.enabled)
    dialogues = Dialogues(assistant, ConversationStore(store.engine), recorder, identity)
    return Backend(dialogues, Inbox(store.engine), store, journal, identity)
