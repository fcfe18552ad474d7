"""Long polling that loses no update: one is confirmed to Telegram only when it is answered.

Telegram sends an update again until a later one is asked for
(https://core.telegram.org/bots/api#getupdates). So the oldest update in work is asked for again and
again; what is known is passed over. After a crash all that was not answered comes back, and what
was is told by the inbox. One thing cannot be excluded: where the program is killed between the
moment in which Telegram takes an answer and that in which the inbox knows of it, a few
milliseconds, the answer is sent a second time.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.texts import text
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from telegram import Update
    from telegram.ext import Application

_log = logging.getLogger(__name__)
# What is asked of Telegram; it keeps the rest to itself.
UPDATES = ("message", "callback_query", "inline_query")
# So many are in work at a time; more are asked for where only so many are left.
_AT_A_TIME, _FEW = 32, 8
# Seconds. So long a call waits for something to happen, and so much longer for the line.
_WAIT, _LINE = 20, 10
# Telegram hands out no more in one call.
_MOST = 100
# So soon it is asked again while updates are in work, and so late after an error.
_SOON, _FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 1.0, 30.0
# So long updates in work are waited for at the end.
_LAST = 10.0
_PRUNE_EVERY = dt.timedelta(hours=1)


class Answered(Protocol):
    """Where it is kept which updates are answered."""

    def unanswered(self, updates: Collection[int]) -> set[int]:
        """Return those that are not answered yet."""

    def answer(self, updates: Collection[int], now: dt.datetime) -> None:
        """Remember that updates are answered."""

    def prune(self, now: dt.datetime) -> int:
        """Forget what nobody sends again."""


class Polling:
    """Fetches updates and has them answered, some at a time."""

    def __init__(
        self, application: Application[Any, Any, Any, Any, Any, Any], inbox: Answered
    ) -> None:
        """Have updates answered by ``application``, which runs."""
        self._application = application
        self._inbox = inbox
        self._work: dict[int, asyncio.Task[None]] = {}
        self._known: set[int] = set()
        self._next = 0
        self._pruned = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._marked: set[int] = set()
        self._marking = asyncio.Lock()
        # A thread of its own: behind questions that are being answered it would come late.
        self._keeper = ThreadPoolExecutor(1, "inbox")

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until ``stop``; then finish what is in work. Raises InvalidToken."""
        stopping = asyncio.create_task(stop.wait())
        pause = _FIRST_PAUSE
        try:
            while not stop.is_set():
                if len(self._work) > _FEW:
                    await _first(stopping, *self._work.values())
                    continue
                fetching = asyncio.create_task(self._fetch())
                await _first(stopping, fetching)
                if not fetching.done():
                    fetching.cancel()
                    break
                try:
                    new = fetching.result()
                except InvalidToken:
                    raise
                except (TelegramError, StoreError) as error:
                    await self._rest(error, pause, stopping)
                    pause = min(2 * pause, _LONGEST_PAUSE)
                    continue
                pause = _FIRST_PAUSE
                for update in new:
                    self._work[update.update_id] = asyncio.create_task(self._answer(update))
                if self._work and not new:
                    await asyncio.wait({stopping, *self._work.values()}, timeout=_SOON)
        finally:
            stopping.cancel()
            if self._work:
                await asyncio.wait(self._work.values(), timeout=_LAST)
            self._keeper.shutdown(wait=False)

    async def _fetch(self) -> Sequence[Update]:
        """Return the next updates that are neither answered nor in work."""
        free = _AT_A_TIME - len(self._work)
        oldest = min(self._work, default=self._next)
        self._known = {one for one in self._known if one >= oldest}
        waited = 0 if self._work else _WAIT
        updates = await self._application.bot.get_updates(
            offset=oldest,
            limit=min(len(self._known) + free, _MOST),
            timeout=waited,
            read_timeout=waited + _LINE,
            allowed_updates=UPDATES,
        )
        unknown = [one for one in updates if one.update_id not in self._known]
        if not unknown:
            return []
        ids = [one.update_id for one in unknown]
        unanswered = await asyncio.to_thread(self._inbox.unanswered, ids)
        taken = [one for one in unknown if one.update_id in unanswered][:free]
        last = taken[-1].update_id if len(taken) == free else ids[-1]
        self._known.update(one for one in ids if one <= last)
        self._next = max(self._next, last + 1)
        return taken

    async def _answer(self, update: Update) -> None:
        try:
            await self._application.process_update(update)
            await self._mark(update.update_id)
            await self._prune()
        except StoreError as error:
            _log.warning("an answered update is not kept as such: %s", error)
        finally:
            del self._work[update.update_id]

    async def _mark(self, update: int) -> None:
        """Keep that an update is answered, together with others that wait for it."""
        self._marked.add(update)
        async with self._marking:
            if update in self._marked:
                marked, self._marked = self._marked, set()
                await asyncio.get_running_loop().run_in_executor(
                    self._keeper, self._inbox.answer, marked, dt.datetime.now(dt.UTC)
                )

    async def _prune(self) -> None:
        now = dt.datetime.now(dt.UTC)
        if now - self._pruned > _PRUNE_EVERY:
            self._pruned = now
            await asyncio.to_thread(self._inbox.prune, now)

    async def _rest(self, error: Exception, pause: float, stopping: asyncio.Task[Any]) -> None:
        """Say what is wrong and wait, unless everything ends."""
        if isinstance(error, Conflict):
            _log.error("%s", text("telegram.conflict"))
        elif isinstance(error, NetworkError):
            _log.warning("Telegram cannot be reached, asked again in %.0f s: %s", pause, error)
        else:
            _log.error("updates cannot be fetched, asked again in %.0f s: %s", pause, error)
        if isinstance(error, RetryAfter):
            after = error.retry_after
            pause = after.total_seconds() if isinstance(after, dt.timedelta) else float(after)
        await asyncio.wait({stopping}, timeout=pause)


async def _first(*tasks: asyncio.Task[Any]) -> None:
    """Wait until one of the tasks is done."""
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
