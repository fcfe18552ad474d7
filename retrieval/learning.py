"""From a document to what is searched: its items' terms, and what is learnt, kept in files."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from retrieval.associations import learn_associations
from retrieval.examples import Bags, Example, concept_terms
from retrieval.index import AnalyzedDocument, indexed_text
from retrieval.learnt_files import read_associations, read_terms, write_associations, write_terms
from retrieval.linking import link_concepts
from retrieval.quote import LearntSentences, Sentences, sentences_of
from retrieval.searcher import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from knowledge.model import Document, Item
    from retrieval.analysis import Analyzer
    from retrieval.associations import Associations
    from retrieval.examples import Key
    from retrieval.thesaurus import Thesaurus

# Change it with what associations are learnt from or how: kept ones are learnt anew then.
_VERSION = "8"

_T = TypeVar("_T")


class Learner:
    """Analyzes documents; what it learns is kept in ``folder``, by all that it follows from.

    A file that is missing, broken or cannot be written costs time and nothing else.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        thesaurus: Thesaurus,
        folder: Path | None,
        before_learning: Callable[[], None] = lambda: None,
    ) -> None:
        """Cut by ``analyzer`` and learn by ``thesaurus``; without a folder nothing is kept.

        ``before_learning`` is called where something is not kept yet.
        """
        self._before_learning = before_learning
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
        bags = Bags(self._analyzer, self._thesaurus)
        # Asked for once, and only where something is to be learnt.
        asked = cache(lambda: examples(document))
        learnt = self._associations(
            f"{key}-items",
            lambda: learn_associations(
                entries,
                asked(),
                bags,
                link_concepts(document, self._thesaurus),
                self._concepts(bags),
            ),
        )
        sentences = None
        if remembered:
            learnt_sentences = self._associations(
                f"{key}-sentences", lambda: self._sentences(document, asked(), bags)
            )
            sentences = LearntSentences(learnt_sentences, _first_sentences(document))
        return AnalyzedDocument(document, entries, learnt, sentences)

    def sentences(self, item: Item, learnt: LearntSentences | None) -> Sentences:
        """Cut the sentences of an item into terms."""
        return Sentences(item, self._analyzer, learnt)

    def _associations(self, name: str, learn: Callable[[], Associations]) -> Associations:
        return self._kept(name, read_associations, learn, write_associations)

    def _concepts(self, bags: Bags) -> Mapping[str, Mapping[Key, float]]:
        """Return the terms of all concepts, which are the same for every document."""
        name = f"{self._digest()}-concepts"
        return self._kept(name, read_terms, lambda: concept_terms(bags), write_terms)

    def _kept(
        self,
        name: str,
        read: Callable[[Path], _T | None],
        learn: Callable[[], _T],
        write: Callable[[Path, _T], None],
    ) -> _T:
        """Return what was kept by that name, or learn it and keep it."""
        path = self._folder / f"{name}.npz" if self._folder else None
        kept = read(path) if path else None
        if kept is not None:
            return kept
        self._before_learning()
        learnt = learn()
        if path:
            write(path, learnt)
        return learnt

    def _sentences(
        self, document: Document, examples: Sequence[Example], bags: Bags
    ) -> Associations:
        """Learn which sentence of an item is meant, from examples that name one."""
        words = [[s.of(document.text) for s in sentences_of(item)] for item in document.items]
        entries = [Entry(self._analyzer.terms(one)) for item in words for one in item]
        starts = _starts(words)
        taught = [
            Example(one.text, starts[one.item] + at, one.weight)
            for one in examples
            if one.item is not None and one.sentence
            for at, sentence in enumerate(words[one.item])
            if sentence.startswith(one.sentence)
        ]
        return learn_associations(entries, taught, bags)

    def _key(self, document: Document, remembered: str) -> str:
        return self._digest(document.items_at, document.text, remembered)

    def _digest(self, *parts: str) -> str:
        digest = sha256()
        made = (_VERSION, self._analyzer.segmenter.version, self._thesaurus.fingerprint)
        for part in (*made, *parts):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(f"{len(data)}\n".encode() + data)
        return digest.hexdigest()


def _starts(words: Sequence[Sequence[str]]) -> list[int]:
    return [0, *accumulate(len(one) for one in words)][: len(words)]


def _first_sentences(document: Document) -> dict[int, int]:
    starts = _starts([[""] * len(sentences_of(item)) for item in document.items])
    return {item.node.position: at for item, at in zip(document.items, starts, strict=True)}
