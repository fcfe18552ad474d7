"""What people read of a quotation that was held against a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.blocks import item_name
from bot.replies.phrases import item_at
from bot.texts import text
from knowledge.quotation import Checked, Verdict

if TYPE_CHECKING:
    from knowledge.model import Document
    from knowledge.span import Span

# How many further places of a quotation are named to a person; programs get all.
_SHOWN = 5


def report(document: Document, checked: Checked) -> str:
    """Tell the verdict on a sentence, where it stands and what differs, in 【】."""
    place = _place(document, checked.span)
    others = list(dict.fromkeys(_place(document, span) for span in checked.places[1:]))
    if others:
        shown = " · ".join(others[:_SHOWN])
        place = text("verify.places", place=place, count=len(checked.places), others=shown)
    if checked.verdict is Verdict.CHANGED and checked.span:
        spans = [(one.span.start, one.span.end) for one in checked.differences]
        low = checked.span.start
        original = _marked(checked.span.of(document.text), [(a - low, b - low) for a, b in spans])
        quoted = _marked(checked.quoted, [one.quoted for one in checked.differences])
        count = len(checked.differences)
        return text("verify.changed", count=count, quoted=quoted, original=original, place=place)
    return text(f"verify.{checked.verdict}", quoted=checked.quoted, place=place)


def _place(document: Document, span: Span | None) -> str:
    item = item_at(document, span)
    return item_name(item) if item else text("verify.elsewhere")


def _marked(words: str, ranges: list[tuple[int, int]]) -> str:
    """Put the ranges of ``words`` into brackets."""
    for start, end in reversed(ranges):
        words = f"{words[:start]}【{words[start:end]}】{words[end:]}"
    return words
