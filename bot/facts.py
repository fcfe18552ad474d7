"""Facts about a document, and items by their number: answered from the document itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answer import FactAnswer
from knowledge.numerals import to_int
from retrieval.understanding import Fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.model import Document, Item


def find_numbered(documents: Sequence[Document], numeral: str) -> list[Item]:
    """Return the items with that number, those of the newest document first."""
    number = to_int(numeral)
    return [item for document in documents for item in document.items if item.number == number]


def answer_facts(document: Document, facts: Sequence[Fact]) -> tuple[FactAnswer, ...]:
    """Return the facts with the places that state them; a value of None is not stated."""
    return tuple(_answer(document, fact) for fact in facts)


def _answer(document: Document, fact: Fact) -> FactAnswer:
    meta = document.meta
    if fact is Fact.AREAS:
        titles = "\n".join(f"{area.label}{document.title_of(area)}" for area in document.areas)
        return FactAnswer(fact, len(document.areas), titles or None)
    if fact is Fact.ITEMS:
        return FactAnswer(fact, len(document.items))
    if fact is Fact.ISSUED_ON:
        issued = meta.issued_on
        return FactAnswer(fact, issued.isoformat() if issued else None, _date_line(document))
    values = {
        Fact.DOC_NUMBER: meta.doc_number,
        Fact.OPENNESS: meta.openness,
        Fact.ADDRESSEES: meta.addressees,
        Fact.ISSUER: "、".join(meta.issuer) or None,
    }
    value = values[fact]
    return FactAnswer(fact, value, value if value and value in document.text else None)


def _date_line(document: Document) -> str | None:
    issued = document.meta.issued_on
    if issued is None:
        return None
    written = re.search(
        rf"{issued.year}\s*年\s*0?{issued.month}\s*月\s*0?{issued.day}\s*日", document.text
    )
    return written[0] if written else None
