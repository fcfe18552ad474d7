"""Which items of a document each concept of the thesaurus is about, by its official terms."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from retrieval.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.model import Document
    from retrieval.thesaurus import Concept, Thesaurus

# A term of the wider matter counts this much beside one for the thing itself.
_BROADER = 0.3
# How much a term in an item's title counts beside one in its body.
_TITLE = 1.0
# Items that hold more of a concept's terms take nearly all of it.
_SHARPNESS = 3.0
_MOST_ITEMS = 4
_LEAST_SHARE = 0.03
_SENTENCE_END = re.compile("[。;；\n]")


def link_concepts(document: Document, thesaurus: Thesaurus) -> dict[str, dict[int, float]]:
    """Return for each concept its shares in items, by their position; the shares add up to 1.

    A concept whose terms the document never uses is in no item.
    """
    texts = [fold(item.text).text for item in document.items]
    titles = [fold(item.title).text for item in document.items]
    concepts = thesaurus.concepts
    counted = _Counted(texts, titles, {t for c in concepts for t in (*c.official, *c.broader)})
    return {concept.name: _shares(concept, counted) for concept in concepts}


class _Counted:
    """How often terms occur in the items of a document."""

    def __init__(self, texts: Sequence[str], titles: Sequence[str], terms: Iterable[str]) -> None:
        self.items = len(texts)
        plain: dict[str, str] = {}
        joint: dict[str, str] = {}
        for term in terms:
            folded = fold(term).text
            (joint if "+" in folded else plain)[term] = folded
        finder = _Finder(plain.values())
        in_text = [finder.count(text) for text in texts]
        in_title = [finder.count(title) for title in titles]
        occurrences: dict[str, dict[int, tuple[int, bool]]] = defaultdict(dict)
        for position, found in enumerate(in_text):
            for folded, count in found.items():
                occurrences[folded][position] = (count, folded in in_title[position])
        sentences = [_SENTENCE_END.split(text) for text in texts]
        for folded in joint.values():
            occurrences[folded] = _together(folded.split("+"), texts, titles, sentences)
        self._folded = plain | joint
        self._occurrences = occurrences

    def of(self, term: str) -> dict[int, tuple[int, bool]]:
        """Return the count of a term in each item that has it, and whether its title has it."""
        return self._occurrences.get(self._folded[term], {})


class _Finder:
    """Counts many terms in a text, looked up at each character by their first two."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = {term for term in terms if term}
        lengths: dict[str, set[int]] = defaultdict(set)
        for term in self._terms:
            lengths[term[:2]].add(len(term))
        self._lengths = {begins: tuple(some) for begins, some in lengths.items()}

    def count(self, text: str) -> Counter[str]:
        """Count the terms in ``text``, those within longer ones as well."""
        found: Counter[str] = Counter()
        for start in range(len(text)):
            for length in self._lengths.get(text[start : start + 2], ()):
                words = text[start : start + length]
                if words in self._terms:
                    found[words] += 1
        return found


def _together(
    parts: list[str], texts: Sequence[str], titles: Sequence[str], sentences: list[list[str]]
) -> dict[int, tuple[int, bool]]:
    """Count the sentences that have all parts of a term."""
    found = {}
    for position, text in enumerate(texts):
        if all(part in text for part in parts):
            count = sum(all(part in one for part in parts) for one in sentences[position])
            if count:
                found[position] = (count, all(part in titles[position] for part in parts))
    return found


def _shares(concept: Concept, counted: _Counted) -> dict[int, float]:
    strengths: dict[int, float] = defaultdict(float)
    for terms, weight in ((concept.official, 1.0), (concept.broader, _BROADER)):
        for term in terms:
            occurrences = counted.of(term)
            if not occurrences:
                continue
            rarity = math.log1p(counted.items / len(occurrences)) / math.log1p(counted.items)
            for position, (count, titled) in occurrences.items():
                strengths[position] += weight * rarity * (count / (count + 1) + _TITLE * titled)
    sharpened = {position: strength**_SHARPNESS for position, strength in strengths.items()}
    total = sum(sharpened.values())
    best = sorted(sharpened, key=lambda position: -sharpened[position])[:_MOST_ITEMS]
    return {
        position: sharpened[position] / total
        for position in best
        if sharpened[position] > _LEAST_SHARE * total
    }
