"""From a source to a document: outline, metadata and the partition of the text into parts."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.apparatus import attachment_titles
from knowledge.errors import NotAPlanError
from knowledge.gaps import read_gaps
from knowledge.metadata import read_metadata
from knowledge.model import Document, Metadata, Node, Part, PartKind
from knowledge.offices import Offices, read_offices, states_first_leads
from knowledge.outline import read_outline
from knowledge.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.gaps import Gap
    from knowledge.readers.source import Source


def read_document(name: str, source: Source, items_at: str | None = None) -> Document:
    """Read the document that ``source`` holds, its items at the level ``items_at`` if one is named.

    Raises NotAPlanError, saying what was found, where the text has no numbered words, or none at
    that level.
    """
    text = source.text
    outline = read_outline(text)
    if not any(node.title or node.body for node in outline.nodes):
        raise NotAPlanError(
            "no-outline", name=name, lines=text.count("\n") + 1, found=_first_line(text)
        )
    gaps = read_gaps(text, outline)
    nodes = tuple(_ending_before_gaps(node, gaps, text) for node in outline.nodes)
    first_leads = states_first_leads(text)
    nodes = tuple(
        replace(node, offices=_offices(text, node, outline.soft_breaks, first_leads=first_leads))
        for node in nodes
    )
    head = Span(0, nodes[0].span.start)
    closings = "\n".join(gap.closing.of(text) for gap in gaps)
    above = _unwrapped(text, head, outline.soft_breaks)
    attachments = attachment_titles(text, outline.apparatus)
    meta = read_metadata(text, above, closings, name, attachments)
    return Document(
        name=name,
        text=text,
        sha256=source.sha256,
        meta=meta,
        parts=(*_head_parts(text, head, meta), *_node_parts(nodes, gaps, len(text))),
        nodes=nodes,
        items_at=items_level(nodes) if items_at is None else _named_level(nodes, items_at, name),
        soft_breaks=outline.soft_breaks,
    )


def _named_level(nodes: tuple[Node, ...], named: str, name: str) -> str:
    """Return the level that a person named, whatever the width of its signs."""
    levels = dict.fromkeys(node.level for node in nodes)
    plain = unicodedata.normalize("NFKC", named.strip())
    for level in levels:
        if unicodedata.normalize("NFKC", level) == plain:
            return level
    raise NotAPlanError("unknown-level", name=name, level=named, known=" ".join(levels))


def items_level(nodes: tuple[Node, ...]) -> str:
    """Return the level that holds most of the text in its own words: the unit of answering."""
    weight: Counter[str] = Counter()
    for node in nodes:
        weight[node.level] += node.own.end - node.own.start
    return weight.most_common(1)[0][0]


def _head_parts(text: str, head: Span, meta: Metadata) -> list[Part]:
    """Part what stands before the first node into notice, title and preamble."""
    title_at = text.rfind(meta.plan_title, head.start, head.end)
    if title_at < 0:
        return [Part(PartKind.PREAMBLE, head)] if head else []
    title_start = text.rfind("\n", head.start, title_at) + 1
    line_end = text.find("\n", title_at, head.end)
    title_end = head.end if line_end < 0 else line_end + 1
    bounds = [
        (PartKind.NOTICE, Span(head.start, title_start)),
        (PartKind.TITLE, Span(title_start, title_end)),
        (PartKind.PREAMBLE, Span(title_end, head.end)),
    ]
    return [Part(kind, span) for kind, span in bounds if span]


def _ending_before_gaps(node: Node, gaps: Sequence[Gap], text: str) -> Node:
    """Return the node without what lies behind the first gap after its start."""
    later = bisect_right(gaps, node.span.start, key=lambda gap: gap.span.start)
    if later == len(gaps) or gaps[later].span.start >= node.span.end:
        return node
    end = gaps[later].span.start

    def cut(span: Span, end: int) -> Span:
        return Span(min(span.start, end), min(span.end, end)).trimmed(text)

    own = cut(node.own, end)
    return replace(node, span=cut(node.span, end), own=own, body=cut(node.body, own.end))


def _node_parts(nodes: tuple[Node, ...], gaps: Sequence[Gap], length: int) -> list[Part]:
    """Give each node all characters from its label to the next label or gap; gaps are parts too."""
    parts = []
    waiting = list(reversed(gaps))
    stops = [*(node.span.start for node in nodes[1:]), length]
    for node, stop in zip(nodes, stops, strict=True):
        gap = waiting.pop() if waiting and waiting[-1].span.start < stop else None
        end = gap.span.start if gap else stop
        parts.append(Part(PartKind.NODE, Span(node.span.start, end), node.position))
        if gap:
            rest = Span(gap.closing.end, gap.span.end)
            parts += [Part(PartKind.CLOSING, gap.closing)] if gap.closing else []
            parts += [Part(PartKind.ATTACHMENT, rest)] if rest else []
    return parts


def _offices(text: str, node: Node, soft_breaks: frozenset[int], *, first_leads: bool) -> Offices:
    return read_offices(_unwrapped(text, node.own, soft_breaks), first_leads=first_leads)


def _unwrapped(text: str, span: Span, soft_breaks: frozenset[int]) -> str:
    """Return the range with its wrapped lines joined."""
    if not soft_breaks:
        return span.of(text)
    return "".join(text[at] for at in range(span.start, span.end) if at not in soft_breaks)


def _first_line(text: str) -> str:
    return next((line.strip()[:40] for line in text.split("\n") if line.strip()), "")
