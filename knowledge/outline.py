"""The outline of a numbered document: which lines are nodes, how they nest, where each ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.labels import Label, read_label
from knowledge.model import Node
from knowledge.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A first sentence that is longer than this is a sentence of the body.
LONGEST_TITLE = 40
# The same where the sentence stands alone above its body, which articles of a law often do.
LONGEST_HEADING = 50
# What a heading may end in that is no part of it.
_TITLE_END = "：:；;，,、"
# A new outline begins after 附件1 on a line of its own; a glossary's numbers number its words.
_ATTACHMENT = re.compile(
    r"[ \t\u00a0\u3000]*附[ \u3000]*件[ \u3000]*[0-9０-９一二三四五六七八九十]*[：:]?\s*"
)
_GLOSSARY = re.compile(
    r"[ \t\u00a0\u3000]*(?:相关|有关|部分)?(?:名词|术语|词语)(?:解释|注释|说明)[：:]?\s*"
)
# How many numbers of a level may be missing before a number is no longer taken for a label.
_LARGEST_GAP = 2
# Fewer labels out of order than this are rather numbers in running text.
_FEWEST_SHUFFLED = 5
# Two items that change places make this many descents in the order of numbers.
_DESCENTS = 2


@dataclass
class _Open:
    """A node whose end is not known yet."""

    label: Label
    parent: int | None
    path: tuple[str, ...]


@dataclass
class _Nesting:
    """The nodes found so far, with the chain of open ones from the outermost down."""

    found: list[_Open] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    shuffled: frozenset[str] = frozenset()

    def begin_anew(self, shuffled: frozenset[str]) -> None:
        """Close all that is open: what follows is an outline of its own."""
        self.shuffled = shuffled
        self.chain.clear()
        self.last.clear()

    def add(self, label: Label) -> bool:
        """Add a node if the label's number fits; tell whether it did."""
        if not self._continues(label):
            return False
        depth = self._depth_of(label.level)
        self.chain = self.chain[:depth]
        parent = self.chain[-1] if self.chain else None
        path = (*(self.found[parent].path if parent is not None else ()), label.name)
        self.chain.append(len(self.found))
        self.found.append(_Open(label, parent, path))
        self.last[label.level] = label.number
        return True

    def _depth_of(self, level: str) -> int:
        levels = [self.found[position].label.level for position in self.chain]
        return levels.index(level) if level in levels else len(levels)

    def _continues(self, label: Label) -> bool:
        """Tell whether the number opens a list or goes on with the last one of its level.

        A number that does neither stands in running text: the rest of a decimal, a year, a sum.
        """
        last = self.last.get(label.level)
        if label.level in self.shuffled or label.number == 1 or (last is None and not self.chain):
            return True
        return last is not None and last < label.number <= last + 1 + _LARGEST_GAP


def read_outline(text: str) -> tuple[Node, ...]:
    """Find the nodes of ``text``, in document order; a text without labels has none."""
    nesting = _Nesting()
    for labels in _labels_by_attachment(text):
        nesting.begin_anew(_shuffled([label for label, _ in labels]))
        for label, line_end in labels:
            if nesting.add(label):
                for following in _glued(text, label, line_end):
                    nesting.add(following)
    return tuple(_node(text, position, nesting.found) for position in range(len(nesting.found)))


def _labels_by_attachment(text: str) -> list[list[tuple[Label, int]]]:
    """Return the labels that lines begin with, each with its line's end, anew at attachments."""
    found: list[list[tuple[Label, int]]] = [[]]
    glossary = False
    for line in re.finditer(r"[^\n]+", text):
        if _ATTACHMENT.fullmatch(line[0]):
            found.append([])
            glossary = False
        elif _GLOSSARY.fullmatch(line[0]):
            glossary = True
        label = None if glossary else read_label(text, *line.span())
        if label is not None:
            found[-1].append((label, line.end()))
    return found


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


def _node(text: str, position: int, found: list[_Open]) -> Node:
    this = found[position]
    depth = len(this.path)
    starts = [other.label.start for other in found[position + 1 :]]
    outside = (o.label.start for o in found[position + 1 :] if len(o.path) <= depth)
    span = Span(this.label.start, next(outside, len(text))).trimmed(text)
    own = Span(this.label.start, min(span.end, *starts[:1], len(text))).trimmed(text)
    words = Span(min(this.label.end, own.end), own.end)
    title, body = split_title(text, words, article=this.label.level == "条")
    return Node(
        position, this.path, this.label.written, this.label.level, this.parent,
        span, own, title, body,
    )  # fmt: skip


def split_title(text: str, words: Span, *, article: bool = False) -> tuple[Span | None, Span]:
    """Part a node's own words into its title and its body.

    The title is the line that stands alone, or what stands before the first full stop of the
    line, without a colon or semicolon at its end. A first sentence longer than LONGEST_TITLE is
    prose and has no title; one that stands alone above a body may have LONGEST_HEADING, but not
    in an ``article`` of a law, whose paragraphs are lines.
    """
    line_end = text.find("\n", words.start, words.end)
    line = Span(words.start, words.end if line_end < 0 else line_end).trimmed(text)
    stop = text.find("。", line.start, line.end)
    title = Span(line.start, line.end if stop < 0 else stop)
    body = Span(line.end if stop < 0 else stop + 1, words.end).trimmed(text)
    title = Span(title.start, title.start + len(title.of(text).rstrip(_TITLE_END)))
    alone = line_end >= 0 and body.start >= line.end
    longest = LONGEST_HEADING if alone and not article else LONGEST_TITLE
    if title.end - title.start > longest:
        return None, words.trimmed(text)
    return title, body
