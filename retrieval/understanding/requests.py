"""What a message can ask for: a search, or one of the kinds that a document answers itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    """The kinds of message."""

    SEARCH = "search"
    ITEMS = "items"
    AREA = "area"
    FACTS = "facts"
    PHRASES = "phrases"
    ALTERNATIVES = "alternatives"
    QUOTATION = "quotation"
    TARGETS = "targets"
    COURTESY = "courtesy"


class Fact(StrEnum):
    """A fact that a document states, or not, about itself."""

    ISSUED_ON = "issued_on"
    DOC_NUMBER = "doc_number"
    OPENNESS = "openness"
    ADDRESSEES = "addressees"
    COPIED_TO = "copied_to"
    ISSUER = "issuer"
    TITLE = "title"
    AREAS = "areas"
    ITEMS = "items"
    GENERAL = "general"
    ATTACHMENTS = "attachments"
    DRAFT = "draft"
    VALID_UNTIL = "valid_until"
    YEAR = "year"
    CURRENT = "current"
    CHARACTERS = "characters"


class Courtesy(StrEnum):
    """What a message is that asks nothing of a document."""

    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    IDENTITY = "identity"
    ABILITY = "ability"
    INSULT = "insult"
    INSTRUCTION = "instruction"
    NOISE = "noise"


class Danger(StrEnum):
    """What a child is in danger of."""

    SELF_HARM = "self_harm"
    VIOLENCE = "violence"
    MISSING = "missing"
    OTHER = "danger"


class Part(StrEnum):
    """What of an item is asked for."""

    ITEM = "item"
    TITLE = "title"
    AREA = "area"


# What identifies an item: the name of its document and the position of its node (Item.key).
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Search:
    """Words to search for, folded, without those that only say how to answer.

    ``whole`` asks for the whole wording, ``responsible`` for who is responsible; ``skip`` are
    items that were shown before. ``subject`` are those of the words that a follow-up question
    puts in the place of others: items that have them come first.
    """

    kind: ClassVar = Kind.SEARCH
    words: str
    whole: bool = False
    responsible: bool = False
    danger: Danger | None = None
    skip: tuple[Key, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ItemRequest:
    """Items by their numbers; those below zero count from the end, -1 is the last.

    ``within`` is the number of the area that they are counted in. Items of a conversation are
    named by ``keys``, and ``step`` items further on.
    """

    kind: ClassVar = Kind.ITEMS
    numbers: tuple[int, ...] = ()
    within: int | None = None
    part: Part = Part.ITEM
    whole: bool = False
    responsible: bool = False
    keys: tuple[Key, ...] = ()
    step: int = 0


@dataclass(frozen=True, slots=True)
class AreaRequest:
    """An area by its number, with its items; below zero it counts from the end."""

    kind: ClassVar = Kind.AREA
    number: int


@dataclass(frozen=True, slots=True)
class FactRequest:
    """Facts about the document itself."""

    kind: ClassVar = Kind.FACTS
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PhraseRequest:
    """Whether, how often and where phrases occur.

    ``about`` are the words that say what of, ``place`` the items that they should stand in.
    ``doubtful`` phrases may be everyday words: where they do not occur, they are searched for.
    """

    kind: ClassVar = Kind.PHRASES
    phrases: tuple[str, ...]
    about: str = ""
    place: ItemRequest | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class AlternativesRequest:
    """Which of two wordings stands in the document, where it speaks of ``about``."""

    kind: ClassVar = Kind.ALTERNATIVES
    wordings: tuple[str, str]
    about: str = ""


@dataclass(frozen=True, slots=True)
class QuotationRequest:
    """A quotation, as it was typed, to be held against the document."""

    kind: ClassVar = Kind.QUOTATION
    quoted: str


@dataclass(frozen=True, slots=True)
class TargetsRequest:
    """All numbers that are to be reached; ``until`` is the deadline or period that is named.

    ``about`` are words that say what of, ``place`` the items they stand in.
    """

    kind: ClassVar = Kind.TARGETS
    until: str | None = None
    about: str = ""
    place: ItemRequest | None = None


@dataclass(frozen=True, slots=True)
class CourtesyRequest:
    """A message that is not a question of any document."""

    kind: ClassVar = Kind.COURTESY
    courtesy: Courtesy


@dataclass(frozen=True, slots=True)
class Guess:
    """What a message is likely to ask for, known by examples alone.

    Where a search for ``words``, all of the message, is sure of its answer, that goes before.
    """

    request: Request
    words: str

    @property
    def kind(self) -> Kind:
        """The kind of what is guessed."""
        return self.request.kind


Request = (
    Search
    | ItemRequest
    | AreaRequest
    | FactRequest
    | PhraseRequest
    | AlternativesRequest
    | QuotationRequest
    | TargetsRequest
    | CourtesyRequest
)
