"""The context that an answer leaves for the next question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.understanding.context import Context
from retrieval.understanding.requests import CourtesyRequest, Search

if TYPE_CHECKING:
    from bot.answer import Answer
    from retrieval.understanding.requests import Request


def next_context(answer: Answer, request: Request, before: Context | None) -> Context:
    """Return what the next question may refer to; small talk changes nothing.

    An answer without items leaves the item that was shown last, and where there are no more of the
    same words, the items among which to choose.
    """
    if isinstance(request, CourtesyRequest):
        return before or Context()
    keys = tuple(shown.item.key for shown in answer.answers)
    shown_before = request.skip if isinstance(request, Search) else ()
    choices = before.choices if before and shown_before and not keys else keys
    return Context(
        kind=answer.kind,
        words=request.words if isinstance(request, Search) else "",
        item=keys[0] if keys else (before.item if before else None),
        choices=choices,
        shown=tuple(dict.fromkeys((*shown_before, *keys))),
        documents=tuple(document.name for document in answer.documents),
    )
