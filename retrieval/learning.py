"""From a document to what is searched: its items' terms, and what is learnt, kept in files."""

from __future__ import annotations

import io
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from retrieval.analysis import Field
from retrieval.associations import Associations, learn_associations
from retrieval.discrimination import Discriminant
from retrieval.examples import Example
from retrieval.index import AnalyzedDocument, indexed_text
from retrieval.kept_files import keep
from retrieval.linking import link_concepts
from retrieval.naive_bayes import BayesWeights
from retrieval.quote import LearntSentences, Sentences, sentences_of
from retrieval.searcher import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from knowledge.model import Document, Item
    from retrieval.analysis import Analyzer
    from retrieval.thesaurus import Thesaurus

# Change it with what associations are learnt from or how: kept ones are learnt anew then.
_VERSION = "3"


class Learner:
    """Analyzes documents; what it learns is kept in ``folder``, by all that it follows from.

    A file that is missing, broken or cannot be written costs time and nothing else.
    """

    def __init__(self, analyzer: Analyzer, thesaurus: Thesaurus, folder: Path | None) -> None:
        """Cut by ``analyzer`` and learn by ``thesaurus``; without a folder nothing is kept."""
        self._analyzer = analyzer
        self._thesaurus = thesaurus
        self._folder = folder

    def analyze(
        self,
        document: Document,
        remembered: str = "",
        examples: Callable[[Document], Sequence[Example]] = lambda _: (),
    ) -> AnalyzedDocument:
        """Cut all items of a document into terms and learn what is asked of them.

        ``remembered`` changes with what ``examples`` returns, which is asked for only where it
        was not learnt before.
        """
        terms = self._analyzer.terms_of([indexed_text(item) for item in document.items])
        entries = tuple(map(Entry, terms))
        key = self._key(document, remembered)
        learnt = self._kept(f"{key}-items", lambda: self._items(document, entries, examples))
        sentences = None
        if remembered:
            learnt_sentences = self._kept(
                f"{key}-sentences", lambda: self._sentences(document, examples)
            )
            sentences = LearntSentences(learnt_sentences, _first_sentences(document))
        return AnalyzedDocument(document, entries, learnt, sentences)

    def sentences(self, item: Item, learnt: LearntSentences | None) -> Sentences:
        """Cut the sentences of an item into terms."""
        return Sentences(item, self._analyzer, learnt)

    def _kept(self, name: str, learn: Callable[[], Associations]) -> Associations:
        path = self._folder / f"{name}.npz" if self._folder else None
        kept = _read(path) if path else None
        if kept is not None:
            return kept
        learnt = learn()
        if path:
            _write(path, learnt)
        return learnt

    def _items(
        self,
        document: Document,
        entries: tuple[Entry, ...],
        examples: Callable[[Document], Sequence[Example]],
    ) -> Associations:
        links = link_concepts(document, self._thesaurus)
        return learn_associations(
            entries, links, examples(document), self._analyzer, self._thesaurus
        )

    def _sentences(
        self, document: Document, examples: Callable[[Document], Sequence[Example]]
    ) -> Associations:
        """Learn which sentence of an item is meant, from examples that name one."""
        words = [[s.of(document.text) for s in sentences_of(item)] for item in document.items]
        entries = [Entry(self._analyzer.terms(one)) for item in words for one in item]
        starts = _starts(words)
        taught = [
            Example(one.text, starts[one.item] + at, one.weight)
            for one in examples(document)
            if one.item is not None and one.sentence
            for at, sentence in enumerate(words[one.item])
            if sentence.startswith(one.sentence)
        ]
        return learn_associations(entries, {}, taught, self._analyzer, self._thesaurus)

    def _key(self, document: Document, remembered: str) -> str:
        parts = [
            _VERSION,
            self._analyzer.segmenter.version,
            self._thesaurus.fingerprint,
            document.items_at,
            document.text,
            remembered,
        ]
        digest = sha256()
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            digest.update(f"{len(data)}\n".encode() + data)
        return digest.hexdigest()


def _starts(words: Sequence[Sequence[str]]) -> list[int]:
    return [0, *accumulate(len(one) for one in words)][: len(words)]


def _first_sentences(document: Document) -> dict[int, int]:
    starts = _starts([[""] * len(sentences_of(item)) for item in document.items])
    return {item.node.position: at for item, at in zip(document.items, starts, strict=True)}


def _read(path: Path) -> Associations | None:
    try:
        with np.load(path, allow_pickle=False) as kept:
            fields = [Field(name) for name in kept["fields"].tolist()]
            texts = kept["texts"].tobytes().decode("utf-8", "surrogatepass").split("\n")
            keys = zip(map(fields.__getitem__, kept["field_of"].tolist()), texts, strict=True)
            rows = {key: row for row, key in enumerate(keys)}
            bayes = BayesWeights(*(kept[name] for name in BayesWeights._fields))
            told = [kept[name] for name in Discriminant._fields if name in kept]
            discriminant = Discriminant(*told) if told else None
            return Associations(int(kept["items"]), rows, bayes, discriminant)
    except (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile):
        return None


def _write(path: Path, learnt: Associations) -> None:
    fields = list(Field)
    numbers = {field: number for number, field in enumerate(fields)}
    # No term holds a line feed: terms are letters and digits, or names of concepts.
    texts = "\n".join(text for _, text in learnt.rows).encode("utf-8", "surrogatepass")
    names = {
        "fields": np.array([field.value for field in fields]),
        "field_of": np.array([numbers[field] for field, _ in learnt.rows], dtype=np.uint8),
        "texts": np.frombuffer(texts, dtype=np.uint8),
    }
    buffer = io.BytesIO()
    arrays = learnt.bayes._asdict()
    if learnt.discriminant is not None:
        arrays |= learnt.discriminant._asdict()
    kept: dict[str, Any] = {"items": learnt.items, **names, **arrays}
    np.savez(buffer, **kept)
    keep(path, buffer.getvalue())
