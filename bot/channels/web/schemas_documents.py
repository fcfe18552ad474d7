"""The objects of the API that tell of documents, as its description has them."""

from __future__ import annotations

from typing import Literal

from bot.channels.web.schemas import Area, Number, Object, Span
from knowledge.comparison.model import Status  # noqa: TC001 -- pydantic needs it as the program runs
from knowledge.model import PartKind  # noqa: TC001 -- as above
from knowledge.store.history import EventKind  # noqa: TC001 -- as above


class AreaOfDocument(Area):
    """An area with the numbers of its items."""

    items: list[Number]


class DocumentRow(Object):
    """A document in force."""

    name: str
    title: str
    issued_on: str | None
    draft: bool
    areas: int
    items: int
    sha256: str
    revisions: int
    state: Literal["in_force", "retracted"]


class Happened(Object):
    """What happened to a document; ``at`` is in UTC."""

    kind: EventKind
    sha256: str
    at: str


class WholeDocument(Object):
    """A document with its whole text."""

    name: str
    sha256: str
    title: str
    issued_on: str | None
    draft: bool
    items_at: str | None
    text: str


class Place(Object):
    """A place of a phrase, with what stands around it in its line."""

    document: str
    item: Number | None
    span: Span
    before: str
    text: str
    after: str


class Concordance(Object):
    """Where a phrase occurs."""

    phrase: str
    count: int
    places: list[Place]


class Target(Object):
    """A commitment with a number."""

    item: Number
    comparator: str | None
    quantity: str
    unit: str | None
    object: str | None
    deadline: str | None
    period: str | None
    quote: str
    quote_span: Span


class ComparedDocument(Object):
    """One of the documents of a comparison."""

    document: str
    sha256: str
    title: str
    issued_on: str | None


class Version(Object):
    """A heading or an item as it stands in one of the documents."""

    item: Number | None
    label: str
    title: str
    above: Area | None
    text: str
    span: Span


class Change(Object):
    """Wording that was put in the place of other wording."""

    old: str
    new: str
    old_span: Span
    new_span: Span


class Compared(Object):
    """A heading or an item in which the documents differ."""

    statuses: list[Status]
    old: Version | None
    new: Version | None
    differences: list[Change]


class ChangedNumber(Object):
    """A number that changed, with the clauses that it stands in."""

    old_item: Number | None
    new_item: Number | None
    old: str | None
    new: str | None
    old_quote: str | None
    new_quote: str | None
    old_span: Span | None
    new_span: Span | None


class ChangedField(Object):
    """What the documents say differently of themselves."""

    name: str
    old: str | None
    new: str | None


class ChangedPart(Object):
    """Wording outside of headings and items that changed."""

    part: PartKind
    old_span: Span | None
    new_span: Span | None
    differences: list[Change]


class Comparison(Object):
    """The object of ``wence diff --json``."""

    old: ComparedDocument
    new: ComparedDocument
    same: bool
    summary: dict[str, int]
    items: list[Compared]
    headings: list[Compared]
    numbers: list[ChangedNumber]
    metadata: list[ChangedField]
    parts: list[ChangedPart]
