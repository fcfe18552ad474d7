"""The desk: updates in work, each answered once, one after another for each person in a chat.

An update is confirmed to Telegram only when it is answered, so that a crash loses none; those that
come again are known by the inbox. One thing cannot be excluded: where the program is killed between
the moment in which Telegram takes an answer and that in which the inbox knows of it, a few
milliseconds, the answer is sent a second time, as many at most as there are lanes (``lanes.py``).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from bot.batches import Batches
from bot.channels.telegram.lanes import LANES, Lane
from bot.texts import speak
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from telegram import Update
    from telegram.ext import Application

_log = logging.getLogger(__name__)
# What is asked of Telegram; it keeps the rest to itself.
UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
)
# So long, in seconds, updates in work are waited for at the end.
_LAST = 9.0
_PRUNE_EVERY = dt.timedelta(hours=1)


class Answered(Protocol):
    """Where it is kept which updates are answered."""

    def unanswered(self, updates: Collection[int]) -> set[int]:
        """Return those that are not answered yet."""

    def answer(self, updates: Collection[int], now: dt.datetime) -> None:
        """Remember that updates are answered."""

    def prune(self, now: dt.datetime) -> int:
        """Forget what nobody sends again."""


class Desk:
    """Has updates answered."""

    def __init__(
        self, application: Application[Any, Any, Any, Any, Any, Any], inbox: Answered
    ) -> None:
        """Have updates answered by ``application``, which runs."""
        self._application = application
        self._inbox = inbox
        self._work: dict[int, asyncio.Task[None]] = {}
        # The last update in work of each person in a chat.
        self._turns: dict[object, asyncio.Task[None]] = {}
        self._lanes = asyncio.Semaphore(LANES)
        self._pruned = dt.datetime.min.replace(tzinfo=dt.UTC)
        # A thread of its own: behind questions that are being answered it would come late.
        self._keeper = ThreadPoolExecutor(1, "inbox")
        self._marks = Batches(self._mark, self._keeper)

    @property
    def work(self) -> Mapping[int, asyncio.Task[None]]:
        """The updates in work, by their numbers."""
        return self._work

    async def unanswered(self, updates: Collection[int]) -> set[int]:
        """Return those of the updates that are not answered yet; raises StoreError."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._keeper, self._inbox.unanswered, updates)

    def take(self, update: Update) -> asyncio.Task[None]:
        """Have an update answered, which is neither answered nor in work."""
        key = _speaks(update)
        before = self._turns.get(key) if key else None
        task = asyncio.create_task(self._answer(update, before))
        self._work[update.update_id] = task
        if key:
            self._turns[key] = task
            task.add_done_callback(lambda done: self._leave(key, done))
        return task

    async def close(self) -> None:
        """Finish what is in work."""
        if self._work:
            await asyncio.wait(self._work.values(), timeout=_LAST)
        self._keeper.shutdown(wait=False)

    def _leave(self, key: object, done: asyncio.Task[None]) -> None:
        if self._turns.get(key) is done:
            del self._turns[key]

    async def _answer(self, update: Update, before: asyncio.Task[None] | None) -> None:
        lane = Lane(self._lanes)
        try:
            if before is not None:
                await asyncio.wait({before})
            user = update.effective_user
            speak(user.language_code if user else None)
            lane.open()
            await self._application.process_update(update)
            await self._marks.do(update.update_id)
            await self._prune()
        except StoreError as error:
            _log.warning("an answered update is not kept as such: %s", error)
        finally:
            lane.leave()
            del self._work[update.update_id]

    def _mark(self, updates: Sequence[int]) -> Sequence[None]:
        self._inbox.answer(updates, dt.datetime.now(dt.UTC))
        return [None] * len(updates)

    async def _prune(self) -> None:
        now = dt.datetime.now(dt.UTC)
        if now - self._pruned > _PRUNE_EVERY:
            self._pruned = now
            await asyncio.to_thread(self._inbox.prune, now)


def _speaks(update: Update) -> object:
    chat, user = update.effective_chat, update.effective_user
    if chat is None or update.inline_query or update.chosen_inline_result:
        return None
    return chat.id, user.id if user else None
