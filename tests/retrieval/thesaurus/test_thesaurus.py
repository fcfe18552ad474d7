"""The thesaurus: its data and how mentions are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.folding import fold
from retrieval.thesaurus import Concept, Thesaurus, load_thesaurus

_CARE = Concept("课后服务", ("课后服务", "课后+延时"), ("托管", "晚托班", "放学…没人接"), ("双减",))
_HIRING = Concept("委托", ("委托管理",), ("委托", "托管"))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("晚托班几点", [("课后服务", 0, 3, 3)]),
        ("有委托吗?课后服务呢", [("委托", 1, 3, 2), ("课后服务", 5, 9, 4)]),
        ("委托管理", [("委托", 0, 4, 4)]),
        ("託管", [("课后服务", 0, 2, 2), ("委托", 0, 2, 2)]),
        ("放学以后没人接", [("课后服务", 0, 7, 5)]),
        ("放学以后一直到晚上九点都没人接", []),
        ("没有", []),
        ("", []),
    ],
)
def test_mentions_are_found(question: str, found: list[tuple[str, int, int, int]]) -> None:
    """Variants are found in folded text, none within a longer one; a gap has its bounds."""
    mentions = Thesaurus((_CARE, _HIRING)).mentions(fold(question).text)
    told = [(name, m.start, m.end, m.literal) for m in mentions for name in m.concepts]
    assert told == found


def test_an_empty_thesaurus_finds_nothing() -> None:
    """Without concepts nothing is mentioned."""
    assert Thesaurus(()).mentions("托管") == []


def test_entries_of_one_name_are_one_concept() -> None:
    """Two files may add to a concept; nothing is counted twice."""
    more = Concept("课后服务", ("课后服务",), ("延时班", "托管"))
    (concept,) = Thesaurus((_CARE, more)).concepts
    assert concept.everyday == ("托管", "晚托班", "放学…没人接", "延时班")
    assert Thesaurus((_CARE,)).fingerprint != Thesaurus((_CARE, more)).fingerprint


def test_official_terms_are_given_in_their_parts() -> None:
    """A term with a plus is parts that may stand apart in a sentence."""
    official, broader = Thesaurus((_CARE,)).official_terms("课后服务")
    assert (official, broader) == ((("课后服务",), ("课后", "延时")), (("双减",),))


@given(st.text(st.sampled_from("托管晚班放学没人接委理课后服务…+ "), max_size=40))
def test_mentions_lie_in_any_text(text: str) -> None:
    """Mentions are in order, within the text, and as long as what was matched, or longer."""
    folded = fold(text).text
    mentions = Thesaurus((_CARE, _HIRING)).mentions(folded)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    assert all(0 <= m.start < m.end <= len(folded) for m in mentions)
    assert all(2 <= m.literal <= m.end - m.start for m in mentions)


def test_the_shipped_concepts_are_sound() -> None:
    """Hundreds of concepts with thousands of variants, each of two characters or more."""
    concepts = load_thesaurus().concepts
    assert len(concepts) > 400
    assert len({concept.name for concept in concepts}) == len(concepts)
    variants = {variant for concept in concepts for variant in concept.everyday}
    assert len(variants) > 10_000
    assert all(len(variant) > 1 for variant in variants)
    assert all(concept.everyday for concept in concepts)


def test_each_question_is_about_concepts_that_there_are() -> None:
    """Questions name concepts of the thesaurus, and each question stands there once."""
    thesaurus = load_thesaurus()
    names = {concept.name for concept in thesaurus.concepts}
    assert len(thesaurus.questions) > 500
    assert thesaurus.questions.keys() <= names
    main = [text for asked in thesaurus.questions.values() for text, part in asked if part == 1]
    assert len(set(main)) == len(main) > 4000
