"""What the store tells of its documents: revisions, events and where each document stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class EventKind(StrEnum):
    """What happened to a document."""

    IMPORTED = "imported"
    RETRACTED = "retracted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Revision:
    """One content of a document, without the content itself.

    ``sha256`` is the fingerprint of the bytes, ``text_sha256`` that of the text which was read
    out of them, both in hexadecimal; ``items_at`` is the level that the import named for the
    items, None where the reader chose.
    """

    id: int
    name: str
    sha256: str
    text_sha256: str
    items_at: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a document's history; ``at`` is in UTC."""

    kind: EventKind
    sha256: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands: its latest revision, how many it has, whether it is in force."""

    revision: Revision
    revisions: int
    in_force: bool
