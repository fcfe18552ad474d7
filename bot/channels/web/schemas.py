"""The objects of the API as its description has them (docs/interfaces.md says what they mean)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.channels.web.answering import CONVERSATION
from bot.journal import Reason  # noqa: TC001 -- pydantic needs it when the program runs
from knowledge.comparison.model import Status  # noqa: TC001 -- as above
from knowledge.model import PartKind  # noqa: TC001 -- as above
from knowledge.quotation import Verdict  # noqa: TC001 -- as above
from knowledge.store.history import EventKind  # noqa: TC001 -- as above
from retrieval.details import Detail  # noqa: TC001 -- as above
from retrieval.understanding.requests import Kind  # noqa: TC001 -- as above

Span = Annotated[list[int], Field(min_length=2, max_length=2)]
Number = int | str
# The longest question that is read, and the longest quotation that is checked, in characters.
LONGEST_QUESTION, LONGEST_QUOTATION = 1000, 10_000


class _Object(BaseModel):
    """An object that may be given more keys later, as docs/interfaces.md promises."""


class _Given(BaseModel):
    """What a client sends: a key that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid")


class Problem(_Object):
    """What went wrong (RFC 9457); ``detail`` says what was found and the way out."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str


class Asked(BaseModel):
    """A question by the query of an address."""

    q: str = Field(min_length=1, max_length=LONGEST_QUESTION, examples=["放学后没人接孩子怎么办"])
    year: int | None = Field(default=None, ge=1949, le=2999, examples=[2022])
    conversation: str | None = Field(
        default=None, pattern=CONVERSATION, examples=["k3J9xQ-7fW2mZp5s"]
    )


class Area(_Object):
    """A responsible area."""

    label: str
    title: str


class _Named(_Object):
    document: str
    item: Number
    label: str
    title: str
    area: Area | None
    offices: list[str]
    lead: str | None


class Item(_Named):
    """An item; ``text`` is its whole wording, byte for byte."""

    span: Span
    text: str


class ShownItem(_Named):
    """An item with the sentence that answers; ``quote`` and ``text`` are cut from the document."""

    quote: str
    quote_span: Span
    text: str
    confidence: float = Field(ge=0, le=1)
    stated: bool
    missing: list[Detail]


class Fact(_Object):
    """A fact about a document; a value of null means that it is not stated there."""

    name: str
    value: bool | int | str | None
    quote: str | None
    of: str | None = None


class Answer(_Object):
    """The object of ``wence ask --json``."""

    question: str
    outcome: Literal["answer", "choices", "not_found", "document"]
    answers: list[ShownItem]
    nearest: list[ShownItem]
    facts: list[Fact]
    elapsed_ms: float
    documents: list[str]
    absent_year: int | None
    kind: Kind
    whole: bool
    courtesy: str | None
    notice: str | None


class AreaOfDocument(Area):
    """An area with the numbers of its items."""

    items: list[Number]


class DocumentRow(_Object):
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


class Happened(_Object):
    """What happened to a document; ``at`` is in UTC."""

    kind: EventKind
    sha256: str
    at: str


class WholeDocument(_Object):
    """A document with its whole text."""

    name: str
    sha256: str
    title: str
    issued_on: str | None
    draft: bool
    items_at: str | None
    text: str


class Place(_Object):
    """A place of a phrase, with what stands around it in its line."""

    document: str
    item: Number | None
    span: Span
    before: str
    text: str
    after: str


class Concordance(_Object):
    """Where a phrase occurs."""

    phrase: str
    count: int
    places: list[Place]


class Target(_Object):
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


class Quotation(_Given):
    """A quotation to check against a document, by default the newest."""

    quotation: str = Field(
        min_length=1,
        max_length=LONGEST_QUOTATION,
        examples=["健全课后服务保障机制,拓宽课后服务的渠道。"],
    )
    document: str | None = Field(
        default=None, min_length=1, max_length=200, examples=["licheng-2022"]
    )


class Misquoted(_Object):
    """Where a quotation differs from the document."""

    quoted: str
    original: str
    span: Span


class PlaceOfSentence(_Object):
    """A place where a sentence stands."""

    item: Number | None
    span: Span


class Checked(_Object):
    """The verdict on a sentence of a quotation."""

    quoted: str
    verdict: Verdict
    item: Number | None
    original: str | None
    span: Span | None
    differences: list[Misquoted]
    places: list[PlaceOfSentence]


class ComparedDocument(_Object):
    """One of the documents of a comparison."""

    document: str
    sha256: str
    title: str
    issued_on: str | None


class Version(_Object):
    """A heading or an item as it stands in one of the documents."""

    item: Number | None
    label: str
    title: str
    above: Area | None
    text: str
    span: Span


class Change(_Object):
    """Wording that was put in the place of other wording."""

    old: str
    new: str
    old_span: Span
    new_span: Span


class Compared(_Object):
    """A heading or an item in which the documents differ."""

    statuses: list[Status]
    old: Version | None
    new: Version | None
    differences: list[Change]


class ChangedNumber(_Object):
    """A number that changed, with the clauses that it stands in."""

    old_item: Number | None
    new_item: Number | None
    old: str | None
    new: str | None
    old_quote: str | None
    new_quote: str | None
    old_span: Span | None
    new_span: Span | None


class ChangedField(_Object):
    """What the documents say differently of themselves."""

    name: str
    old: str | None
    new: str | None


class ChangedPart(_Object):
    """Wording outside of headings and items that changed."""

    part: PartKind
    old_span: Span | None
    new_span: Span | None
    differences: list[Change]


class Comparison(_Object):
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


class Feedback(_Given):
    """What somebody thinks of an answer, named by the header of the answer."""

    answer: str = Field(max_length=40, examples=["17-0f3a9c5e7b1d2468"])
    conversation: str = Field(pattern=CONVERSATION, examples=["k3J9xQ-7fW2mZp5s"])
    vote: Literal["up", "down"]
    reason: Reason | None = None


class Kept(_Object):
    """Whether something was kept."""

    kept: Literal[True]


class Health(_Object):
    """That answers are given, and of how many documents."""

    status: Literal["ok"]
    documents: int
    version: str
