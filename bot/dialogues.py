"""Dialogues: answers in the light of what was said before, recorded in the journal."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.answer import Question
from bot.journal import Entry
from knowledge.errors import StoreError
from knowledge.journal import Vote
from retrieval.understanding.context import Context

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from bot.answer import Answer
    from bot.assistant import Assistant
    from bot.identity import Identity
    from bot.journal import Recorder
    from knowledge.model import Document
    from retrieval.understanding.requests import Request

_log = logging.getLogger(__name__)


class Conversations(Protocol):
    """Where the contexts of conversations are kept, by the hashes of their ids."""

    def read(self, these: Collection[str], now: dt.datetime) -> dict[str, dict[str, Any]]:
        """Return the contexts of those of ``these`` that have one which is not too old."""

    def keep(self, contexts: Mapping[str, Mapping[str, object]], now: dt.datetime) -> None:
        """Put contexts, one at least, in the place of the last ones."""

    def forget(self, conversation: str) -> bool:
        """Delete the context of a conversation."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks where: a person in a conversation of a channel, by the channel's own ids.

    Who asks a single question has no conversation, and may be nobody that is known.
    """

    channel: str
    conversation: str | None
    user: str | int | None


@dataclass(frozen=True, slots=True)
class Said:
    """An answer with the number that feedback names it by, None where it was not recorded."""

    answer: Answer
    number: int | None


class Dialogues:
    """Answers whoever speaks on a channel.

    What cannot be kept keeps nobody from an answer: that is logged, without the question.
    """

    def __init__(
        self,
        assistant: Assistant,
        conversations: Conversations,
        recorder: Recorder,
        identity: Identity,
    ) -> None:
        """Answer by ``assistant``, contexts kept in ``conversations``, ids hashed."""
        self._assistant = assistant
        self._conversations = conversations
        self._recorder = recorder
        self._identity = identity

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that answers come from now, the newest first."""
        return self._assistant.documents

    def answer(self, question: Question, speaker: Speaker) -> Said:
        """Answer a question in the light of the speaker's last one.

        Raises StoreError where it cannot be told which documents are in force.
        """
        return self.answer_all([(question, speaker)])[0]

    def answer_all(self, asked: Sequence[tuple[Question, Speaker]]) -> tuple[Said, ...]:
        """Answer questions, one at least, that came at the same time; raises as ``answer`` does.

        The store is asked once for all of them.
        """
        keys = [self._key(speaker) for _, speaker in asked]
        contexts = self._contexts({key for key in keys if key})
        answers = self._assistant.answer_all(
            [
                (question, contexts.get(key) if key else None)
                for (question, _), key in zip(asked, keys, strict=True)
            ]
        )
        self._keep({key: one.context for key, one in zip(keys, answers, strict=True) if key})
        numbers = self._recorder.record(
            [
                Entry(answer, speaker.channel, speaker.conversation, speaker.user)
                for answer, (_, speaker) in zip(answers, asked, strict=True)
            ]
        )
        return tuple(map(Said, answers, numbers))

    def open(self, request: Request, speaker: Speaker, document: str | None = None) -> Said:
        """Answer what a button or a command asks for; it is no question, so it is not recorded.

        The next question of the speaker may go on from it. Raises StoreError as ``answer`` does.
        """
        key = self._key(speaker)
        before = self._contexts({key}).get(key) if key else None
        answer = self._assistant.open(request, document, before)
        self._keep({key: answer.context} if key else {})
        return Said(answer, None)

    def look(self, request: Request, document: str | None = None) -> Answer:
        """Answer as ``open`` does, outside of any conversation."""
        return self._assistant.open(request, document)

    def suggest(self, words: str, limit: int) -> tuple[Answer, ...]:
        """Return answers to choose from while somebody types; raises StoreError as ``answer``."""
        return self._assistant.suggest(words, limit)

    def choose(self, words: str, chosen: Answer, speaker: Speaker) -> None:
        """Record that somebody typed words and chose an answer, which speaks for it."""
        found = replace(chosen, question=Question(words))
        (number,) = self._recorder.record([Entry(found, speaker.channel, user=speaker.user)])
        if number is not None:
            self.vote(number, speaker, Vote.UP)

    def restart(self, speaker: Speaker) -> None:
        """Begin the speaker's conversation anew; raises StoreError where that cannot be kept."""
        key = self._key(speaker)
        if key:
            self._conversations.forget(key)

    def forget(self, speaker: Speaker) -> int:
        """Delete all that is kept of a person and this conversation; count what was recorded.

        Raises StoreError where it cannot be deleted.
        """
        self.restart(speaker)
        if speaker.user is None:
            return 0
        return self._recorder.forget(speaker.channel, speaker.user)

    def vote(self, number: int, speaker: Speaker, vote: Vote, reason: str | None = None) -> bool:
        """Keep what a person thinks of an answer; False where it is not there.

        Raises StoreError where it cannot be kept.
        """
        if speaker.user is None:
            return False
        return self._recorder.give_feedback(number, speaker.channel, speaker.user, vote, reason)

    def _key(self, speaker: Speaker) -> str | None:
        if speaker.conversation is None:
            return None
        return self._identity.conversation(speaker.channel, speaker.conversation)

    def _contexts(self, keys: Collection[str]) -> dict[str, Context]:
        if not keys:
            return {}
        try:
            kept = self._conversations.read(keys, dt.datetime.now(dt.UTC))
        except StoreError as error:
            _log.warning("the last answers are not known: %s", error)
            return {}
        read = {key: _context(one) for key, one in kept.items()}
        return {key: one for key, one in read.items() if one is not None}

    def _keep(self, contexts: Mapping[str, Context]) -> None:
        said = {key: one.to_json() for key, one in contexts.items()}
        if not said:
            return
        try:
            self._conversations.keep(said, dt.datetime.now(dt.UTC))
        except StoreError as error:
            _log.warning("answers are not kept for follow-ups: %s", error)


def _context(kept: dict[str, Any]) -> Context | None:
    try:
        return Context.from_json(kept)
    except (ValueError, TypeError, KeyError):
        _log.warning("a context of another version is passed over")
        return None
