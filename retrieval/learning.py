"""From a document to what is searched: its items' terms, and what is learnt, kept in files."""

from __future__ import annotations

import io
import json
import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from retrieval.analysis import Field
from retrieval.associations import Associations, learn_associations
from retrieval.index import AnalyzedDocument, indexed_text
from retrieval.linking import link_concepts
from retrieval.quote import Sentences
from retrieval.searcher import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowledge.model import Document, Item
    from retrieval.analysis import Analyzer
    from retrieval.associations import Example
    from retrieval.thesaurus import Thesaurus

# Change it with what associations are learnt from or how: kept ones are learnt anew then.
_VERSION = "1"
_ARRAYS = ("base", "default", "starts", "classes", "gains")


class Learner:
    """Analyzes documents; what it learns is kept in ``folder``, by all that it follows from.

    A file that is missing, broken or cannot be written costs time and nothing else.
    """

    def __init__(self, analyzer: Analyzer, thesaurus: Thesaurus, folder: Path | None) -> None:
        """Cut by ``analyzer`` and learn by ``thesaurus``; without a folder nothing is kept."""
        self._analyzer = analyzer
        self._thesaurus = thesaurus
        self._folder = folder

    def analyze(self, document: Document, examples: Sequence[Example] = ()) -> AnalyzedDocument:
        """Cut all items of a document into terms and learn what is asked of them."""
        terms = self._analyzer.terms_of([indexed_text(item) for item in document.items])
        entries = tuple(map(Entry, terms))
        return AnalyzedDocument(document, entries, self._learnt(document, entries, examples))

    def sentences(self, item: Item) -> Sentences:
        """Cut the sentences of an item into terms."""
        return Sentences(item, self._analyzer)

    def _learnt(
        self, document: Document, entries: tuple[Entry, ...], examples: Sequence[Example]
    ) -> Associations:
        path = self._folder / f"{self._key(document, examples)}.npz" if self._folder else None
        kept = _read(path) if path else None
        if kept is not None:
            return kept
        learnt = learn_associations(
            entries,
            link_concepts(document, self._thesaurus),
            examples,
            self._analyzer,
            self._thesaurus,
        )
        if path:
            with suppress(OSError):
                _write(path, learnt)
        return learnt

    def _key(self, document: Document, examples: Sequence[Example]) -> str:
        parts = [
            _VERSION,
            self._analyzer.segmenter.version,
            self._thesaurus.fingerprint,
            document.items_at,
            document.text,
            *(f"{one.item} {one.weight} {one.text}" for one in examples),
        ]
        digest = sha256()
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            digest.update(f"{len(data)}\n".encode() + data)
        return digest.hexdigest()


def _read(path: Path) -> Associations | None:
    try:
        with np.load(path, allow_pickle=False) as kept:
            names = json.loads(kept["terms"].tobytes())
            fields = [Field(name) for name in names["fields"]]
            rows = {
                (fields[number], text): row
                for row, (number, text) in enumerate(
                    zip(names["field_of"], names["texts"], strict=True)
                )
            }
            taught = bool(kept["taught"])
            return Associations(int(kept["items"]), taught, rows, *(kept[name] for name in _ARRAYS))
    except (OSError, ValueError, KeyError, EOFError):
        return None


def _write(path: Path, learnt: Associations) -> None:
    """Write a file whole or not at all, whoever else writes it at the same time."""
    fields = list(Field)
    numbers = {field: number for number, field in enumerate(fields)}
    names = {
        "fields": [field.value for field in fields],
        "field_of": [numbers[field] for field, _ in learnt.rows],
        "texts": [text for _, text in learnt.rows],
    }
    terms = np.frombuffer(json.dumps(names).encode(), dtype=np.uint8)
    buffer = io.BytesIO()
    arrays = {name: getattr(learnt, name) for name in _ARRAYS}
    np.savez(buffer, items=learnt.items, taught=learnt.taught, terms=terms, **arrays)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(buffer.getvalue())
        os.replace(name, path)  # noqa: PTH105 - the names are strings
    except BaseException:
        os.unlink(name)  # noqa: PTH108
        raise
