"""The outline of a numbered document: which lines are nodes, how they nest, where each ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.apparatus import read_apparatus
from knowledge.decimals import Decimals
from knowledge.headings import split_title
from knowledge.labels import Label, read_label
from knowledge.lines import read_lines, soft_breaks
from knowledge.model import Node
from knowledge.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.apparatus import Apparatus
    from knowledge.lines import Line

# How many numbers of a level may be missing before a number is no longer taken for a label.
_LARGEST_GAP = 2
# Levels that never hold what is numbered by the key, even where it was not seen before.
_NEVER_ABOVE = {
    "章": ("节", "条", "一、", "（一）", "1.", "（1）", "1）", "①"),
    "节": ("条", "一、", "（一）", "1.", "（1）", "1）", "①"),
    "条": ("（一）", "（1）", "1）", "①"),
    "一、": ("（一）", "1.", "（1）", "1）", "①"),
}
_NEVER_ABOVE["编"] = _NEVER_ABOVE["部分"] = ("章", *_NEVER_ABOVE["章"])
_DIGITS = ("1.", "（1）", "1）", "①")
# Fewer labels out of order than this are rather numbers in running text.
_FEWEST_SHUFFLED = 5
# Two items that change places make this many descents in the order of numbers.
_DESCENTS = 2


@dataclass(frozen=True, slots=True)
class Outline:
    """The nodes of a text, what stands beside them, and its line breaks within sentences.

    Several outlines may stand one behind the other: each begins with a node without a parent.
    """

    nodes: tuple[Node, ...]
    apparatus: Apparatus
    soft_breaks: frozenset[int]


@dataclass
class _Nesting:
    """The nodes found so far, with the chain of open ones from the outermost down."""

    labels: list[Label] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    shuffled: frozenset[str] = frozenset()

    def begin_anew(self, shuffled: frozenset[str]) -> None:
        """Close all that is open: what follows is an outline of its own."""
        self.shuffled = shuffled
        self.chain.clear()
        self.last.clear()

    def add(self, label: Label, *, strict: bool = False) -> bool:
        """Add a node if the label's number fits; tell whether it did.

        ``strict`` asks for the very next number of its level.
        """
        if not (self._follows(label) if strict else self._continues(label)):
            return False
        self.chain = self.chain[: self._depth_of(label.level)]
        parent = self.chain[-1] if self.chain else None
        self.chain.append(len(self.labels))
        self.labels.append(label)
        self.parents.append(parent)
        self.paths.append((*(self.paths[parent] if parent is not None else ()), label.name))
        self.last[label.level] = label.number
        return True

    def _depth_of(self, level: str) -> int:
        levels = [self.labels[position].level for position in self.chain]
        if level in levels:
            return levels.index(level)
        if level == "1":
            return 0
        lower = _NEVER_ABOVE.get(level, ())
        return next((depth for depth, above in enumerate(levels) if above in lower), len(levels))

    def _follows(self, label: Label) -> bool:
        return self.last.get(label.level) == label.number - 1

    def _continues(self, label: Label) -> bool:
        """Tell whether the number opens a list or goes on with the last one of its level.

        A number that does neither stands in running text: the rest of a decimal, a year, a sum.
        A number may be missing, or stand twice where its list is still open.
        """
        last = self.last.get(label.level)
        if label.level in self.shuffled or label.number == 1 or (last is None and not self.chain):
            return True
        if last is None:
            return False
        is_open = any(self.labels[position].level == label.level for position in self.chain)
        return last + (not is_open) <= label.number <= last + 1 + _LARGEST_GAP


def read_outline(text: str) -> Outline:
    """Read the outline of ``text``; a text without labels has no nodes."""
    lines = read_lines(text)
    apparatus = read_apparatus(text, lines)
    soft = soft_breaks(lines, text)
    nesting = _Nesting()
    sections = _labels_by_section(text, lines, apparatus)
    nesting.begin_anew(_shuffled(next(sections)))
    decimals = Decimals(text, lines)
    goes_on = False
    for line in lines:
        if line.furniture:
            continue
        if line.start in apparatus.beginnings:
            nesting.begin_anew(_shuffled(next(sections)))
        if line.start not in apparatus.unnumbered:
            label = decimals.read(text, line)
            if label is not None:
                nesting.add(label)
            else:
                _add_labels(text, line, nesting, decimals, within=goes_on)
        goes_on = line.wraps
    return Outline(_nodes(text, nesting, apparatus, soft), apparatus, soft)


def _labels_by_section(
    text: str, lines: Sequence[Line], apparatus: Apparatus
) -> Iterator[list[Label]]:
    """Yield the labels that lines begin with, anew at each attachment."""
    found: list[Label] = []
    for line in lines:
        if line.start in apparatus.beginnings:
            yield found
            found = []
        if line.start in apparatus.unnumbered or line.furniture:
            continue
        label = read_label(text, line.start, line.end)
        if label is not None:
            found.append(label)
    yield found


def _add_labels(
    text: str, line: Line, nesting: _Nesting, decimals: Decimals, *, within: bool
) -> None:
    """Add the nodes that begin in a line; ``within`` tells that a sentence goes on in it."""
    label = read_label(text, line.start, line.end)
    if label is None:
        return
    # A number in Chinese seldom begins a line by chance, one in digits often does.
    strict = label.doubtful or (within and label.level in _DIGITS)
    if nesting.add(label, strict=strict):
        if label.level == "1.":
            decimals.chapter(label.number)
        for following in _glued(text, label, line.end):
            nesting.add(following)


def _shuffled(labels: list[Label]) -> frozenset[str]:
    """Return the levels whose numbers are out of order, as after items were moved with them.

    They number through: no number stands twice, few are missing, and most stand in order.
    """
    levels: dict[str, list[int]] = {}
    for label in labels:
        levels.setdefault(label.level, []).append(label.number)
    return frozenset(level for level, numbers in levels.items() if _is_shuffled(numbers))


def _is_shuffled(numbers: list[int]) -> bool:
    in_order = sorted(numbers)
    return (
        len(numbers) >= _FEWEST_SHUFFLED
        and in_order[0] == 1
        and all(1 <= after - before <= 1 + _LARGEST_GAP for before, after in pairwise(in_order))
        and 0
        < sum(after < before for before, after in pairwise(numbers))
        <= max(_DESCENTS, len(numbers) // 3)
    )


def _glued(text: str, label: Label, end: int) -> Iterator[Label]:
    """Yield the labels that go on with ``label`` after semicolons within its line."""
    for stop in re.compile("[；;]").finditer(text, label.end, end):
        following = read_label(text, stop.end(), end)
        if following and (following.level, following.number) == (label.level, label.number + 1):
            yield following
            label = following


def _nodes(
    text: str, nesting: _Nesting, apparatus: Apparatus, soft: frozenset[int]
) -> tuple[Node, ...]:
    starts = [label.start for label in nesting.labels]
    ends = _ends(nesting, len(text))
    limits = sorted(apparatus.beginnings | apparatus.attachment_lists)
    nodes = []
    for position, label in enumerate(nesting.labels):
        later = bisect_right(limits, label.start)
        end = min([ends[position], *limits[later : later + 1]])
        span = Span(label.start, end).trimmed(text)
        own = Span(label.start, min([span.end, *starts[position + 1 : position + 2]])).trimmed(text)
        words = Span(min(label.end, own.end), own.end)
        title, body = split_title(text, words, soft, article=label.level == "条")
        path, parent = nesting.paths[position], nesting.parents[position]
        nodes.append(
            Node(position, path, label.written, label.level, parent, span, own, title, body)
        )
    return tuple(nodes)


def _ends(nesting: _Nesting, length: int) -> list[int]:
    """Return for each node where the next one begins that is not below it."""
    ends = [length] * len(nesting.labels)
    following: list[int] = []
    for position in range(len(ends) - 1, -1, -1):
        depth = len(nesting.paths[position])
        while following and len(nesting.paths[following[-1]]) > depth:
            following.pop()
        if following:
            ends[position] = nesting.labels[following[-1]].start
        following.append(position)
    return ends
