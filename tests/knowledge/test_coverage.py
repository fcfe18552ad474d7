"""The account of a document's characters, and what deserves a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from knowledge.coverage import Doubt, read_coverage
from knowledge.errors import NotAPlanError
from knowledge.parsing import read_document
from knowledge.readers.source import Source, read_source
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from knowledge.model import Document

_LINES = st.lists(
    st.sampled_from(
        ["一、甲", "二、乙", "1.丙。丁。", "3.戊。", "附件1", "东海市教育局", "己", ""]
    ),
    max_size=12,
)


def _read(*lines: str) -> Document:
    text = "\n".join(lines)
    return read_document("made", Source(text.encode(), text))


def _doubts(document: Document) -> list[tuple[Doubt, str]]:
    found = [(remark.doubt, remark.subject) for remark in read_coverage(document).remarks]
    return [pair for pair in found if pair[0] is not Doubt.NOT_STATED]


def test_the_shipped_plan_leaves_no_doubt() -> None:
    """All characters of the plan are accounted for; only 总体要求 stands under no number."""
    plan = read_document("plan", read_source(PROJECT / "knowledge/plans/licheng-2022.txt"))
    coverage = read_coverage(plan)
    assert sum(coverage.characters.values()) == coverage.total == len(plan.text)
    assert coverage.levels == {"一、": 6, "1.": 28}
    assert {doubt for doubt, _ in _doubts(plan)} == {Doubt.OUTSIDE_NODES}
    assert coverage.held > 0.95


def test_missing_and_doubled_numbers_are_told() -> None:
    """A number that is left out or stands twice in its list is a doubt, by its path."""
    document = _read("一、甲", "1.乙。丙。", "2.丁。戊。", "2.己。庚。", "4.辛。壬。")
    assert _doubts(document) == [(Doubt.DOUBLED_NUMBER, "一2"), (Doubt.MISSING_NUMBER, "1. 3")]


def test_numbers_that_run_through_go_on_under_the_next_heading() -> None:
    """Numbers that run through the headings are held against those under the heading before."""
    document = _read("一、甲", "1.乙。丙。", "二、丁", "3.戊。己。", "4.庚。辛。")
    assert _doubts(document) == [(Doubt.MISSING_NUMBER, "1. 2")]


def test_words_outside_of_all_nodes_are_told() -> None:
    """A paragraph in an attachment without numbers is under no node."""
    rest = "本表由各校如实填写并于每学期末报送区教育局备案。"
    document = _read("一、甲", "1.乙。丙。", "附件1", rest)
    assert _doubts(document) == [(Doubt.OUTSIDE_NODES, rest[:20])]


@given(_LINES)
def test_every_character_is_counted_once(lines: list[str]) -> None:
    """Whatever the document, the characters of its parts add up to its text."""
    try:
        coverage = read_coverage(_read(*lines))
    except NotAPlanError:
        return
    assert sum(coverage.characters.values()) == coverage.total
    assert 0 <= coverage.held <= 1
