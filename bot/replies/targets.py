"""All targets of a document, or those of a deadline, of a matter or of some items."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer import FactAnswer, ItemAnswer
from bot.replies.phrases import FOUND
from bot.replies.places import find_items
from retrieval.details import Detail
from retrieval.folding import fold
from retrieval.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answer import Answer
    from knowledge.model import Item
    from knowledge.targets import Target
    from retrieval.understanding.requests import TargetsRequest


def reply_targets(empty: Answer, request: TargetsRequest, find: Callable[[str], Answer]) -> Answer:
    """Answer with a fact for each target; ``find`` searches for the matter, if one is named."""
    if not empty.documents:
        return empty
    items: Sequence[Item] = empty.documents[0].items
    if request.place:
        items = find_items(empty.documents, request.place)
    chosen = [(item, target) for item in items for target in _until(item, request.until)]
    if request.about:
        named = [(item, target) for item, target in chosen if _speaks(item, target, request.about)]
        found = {one.item.key for one in ([] if named else find(request.about).answers[:1])}
        chosen = named or [one for one in chosen if one[0].key in found]
    if not chosen:
        none = replace(empty, outcome=Outcome.DOCUMENT, facts=(FactAnswer("target", None),))
        topic = find(request.about) if request.about else None
        if topic is None or topic.outcome not in FOUND:
            return none
        unstated = tuple(replace(one, missing=(Detail.AMOUNT,)) for one in topic.answers)
        return replace(none, outcome=topic.outcome, answers=unstated)
    facts = [
        FactAnswer(
            "target",
            target.number.of(item.document.text),
            target.span.of(item.document.text),
            item.node.label,
        )
        for item, target in chosen
    ]
    shown: dict[tuple[str, int], ItemAnswer] = {}
    for item, target in chosen:
        shown.setdefault(item.key, ItemAnswer(item, target.span, 1.0))
    return replace(
        empty, outcome=Outcome.DOCUMENT, answers=tuple(shown.values()), facts=tuple(facts)
    )


def _until(item: Item, until: str | None) -> list[Target]:
    return [t for t in item.targets if not until or until in f"{t.deadline or ''} {t.period or ''}"]


def _speaks(item: Item, target: Target, about: str) -> bool:
    """Tell whether each of the words stands in the item's title or the clause of the target."""
    said = fold(item.title + target.span.of(item.document.text)).text
    return all(word in said for word in about.split())
