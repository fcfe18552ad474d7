"""What was read of a document, and what deserves a look before it is published."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.labels import read_label
from knowledge.lines import read_lines
from knowledge.model import PartKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Document, Node
    from knowledge.span import Span

# A paragraph of fewer characters is a heading, a name or a date.
_SHORTEST_PARAGRAPH = 20


class Doubt(StrEnum):
    """What deserves a look: numbers of a list, words that no node holds, what is not stated."""

    MISSING_NUMBER = "missing_number"
    DOUBLED_NUMBER = "doubled_number"
    OUTSIDE_NODES = "outside_nodes"
    EMPTY_NODE = "empty_node"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt with the place it is about.

    ``subject`` is a path (二（一）3), the first words of a paragraph, or a field of the metadata.
    """

    doubt: Doubt
    subject: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the characters of a text are accounted for, and the doubts.

    ``characters`` counts them by kind of part and adds up to ``total``; ``levels`` counts nodes by
    level, outermost first; ``held`` is the share of the nodes' characters in items, 0 to 1.
    """

    total: int
    characters: dict[PartKind, int]
    levels: dict[str, int]
    held: float
    remarks: tuple[Remark, ...]


def read_coverage(document: Document) -> Coverage:
    """Account for every character of ``document``."""
    characters: Counter[PartKind] = Counter()
    for part in document.parts:
        characters[part.kind] += part.span.end - part.span.start
    within = sum(len(item.text) for item in document.items)
    return Coverage(
        total=len(document.text),
        characters={kind: characters[kind] for kind in PartKind if characters[kind]},
        levels=dict(Counter(node.level for node in document.nodes)),
        held=min(1.0, within / max(1, characters[PartKind.NODE])),
        remarks=(
            *_numbers(document),
            *_outside(document),
            *_empty(document),
            *_not_stated(document),
        ),
    )


def _numbers(document: Document) -> Iterator[Remark]:
    """Yield the numbers that are missing or stand twice among siblings or through the document."""
    lists: dict[tuple[int | None, str], list[Node]] = defaultdict(list)
    through = _runs_through(document)
    for node in document.nodes:
        lists[None if node.level in through else node.parent, node.level].append(node)
    for nodes in lists.values():
        numbers = [_number(document, node) for node in nodes]
        for node, before, number in zip(nodes[1:], numbers, numbers[1:], strict=False):
            if number <= 1:
                continue
            if number == before:
                yield Remark(Doubt.DOUBLED_NUMBER, "".join(node.path), node.span)
            for missing in range(before + 1, number):
                yield Remark(Doubt.MISSING_NUMBER, f"{node.level} {missing}", node.span)


def _runs_through(document: Document) -> set[str]:
    """Return the levels whose numbers do not begin anew under each heading."""
    first: dict[str, set[int | None]] = defaultdict(set)
    ones: Counter[str] = Counter()
    for node in document.nodes:
        first[node.level].add(node.parent)
        ones[node.level] += _number(document, node) == 1
    return {level for level, parents in first.items() if ones[level] == 1 and len(parents) > 1}


def _number(document: Document, node: Node) -> int:
    label = read_label(document.text, node.span.start, node.span.end)
    return label.number if label else 0


def _outside(document: Document) -> Iterator[Remark]:
    """Yield the paragraphs that stand under no node, in front of the first one or behind."""
    outside = [p.span for p in document.parts if p.kind in (PartKind.ATTACHMENT, PartKind.PREAMBLE)]
    for span in outside:
        for line in read_lines(span.of(document.text)):
            words = document.text[span.start + line.start : span.start + line.end].strip()
            if len(words) >= _SHORTEST_PARAGRAPH:
                yield Remark(Doubt.OUTSIDE_NODES, words[:_SHORTEST_PARAGRAPH], span)


def _empty(document: Document) -> Iterator[Remark]:
    for node in document.nodes:
        if not node.title and not node.body:
            yield Remark(Doubt.EMPTY_NODE, "".join(node.path), node.span)


def _not_stated(document: Document) -> Iterator[Remark]:
    meta = document.meta
    stated = {"issuer": meta.issuer, "issued_on": meta.issued_on}
    for name, value in stated.items():
        if not value:
            yield Remark(Doubt.NOT_STATED, name)
