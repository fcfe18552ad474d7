"""Facts about a document, answered from the document itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer import FactAnswer
from knowledge.model import PartKind
from retrieval.outcome import Outcome
from retrieval.scope import years_of
from retrieval.understanding.requests import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answer import Answer
    from knowledge.model import Document
    from retrieval.understanding.requests import FactRequest

_COPIED_TO = re.compile(
    r"^[ \t\u3000]*抄[ \t\u3000]*[送报][ \t\u3000]*[：:][ \t\u3000]*(\S[^\n]*)", re.MULTILINE
)
_HEADING = re.compile(r"^\s*[^\s：:，,。]{2,8}[：:]\s*")


def reply_facts(empty: Answer, request: FactRequest) -> Answer:
    """Answer with facts about the newest of the documents asked."""
    if not empty.documents:
        return empty
    facts = answer_facts(empty.documents[0], request.facts)
    return replace(empty, outcome=Outcome.DOCUMENT, facts=facts)


def answer_facts(document: Document, facts: Sequence[Fact]) -> tuple[FactAnswer, ...]:
    """Return the facts with the places that state them; a value of None is not stated."""
    wanted = dict.fromkeys(facts)
    if Fact.CURRENT in wanted:
        # No document says of itself that none came after it: its year and date are what it has.
        wanted |= dict.fromkeys((Fact.YEAR, Fact.ISSUED_ON))
    return tuple(_answer(document, fact) for fact in wanted)


def _answer(document: Document, fact: Fact) -> FactAnswer:
    read = _READ.get(fact)
    if read:
        return read(document)
    meta = document.meta
    values = {
        Fact.DOC_NUMBER: meta.doc_number,
        Fact.OPENNESS: meta.openness,
        Fact.ADDRESSEES: meta.addressees,
        Fact.ISSUER: "、".join(meta.issuer) or None,
        Fact.TITLE: meta.plan_title,
        Fact.ATTACHMENTS: "、".join(meta.attachments) or None,
    }
    return _stated(document, fact, values[fact])


def _stated(document: Document, fact: Fact, value: str | None) -> FactAnswer:
    return FactAnswer(fact, value, value if value and value in document.text else None)


def _areas(document: Document) -> FactAnswer:
    titles = "\n".join(f"{area.label}{document.title_of(area)}" for area in document.areas)
    return FactAnswer(Fact.AREAS, len(document.areas), titles or None)


def _items(document: Document) -> FactAnswer:
    return FactAnswer(Fact.ITEMS, len(document.items))


def _issued_on(document: Document) -> FactAnswer:
    issued = document.meta.issued_on
    if issued is None:
        return FactAnswer(Fact.ISSUED_ON, None)
    written = re.search(
        rf"{issued.year}\s*年\s*0?{issued.month}\s*月\s*0?{issued.day}\s*日", document.text
    )
    return FactAnswer(Fact.ISSUED_ON, issued.isoformat(), written[0] if written else None)


def _copied_to(document: Document) -> FactAnswer:
    found = _COPIED_TO.search(document.text)
    return _stated(document, Fact.COPIED_TO, found[1].strip() if found else None)


def _general(document: Document) -> FactAnswer:
    """Return the first clause of the general requirement, with the sentence it stands in."""
    parts = (p.span.of(document.text) for p in document.parts if p.kind is PartKind.PREAMBLE)
    words = next((part.strip() for part in parts if part.strip()), "")
    body = words[found.end() :] if (found := _HEADING.match(words)) else words
    first = re.split("[，,；;。\n]", body, maxsplit=1)[0].strip()
    sentence = re.match("[^。\n]*。?", words)
    return FactAnswer(Fact.GENERAL, first or None, sentence[0] if sentence and first else None)


def _draft(document: Document) -> FactAnswer:
    title = document.meta.plan_title
    draft = document.meta.draft
    return FactAnswer(Fact.DRAFT, draft, title if draft and title in document.text else None)


def _valid_until(document: Document) -> FactAnswer:
    until = document.meta.valid_until
    return FactAnswer(Fact.VALID_UNTIL, until.isoformat() if until else None)


def _current(document: Document) -> FactAnswer:
    return replace(_valid_until(document), name=Fact.CURRENT)


def _year(document: Document) -> FactAnswer:
    years = sorted(years_of(document))
    value = years[0] if len(years) == 1 else "、".join(map(str, years)) or None
    title = document.meta.plan_title
    titled = any(str(year) in title for year in years) and title in document.text
    return FactAnswer(Fact.YEAR, value, title if titled else None)


def _characters(document: Document) -> FactAnswer:
    return FactAnswer(Fact.CHARACTERS, sum(not sign.isspace() for sign in document.text))


_READ: dict[Fact, Callable[[Document], FactAnswer]] = {
    Fact.AREAS: _areas,
    Fact.ITEMS: _items,
    Fact.ISSUED_ON: _issued_on,
    Fact.COPIED_TO: _copied_to,
    Fact.GENERAL: _general,
    Fact.DRAFT: _draft,
    Fact.VALID_UNTIL: _valid_until,
    Fact.CURRENT: _current,
    Fact.YEAR: _year,
    Fact.CHARACTERS: _characters,
}
