"""The library: an index over the documents in force, at every question."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.errors import StoreError
from knowledge.memory import MemoryKind, memory_of
from knowledge.store.documents import newest_first
from knowledge.store.memories import MemoryStore
from knowledge.store.naming import short_name
from retrieval.examples import Example
from retrieval.index import AnalyzedDocument, ItemIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from knowledge.model import Document
    from knowledge.store.documents import DocumentStore
    from knowledge.store.history import Revision
    from retrieval.confidence import Calibrations
    from retrieval.learning import Learner
    from retrieval.searcher import Entry, Searcher

# What a remembered question counts, by who says that it belongs to its item.
_WEIGHTS = {MemoryKind.STAFF: 10.0, MemoryKind.ASKER: 2.0, MemoryKind.SIMULATED: 5.0}
# What a document's terms, and what is learnt of it, follow from.
_Content = tuple[str, str, str, str | None, str]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Edition:
    """An index with the version of the store that it was built from."""

    version: int
    index: ItemIndex
    analyzed: dict[_Content, AnalyzedDocument]


class Library:
    """Hands out the index over what is in force now, built anew where that has changed.

    The store is asked at every question, so that a retraction by any process holds from the next
    question on (docs/decisions/0006-retraction-at-the-next-question.md). Where only remembered
    questions changed, they are learnt aside, which takes seconds, and answers go on as before.
    """

    def __init__(  # noqa: PLR0913 - one argument a part
        self,
        store: DocumentStore,
        learner: Learner,
        make_searcher: Callable[[Sequence[Entry]], Searcher],
        calibrations: Calibrations,
        named: Sequence[str] = (),
        *,
        remembering: bool = True,
    ) -> None:
        """Hold what is in force in ``store``; where documents are ``named``, these only.

        A document is named as DocumentStore.find takes it; one that is named by its revision is
        held whether it is in force or not. Without ``remembering``, no remembered question is
        learnt from, as if each document were new. Raises UnknownDocumentError for a name that is
        not there.
        """
        self._store = store
        self._memory = MemoryStore(store.engine) if remembering else None
        self._learner = learner
        self._make_searcher = make_searcher
        self._calibrations = calibrations
        self._building = threading.Lock()
        self._aside: threading.Thread | None = None
        # The version of the store that is being learnt aside.
        self._learning: int | None = None
        self._edition = _Edition(-1, self._index_of(()), {})
        found = [(name, store.find(name)) for name in named]
        self._pinned = tuple(dict.fromkeys(one for name, one in found if "@" in name))
        self._names = {one.name for name, one in found if "@" not in name}
        self._all = not named

    def index(self) -> ItemIndex:
        """Return the index over the documents in force; threads wait while it is built.

        Raises StoreError where the store cannot be asked: what is not known to be in force is not
        answered from.
        """
        edition, version = self._edition, self._store.version()
        if version in (edition.version, self._learning):
            return edition.index
        with self._building:
            version = self._store.version()
            if version != self._edition.version:
                contents = self._contents()
                if _documents(contents) == _documents(self._edition.analyzed):
                    self._learn_aside(version, contents)
                else:
                    # What changes after the version was read is seen at the next question.
                    self._edition = self._build(version, contents)
            return self._edition.index

    def settle(self) -> None:
        """Wait until what is being learnt aside is in use."""
        if self._aside is not None:
            self._aside.join()

    def _contents(self) -> dict[_Content, Revision]:
        """Return what is in force, by what is learnt of it."""
        found = {}
        for revision in self._chosen():
            remembered = self._memory.fingerprint(revision.name) if self._memory else ""
            content = (
                revision.name, revision.sha256, revision.text_sha256, revision.items_at, remembered,
            )  # fmt: skip
            found[content] = revision
        return found

    def _learn_aside(self, version: int, contents: Mapping[_Content, Revision]) -> None:
        if self._learning is not None:
            # What was remembered since is learnt after this.
            return
        self._learning = version
        self._aside = threading.Thread(target=self._learn, args=(version, contents), daemon=True)
        self._aside.start()

    def _learn(self, version: int, contents: Mapping[_Content, Revision]) -> None:
        """Build an edition and put it in use, unless other documents are in force by then."""
        try:
            edition = self._build(version, contents)
            with self._building:
                if _documents(contents) == _documents(self._edition.analyzed):
                    self._edition = edition
        except StoreError:
            # The next question begins anew, and says so if the store is still gone.
            _LOG.warning("remembered questions could not be learnt", exc_info=True)
        finally:
            self._learning = None

    def _build(self, version: int, contents: Mapping[_Content, Revision]) -> _Edition:
        """Build an edition; documents that have not changed are not read and analyzed again."""
        analyzed: dict[_Content, AnalyzedDocument] = {}
        for content, revision in contents.items():
            known = self._edition.analyzed.get(content)
            analyzed[content] = known or self._learner.analyze(
                self._read(revision), content[-1], self._examples
            )
        by_document = {id(one.document): one for one in analyzed.values()}
        ordered = newest_first([one.document for one in analyzed.values()])
        chosen = [by_document[id(one)] for one in ordered]
        index = self._index_of(chosen)
        return _Edition(version, index, analyzed)

    def _examples(self, document: Document) -> list[Example]:
        """Return what is remembered of a document, with the weight of who says so."""
        if self._memory is None:
            return []
        positions = {item.node.position: at for at, item in enumerate(document.items)}
        name = document.name.partition("@")[0]
        return [
            Example(
                one.text, None if at is None else positions[at], _WEIGHTS[one.kind], one.sentence
            )
            for at, remembered in memory_of(document, self._memory.for_document(name)).items()
            for one in remembered
        ]

    def _index_of(self, analyzed: Sequence[AnalyzedDocument]) -> ItemIndex:
        sentences = self._learner.sentences
        return ItemIndex(analyzed, self._make_searcher, sentences, self._calibrations)

    def _chosen(self) -> tuple[Revision, ...]:
        in_force = self._store.in_force()
        chosen = tuple(one for one in in_force if self._all or one.name in self._names)
        return (*chosen, *(one for one in self._pinned if one not in chosen))

    def _read(self, revision: Revision) -> Document:
        document = self._store.read(revision)
        pinned = revision in self._pinned
        return replace(document, name=short_name(revision)) if pinned else document


def _documents(contents: Iterable[_Content]) -> list[tuple[str, ...]]:
    """Return what there is of documents, whatever is remembered of them."""
    return [tuple(map(str, content[:-1])) for content in contents]
