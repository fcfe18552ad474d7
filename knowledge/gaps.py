"""What stands behind an outline: signatures, dates, lists of attachments and attachments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.signatures import dates, is_closing, is_signature
from knowledge.span import Span
from knowledge.titles import is_title

if TYPE_CHECKING:
    from knowledge.outline import Outline

# A signer's name stands at most this many lines above the date.
_NAMES = 6


@dataclass(frozen=True, slots=True)
class Gap:
    """A range behind a node that belongs to no node, up to the next node or the text's end.

    ``closing`` is its beginning, as far as it signs, dates or lists attachments; what follows is
    an attachment or the title and preamble of an enclosed document.
    """

    span: Span
    closing: Span


def read_gaps(text: str, outline: Outline) -> tuple[Gap, ...]:
    """Return the gaps between and behind the nodes, in text order; most nodes have none."""
    nodes = outline.nodes
    limits = sorted(outline.apparatus.beginnings | outline.apparatus.attachment_lists)
    gaps = []
    at = 0
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        end = following.span.start if following else len(text)
        while at < len(limits) and limits[at] <= node.span.start:
            at += 1
        limited = at < len(limits) and limits[at] < end
        restarts = following is not None and following.parent is None and _opens(following.label)
        if not (limited or restarts or following is None):
            continue
        limit = limits[at] if limited else end
        start = min(
            limit, _closing_start(text, node.span.start, limit, final=limited or not following)
        )
        if start < end:
            gaps.append(Gap(Span(start, end), Span(start, _closing_end(text, start, end, outline))))
    return tuple(gaps)


def _opens(label: str) -> bool:
    return any(sign in label for sign in "一1１①⑴⒈㈠") and len(label) <= len("第一部分")


def _lines(text: str, start: int, end: int) -> list[Span]:
    """Return the lines of the range that hold anything, without their breaks."""
    found = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return found


def _closing_start(text: str, node: int, end: int, *, final: bool) -> int:
    """Return where what follows a node's words begins, or ``end``.

    At the end of an outline that is the signature above its last date; else lines are taken from
    the end on as long as they close a document. Where another outline follows without a mark,
    it is its signature or title.
    """
    lines = _lines(text, node, end)[1:]
    words = [line.of(text) for line in lines]
    signed = next((at for at in range(len(words) - 1, -1, -1) if dates(words[at])), None)
    start = len(lines)
    while start and is_closing(words[start - 1]):
        start -= 1
    if signed is not None:
        names = signed
        while names and signed - names < _NAMES and is_signature(words[names - 1]):
            names -= 1
        if names < signed:
            start = min(start, names)
    if not final:
        titled = next((at for at, line in enumerate(words) if is_title(line)), len(words))
        start = min(start, titled)
    return lines[start].start if start < len(lines) else end


def _closing_end(text: str, start: int, end: int, outline: Outline) -> int:
    """Return where the last line ends that signs, dates or names attachments."""
    closing = start
    for line in _lines(text, start, end):
        listed = line.start in outline.apparatus.attachment_lists
        if line.start in outline.apparatus.beginnings:
            break
        if listed or is_closing(line.of(text)):
            closing = text.find("\n", line.end, end) + 1 or end
    # White space at the very end goes with the closing.
    return closing if text[closing:end].strip() else (end if closing > start else start)
