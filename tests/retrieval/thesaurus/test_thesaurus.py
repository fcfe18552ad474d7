"""The thesaurus: its data and how mentions are found."""

from __future__ import annotations

import pytest

from retrieval.folding import fold
from retrieval.thesaurus import Concept, Thesaurus, load_thesaurus

_CARE = Concept("课后服务", ("课后服务",), ("托管", "晚托班"))
_HIRING = Concept("委托", ("委托管理",), ("委托",))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("晚托班几点", [("课后服务", 0, 3)]),
        ("有托管吗?托管收费吗", [("课后服务", 1, 3), ("课后服务", 5, 7)]),
        ("委托管理", [("委托", 0, 4)]),
        ("託管", [("课后服务", 0, 2)]),
        ("没有", []),
        ("", []),
    ],
)
def test_mentions_are_found(question: str, found: list[tuple[str, int, int]]) -> None:
    """Variants are found in folded text, the longest first, none overlapping."""
    mentions = Thesaurus([_CARE, _HIRING]).mentions(fold(question).text)
    assert [(mention.concept.name, mention.start, mention.end) for mention in mentions] == found


def test_an_empty_thesaurus_finds_nothing() -> None:
    """Without concepts nothing is mentioned."""
    assert Thesaurus([]).mentions("托管") == []


def test_the_shipped_concepts_are_sound() -> None:
    """Each concept has a name of its own and official terms; each everyday word one concept."""
    concepts = load_thesaurus().concepts
    assert len(concepts) > 40
    assert len({concept.name for concept in concepts}) == len(concepts)
    assert all(concept.official and concept.everyday for concept in concepts)
    variants = [variant for concept in concepts for variant in concept.everyday]
    assert len(set(variants)) == len(variants)
    assert all(len(variant) > 1 for variant in variants)
