"""Documents and their index for the tests of retrieval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.parsing import read_document
from knowledge.readers.source import Source, read_source
from retrieval.confidence import load_calibrations
from retrieval.index import ItemIndex
from retrieval.learning import Learner
from retrieval.searchers.bm25 import BM25Searcher
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowledge.model import Document
    from retrieval.analysis import Analyzer
    from retrieval.examples import Example
    from retrieval.thesaurus import Thesaurus


def shipped_plan() -> Document:
    """Read the shipped plan."""
    path = PROJECT / "knowledge" / "plans" / "licheng-2022.txt"
    return read_document("licheng-2022", read_source(path))


def document_of(text: str, name: str = "made") -> Document:
    """Read a document from its text."""
    return read_document(name, Source(text.encode(), text))


def index_of(
    documents: Sequence[Document],
    analyzer: Analyzer,
    thesaurus: Thesaurus,
    examples: Sequence[Example] = (),
    folder: Path | None = None,
) -> ItemIndex:
    """Index documents.

    ``examples`` are remembered of each; what is learnt is kept in ``folder``.
    """
    learner = Learner(analyzer, thesaurus, folder)
    remembered = repr(examples) if examples else ""
    analyzed = [learner.analyze(one, remembered, lambda _: examples) for one in documents]
    return ItemIndex(analyzed, BM25Searcher, learner.sentences, load_calibrations())
