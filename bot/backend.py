"""What channels with many people work by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogues import Dialogues
    from bot.identity import Identity
    from knowledge.store.documents import DocumentStore
    from knowledge.store.inbox import Inbox
    from knowledge.store.journal import JournalStore


@dataclass(frozen=True, slots=True)
class Backend:
    """Answers, what is answered, the documents, what staff read, and who asks."""

    dialogues: Dialogues
    inbox: Inbox
    documents: DocumentStore
    records: JournalStore
    identity: Identity
