"""Documents compared, the shipped plan with edited copies of it first of all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.comparison.comparing import compare_documents
from knowledge.comparison.model import Status
from knowledge.parsing import read_document
from knowledge.readers.source import Source, read_source
from knowledge.wording import Change, apply
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from knowledge.comparison.model import Compared, Comparison, Version
    from knowledge.model import Document
    from knowledge.span import Span

_PLAN = read_document("plan", read_source(PROJECT / "knowledge/plans/licheng-2022.txt"))
_ADDED = "加强家校共育指导服务。办好家长学校,每学期开展家长课堂。"


def _read(text: str, name: str = "edited") -> Document:
    return read_document(name, Source(text.encode(), text))


def _edited(*, through: bool) -> Document:
    """Swap items 7 and 21, remove 12, add one behind 27 and change two numbers.

    Items are numbered ``through`` again, or keep their numbers and the new one gets the next.
    """
    head, *items = re.split(r"(?m)^(?=\d+\.)", _PLAN.text)
    items = [item.replace("40场", "50场").replace("95%", "98%") for item in items]
    # What follows an item in its place, blank lines and the next area's heading, stays there.
    cut = [re.fullmatch(r"(\d+\.)(.*?)(\n.*)?", item, re.DOTALL) for item in items]
    labels, words, after = ([one[group] or "" for one in cut if one] for group in (1, 2, 3))
    for places in (labels, words) if not through else (words,):
        places[6], places[20] = places[20], places[6]
    labels.insert(27, "29.")
    words.insert(27, _ADDED)
    after.insert(27, "\n\n")
    del words[11], after[11], labels[11]
    if through:
        labels = [f"{number}." for number in range(1, 29)]
    return _read(head + "".join(map("".join, zip(labels, words, after, strict=True))))


def _number(version: Version | None) -> int | None:
    return int(version.node.path[-1]) if version else None


def _with(compared: tuple[Compared, ...], status: Status) -> list[tuple[int | None, int | None]]:
    return [(_number(one.old), _number(one.new)) for one in compared if status in one.statuses]


@pytest.mark.parametrize("through", [True, False], ids=["renumbered", "labels-kept"])
def test_an_edited_copy_shows_its_edits_and_nothing_else(*, through: bool) -> None:
    """Two items swapped, one removed, one added and two numbers changed are told exactly so."""
    edited = _edited(through=through)
    found = compare_documents(_PLAN, edited)
    assert len(edited.items) == 28
    assert _with(found.items, Status.MOVED) == (
        [(21, 7), (7, 20)] if through else [(21, 21), (7, 7)]
    )
    assert _with(found.items, Status.REMOVED) == [(12, None)]
    assert _with(found.items, Status.ADDED) == [(None, 27 if through else 29)]
    assert _with(found.items, Status.REWORDED) == (
        [(7, 20), (25, 24)] if through else [(7, 7), (25, 25)]
    )
    renumbered = [(n, n - 1) for n in range(13, 28) if n != 21]
    assert _with(found.items, Status.RENUMBERED) == (renumbered if through else [])
    assert found.count(None) == (11 if through else 24)
    numbers = [
        (n.compared and _number(n.compared.old), _cut(n.old, _PLAN), _cut(n.new, edited))
        for n in found.numbers
    ]
    assert numbers == [(7, "40场", "50场"), (25, "95%", "98%")]
    assert [(_cut(n.old_quote, _PLAN), _cut(n.new_quote, edited)) for n in found.numbers] == [
        (
            "开展心理健康教育进校园、进社区活动不少于40场",
            "开展心理健康教育进校园、进社区活动不少于50场",
        ),
        ("确保年底95%的区属学校通过验收", "确保年底98%的区属学校通过验收"),
    ]
    assert not found.fields
    assert not found.parts
    assert not [one for one in found.headings if one.statuses]
    changed = [
        (change.old.of(_PLAN.text), change.new.of(edited.text))
        for one in found.items
        for change in one.changes
    ]
    assert sorted(changed) == [("40", "50"), ("95", "98")]


def _cut(span: Span | None, document: Document) -> str | None:
    return span.of(document.text) if span else None


@pytest.mark.parametrize("first", [1, 5, 13, 17])
@pytest.mark.parametrize("second", [2, 6, 18, 28])
def test_any_two_items_that_change_places_are_the_moved_ones(first: int, second: int) -> None:
    """Whichever two items change places, with their numbers, they alone differ."""
    words = {
        number: re.search(rf"(?m)^{number}\..*$", _PLAN.text)[0]  # type: ignore[index]
        for number in (first, second)
    }
    low, high = sorted((first, second))
    head, between, tail = re.split("|".join(re.escape(w) for w in words.values()), _PLAN.text)
    edited = _read(head + words[high] + between + words[low] + tail)
    found = compare_documents(_PLAN, edited)
    differing = [one for one in found.items if one.statuses]
    assert sorted(_number(one.old) or 0 for one in differing) == [low, high]
    assert {one.statuses for one in differing} == {(Status.MOVED,)}
    assert (found.parts, found.fields, found.numbers) == ((), (), ())


def test_headings_metadata_and_words_outside_items_are_compared() -> None:
    """A retitled area, another date and another general requirement are all told."""
    text = (
        _PLAN.text.replace("三、突出优质均衡,扎实推进", "三、坚持优质均衡,全面推进")
        .replace("2022年3月29日", "2022年4月1日")
        .replace("坚持稳中求进总基调", "坚持稳中求进工作总基调")
    )
    edited = _read(text)
    found = compare_documents(_PLAN, edited)
    assert [one.statuses for one in found.headings if one.statuses] == [(Status.REWORDED,)]
    assert not [one for one in found.items if one.statuses]
    assert [(one.name, one.old, one.new) for one in found.fields] == [
        ("issued_on", "2022-03-29", "2022-04-01")
    ]
    assert [part.kind.value for part in found.parts] == ["notice", "preamble"]
    assert [(_cut(n.old, _PLAN), _cut(n.new, edited)) for n in found.numbers] == [
        ("3月", "4月"),
        ("29日", "1日"),
    ]


def test_an_item_under_another_area_is_moved_and_an_area_moved_as_a_whole_is_one() -> None:
    """An item moved to the next area is moved though the order is the same; so are areas."""
    one, two, three = (
        "甲类\n1.校园安全。做好。\n",
        "乙类\n2.教师队伍。建好。\n",
        "丙类\n3.经费投入。用好。\n",
    )
    old = _read(f"一、{one}二、{two}三、{three}")
    other = _read(f"一、{one}2.教师队伍。建好。\n二、乙类\n3.经费投入。用好。\n三、丙类\n")
    found = compare_documents(old, other)
    assert _with(found.items, Status.MOVED) == [(2, 2), (3, 3)]
    two, one = two.replace("2.", "1."), one.replace("1.", "2.")
    swapped = _read(f"一、{two}二、{one}三、{three}")
    found = compare_documents(old, swapped)
    assert not _with(found.items, Status.MOVED)
    assert [one.statuses for one in found.headings] == [(Status.MOVED,)] * 2 + [()]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("建设3所", "建设5所", [("3所", "5所")]),
        ("建设三所", "建设五所", [("三所", "五所")]),
        ("开展40场", "开展40次", [("40场", "40次")]),
        ("培训5个", "培训5万个", [("5个", "5万个")]),
        ("建设一批基地", "建设两批基地", [("一批", "两批")]),
        ("到2025年建成", "到2026年建成", [("2025年", "2026年")]),
        ("覆盖面扩大", "覆盖面达到90%", [(None, "90%")]),
        ("统一管理", "统筹管理", []),
        ("完成3所、5个", "全面完成3所、5个", []),
    ],
)
def test_changed_numbers_are_told_with_their_units(
    old: str, new: str, expected: list[tuple[str | None, str | None]]
) -> None:
    """Any number that changed is told with its unit; numbers that did not are not."""
    ours, theirs = (
        _read(f"一、总则\n1.学校建设。统筹推进学校布局调整,{words},确保按期投入使用。\n")
        for words in (old, new)
    )
    found = compare_documents(ours, theirs).numbers
    assert [(_cut(n.old, ours), _cut(n.new, theirs)) for n in found] == expected


_ITEM = st.text(st.sampled_from("校园安全教师队伍建设3所40场,。；"), min_size=1, max_size=30)
_AREAS = st.lists(
    st.tuples(
        st.text(st.sampled_from("甲乙丙丁"), min_size=1, max_size=4), st.lists(_ITEM, max_size=5)
    ),
    min_size=1,
    max_size=4,
)


def _plan(areas: list[tuple[str, list[str]]]) -> Document:
    lines, item = ["总体要求:做好工作。"], 0
    for number, (title, items) in enumerate(areas, 1):
        lines.append(f"{'一二三四'[number - 1]}、领域{title}")
        for words in items:
            item += 1
            lines.append(f"{item}.做{words}。")
    return _read("\n".join(lines))


def _rebuilt(found: Comparison, one: Compared) -> str | None:
    """Put the changes of a heading or item into its old words."""
    if one.new is None:
        return None
    if one.old is None:
        return one.new.words.of(found.new.text)
    ours, theirs = one.old.words, one.new.words
    changes = [
        Change(change.old.shifted(-ours.start), change.new.shifted(-theirs.start))
        for change in one.changes
    ]
    return apply(changes, ours.of(found.old.text), theirs.of(found.new.text))


@given(_AREAS, _AREAS)
def test_nothing_that_differs_is_left_out(
    old: list[tuple[str, list[str]]], new: list[tuple[str, list[str]]]
) -> None:
    """Every heading and item stands once; the changes turn the old words into the new."""
    found = compare_documents(_plan(old), _plan(new))
    both = (*found.headings, *found.items)
    for document, versions in (
        (found.old, [one.old for one in both if one.old]),
        (found.new, [one.new for one in both if one.new]),
    ):
        versions.sort(key=lambda version: version.node.position)
        said = "".join(v.node.label + v.words.of(document.text) for v in versions)
        outline = document.text[document.nodes[0].span.start :]
        assert "".join(said.split()) == "".join(outline.split())
    for one in both:
        rebuilt = _rebuilt(found, one)
        assert rebuilt == (one.new and one.new.words.of(found.new.text))
        assert bool(one.changes) == (Status.REWORDED in one.statuses)
    for part in found.parts:
        assert part.changes
    same = "".join(found.old.text.split()) == "".join(found.new.text.split())
    assert found.same == same


@given(_AREAS)
def test_a_document_does_not_differ_from_itself(areas: list[tuple[str, list[str]]]) -> None:
    """Compared with itself a document has no difference, equal items included."""
    document = _plan(areas)
    found = compare_documents(document, document)
    assert found.same
    assert not found.numbers
    assert found.count(None) == len(document.items)


def test_names_of_untitled_documents_are_no_difference() -> None:
    """What a document without a title is called by is not compared."""
    text = "一、总则\n1.甲。做好甲。\n"
    assert compare_documents(_read(text, "甲"), _read(text, "乙文")).same


def test_items_that_are_titles_alone_are_not_taken_for_equal() -> None:
    """Items of one sentence have no body that could be equal; different ones are not paired."""
    old = _read("一、总则\n1.改善学校食堂用餐条件。\n2.按时发放学生助学金。\n")
    new = _read("一、总则\n1.组织教师暑期集中培训。\n2.按时发放学生助学金。\n")
    found = compare_documents(old, new)
    assert _with(found.items, Status.REMOVED) == [(1, None)]
    assert _with(found.items, Status.ADDED) == [(None, 1)]
    assert found.count(None) == 1
