"""From a source to a document: outline, metadata and the partition of the text into parts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.errors import NotAPlanError
from knowledge.metadata import is_closing, read_metadata
from knowledge.model import Document, Metadata, Node, Part, PartKind
from knowledge.offices import read_offices, states_first_leads
from knowledge.outline import read_outline
from knowledge.span import Span

if TYPE_CHECKING:
    from knowledge.readers.source import Source


def read_document(name: str, source: Source, items_at: str | None = None) -> Document:
    """Read the document that ``source`` holds, its items at the level ``items_at`` if one is named.

    Raises NotAPlanError, saying what was found, where the text has no numbered words, or none at
    that level.
    """
    text = source.text
    nodes = read_outline(text)
    if not any(node.title or node.body for node in nodes):
        raise NotAPlanError(
            "no-outline", name=name, lines=text.count("\n") + 1, found=_first_line(text)
        )
    head = Span(0, nodes[0].span.start)
    closing = _closing(text, nodes[-1].span.start)
    if closing:
        nodes = tuple(_ending_before(node, closing.start, text) for node in nodes)
    first_leads = states_first_leads(text)
    nodes = tuple(
        replace(node, offices=read_offices(node.own.of(text), first_leads=first_leads))
        for node in nodes
    )
    meta = read_metadata(text, head.of(text), closing.of(text), fallback_title=name)
    return Document(
        name=name,
        text=text,
        sha256=source.sha256,
        meta=meta,
        parts=(
            *_head_parts(text, head, meta),
            *_node_parts(nodes, closing.start),
            *([Part(PartKind.CLOSING, closing)] if closing else []),
        ),
        nodes=nodes,
        items_at=items_level(nodes) if items_at is None else _named_level(nodes, items_at, name),
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


def _closing(text: str, last_node: int) -> Span:
    """Return the signature, date and remarks on openness behind the last paragraph."""
    start = len(text)
    while True:
        line_start = text.rfind("\n", last_node, len(text[:start].rstrip())) + 1
        line = text[line_start:start].strip()
        if line_start <= last_node or not line or not is_closing(line):
            return Span(start, len(text))
        start = line_start


def _ending_before(node: Node, end: int, text: str) -> Node:
    """Return the node without what lies behind ``end``."""

    def cut(span: Span, end: int) -> Span:
        return Span(min(span.start, end), min(span.end, end)).trimmed(text)

    own = cut(node.own, end)
    return replace(node, span=cut(node.span, end), own=own, body=cut(node.body, own.end))


def _node_parts(nodes: tuple[Node, ...], end: int) -> list[Part]:
    """Give each node all characters from its label to the next node's label."""
    starts = [node.span.start for node in nodes]
    return [
        Part(PartKind.NODE, Span(start, stop), node.position)
        for node, start, stop in zip(nodes, starts, [*starts[1:], end], strict=True)
    ]


def _first_line(text: str) -> str:
    return next((line.strip()[:40] for line in text.split("\n") if line.strip()), "")
