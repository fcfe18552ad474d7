"""The composition root: the only place that names implementations."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.library import Library
from knowledge.errors import StoreError
from knowledge.readers.source import read_source
from knowledge.store.database import open_database
from knowledge.store.documents import DocumentStore
from retrieval.analysis import Analyzer
from retrieval.outcome import Thresholds
from retrieval.searchers.bm25 import BM25Searcher
from retrieval.segmentation import Segmenter
from retrieval.thesaurus import load_thesaurus
from retrieval.understanding import Understanding
from retrieval.word_cache import WordCache

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.settings import Settings

SHIPPED_PLAN = "licheng-2022"


def open_store(settings: Settings) -> DocumentStore:
    """Open the document store; an empty one gets the shipped plan."""
    store = DocumentStore(open_database(settings.database_url.get_secret_value()))
    if store.is_empty():
        with as_file(files("knowledge") / "plans" / f"{SHIPPED_PLAN}.txt") as path:
            store.add(SHIPPED_PLAN, read_source(path))
    return store


def _segmenter(cache: Path) -> Segmenter:
    try:
        return Segmenter(cache)
    except OSError as error:
        raise StoreError("database-folder", folder=cache, cause=error.strerror) from error


def build_assistant(settings: Settings, documents: Sequence[str] = ()) -> Assistant:
    """Build the assistant over what is in force in the store, or over ``documents`` only.

    Raises UnknownDocumentError for a document that is not there.
    """
    cache = settings.folder / "cache"
    segmenter = _segmenter(cache)
    analyzer = Analyzer(segmenter, WordCache(cache / "words", segmenter.version))
    library = Library(open_store(settings), analyzer, BM25Searcher, documents)
    # Whoever asks first need not wait for it.
    library.index()
    thresholds = Thresholds(settings.retrieval.answer_share, settings.retrieval.choices_share)
    understanding = Understanding(analyzer, load_thesaurus())
    return Assistant(library.index, analyzer, understanding, thresholds, settings.notice.danger)
