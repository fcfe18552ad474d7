"""The objects of the API as its description has them: what is asked, and what is answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.channels.web.answering import CONVERSATION
from bot.journal import Reason  # noqa: TC001 -- pydantic needs it when the program runs
from knowledge.quotation import Verdict  # noqa: TC001 -- as above
from retrieval.details import Detail  # noqa: TC001 -- as above
from retrieval.understanding.requests import Kind  # noqa: TC001 -- as above

Span = Annotated[list[int], Field(min_length=2, max_length=2)]
Number = int | str
# The longest question that is read, and the longest quotation that is checked, in characters.
LONGEST_QUESTION, LONGEST_QUOTATION = 1000, 10_000


class Object(BaseModel):
    """An object that may be given more keys later, as docs/interfaces.md promises."""


class _Given(BaseModel):
    """What a client sends: a key that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid")


class Problem(Object):
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


class Area(Object):
    """A responsible area."""

    label: str
    title: str


class _Named(Object):
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


class Fact(Object):
    """A fact about a document; a value of null means that it is not stated there."""

    name: str
    value: bool | int | str | None
    quote: str | None
    of: str | None = None


class Answer(Object):
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


class Misquoted(Object):
    """Where a quotation differs from the document."""

    quoted: str
    original: str
    span: Span


class PlaceOfSentence(Object):
    """A place where a sentence stands."""

    item: Number | None
    span: Span


class Checked(Object):
    """The verdict on a sentence of a quotation."""

    quoted: str
    verdict: Verdict
    item: Number | None
    original: str | None
    span: Span | None
    differences: list[Misquoted]
    places: list[PlaceOfSentence]


class Feedback(_Given):
    """What somebody thinks of an answer, named by the header of the answer."""

    answer: str = Field(max_length=40, examples=["17-0f3a9c5e7b1d2468"])
    conversation: str = Field(pattern=CONVERSATION, examples=["k3J9xQ-7fW2mZp5s"])
    vote: Literal["up", "down"]
    reason: Reason | None = None


class Kept(Object):
    """Whether something was kept."""

    kept: Literal[True]


class Health(Object):
    """That answers are given, and of how many documents."""

    status: Literal["ok"]
    documents: int
    version: str
