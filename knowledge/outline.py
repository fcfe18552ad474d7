"""The outline of a numbered document: which lines are nodes, how they nest, where each ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.labels import Label, read_label
from knowledge.model import Node, Span

# A run-in heading that is longer than this is a sentence of the body.
LONGEST_TITLE = 60
# How many numbers of a level may be missing before a number is no longer taken for a label.
_LARGEST_GAP = 2


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

    def add(self, label: Label) -> None:
        if not self._continues(label):
            return
        depth = self._depth_of(label.level)
        self.chain = self.chain[:depth]
        parent = self.chain[-1] if self.chain else None
        path = (*(self.found[parent].path if parent is not None else ()), label.name)
        self.chain.append(len(self.found))
        self.found.append(_Open(label, parent, path))
        self.last[label.level] = label.number

    def _depth_of(self, level: str) -> int:
        levels = [self.found[position].label.level for position in self.chain]
        return levels.index(level) if level in levels else len(levels)

    def _continues(self, label: Label) -> bool:
        """Tell whether the number opens a list or goes on with the last one of its level.

        A number that does neither stands in running text: the rest of a decimal, a year, a sum.
        """
        last = self.last.get(label.level)
        if label.number == 1 or (last is None and not self.chain):
            return True
        return last is not None and last < label.number <= last + 1 + _LARGEST_GAP


def read_outline(text: str) -> tuple[Node, ...]:
    """Find the nodes of ``text``, in document order; a text without labels has none."""
    nesting = _Nesting()
    for line in re.finditer(r"[^\n]+", text):
        label = read_label(text, *line.span())
        if label is not None:
            nesting.add(label)
    return tuple(_node(text, position, nesting.found) for position in range(len(nesting.found)))


def _node(text: str, position: int, found: list[_Open]) -> Node:
    this = found[position]
    depth = len(this.path)
    starts = [other.label.start for other in found[position + 1 :]]
    outside = (o.label.start for o in found[position + 1 :] if len(o.path) <= depth)
    span = Span(this.label.start, next(outside, len(text))).trimmed(text)
    own = Span(this.label.start, min(span.end, *starts[:1], len(text))).trimmed(text)
    title, body = split_title(text, Span(min(this.label.end, own.end), own.end))
    return Node(
        position, this.path, this.label.written, this.label.level, this.parent,
        span, own, title, body,
    )  # fmt: skip


def split_title(text: str, words: Span) -> tuple[Span | None, Span]:
    """Part a node's own words into its title and its body.

    The title is the line that stands alone, or what stands before the first full stop of the
    line; a first sentence longer than LONGEST_TITLE is prose and has no title.
    """
    line_end = text.find("\n", words.start, words.end)
    line = Span(words.start, words.end if line_end < 0 else line_end).trimmed(text)
    stop = text.find("。", line.start, line.end)
    title = Span(line.start, line.end if stop < 0 else stop)
    body = Span(line.end if stop < 0 else stop + 1, words.end).trimmed(text)
    if title.end - title.start > LONGEST_TITLE:
        return None, words.trimmed(text)
    return title, body
