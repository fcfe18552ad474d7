"""Answering by the web: who asks there, and the answers that feedback may name."""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING

from bot.batches import Batches
from bot.dialogues import Speaker

if TYPE_CHECKING:
    from bot.answer import Question
    from bot.backend import Backend
    from bot.dialogues import Said
    from knowledge.journal import Vote

CHANNEL = "web"
# A conversation is whatever the page makes up, long enough not to be guessed.
CONVERSATION = r"^[A-Za-z0-9_-]{16,64}$"
_DIGITS = 16
_ANSWER = re.compile(rf"(\d{{1,10}})-([0-9a-f]{{{_DIGITS}}})")


class Answering:
    """Answers questions that come by HTTP, those that wait at the same time together.

    Nobody is known there: a conversation is a random id of the page, and it is all that tells one
    asker from another.
    """

    def __init__(self, backend: Backend) -> None:
        """Answer by ``backend``."""
        self._dialogues = backend.dialogues
        self._identity = backend.identity
        self._batches = Batches(backend.dialogues.answer_all)

    async def answer(self, question: Question, conversation: str | None) -> Said:
        """Answer a question, in the light of the last one of the conversation if there is one.

        Raises StoreError where it cannot be told which documents are in force.
        """
        return await self._batches.do((question, Speaker(CHANNEL, conversation, conversation)))

    def name(self, said: Said, conversation: str | None) -> str | None:
        """Return the name by which feedback may be given on an answer; nobody can make one up."""
        if said.number is None:
            return None
        return f"{said.number}-{self._proof(said.number, conversation)}"

    def vote(self, named: str, conversation: str, vote: Vote, reason: str | None) -> bool:
        """Keep what somebody thinks of an answer; False where there is none of that name.

        What was answered in a conversation is judged in it. What was asked alone has one vote,
        whatever conversation is named with it. Raises StoreError where it cannot be kept.
        """
        found = _ANSWER.fullmatch(named)
        if found is None:
            return False
        number, proof = int(found[1]), found[2]
        if hmac.compare_digest(proof, self._proof(number, conversation)):
            voter = conversation
        elif hmac.compare_digest(proof, self._proof(number, None)):
            voter = named
        else:
            return False
        return self._dialogues.vote(number, Speaker(CHANNEL, conversation, voter), vote, reason)

    def _proof(self, number: int, conversation: str | None) -> str:
        return self._identity.token(f"answer-{number}-{conversation or ''}")[:_DIGITS]
