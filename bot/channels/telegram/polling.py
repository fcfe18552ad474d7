"""Long polling that loses no update: the oldest one in work is asked for again and again.

Telegram sends an update again until a later one is asked for
(https://core.telegram.org/bots/api#getupdates); what is known is passed over.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from typing import TYPE_CHECKING

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.desk import UPDATES
from bot.texts import text
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from telegram import Bot, Update

    from bot.channels.telegram.desk import Desk

_log = logging.getLogger(__name__)
# So many are in work at a time; more are asked for where only so many are left, or where none was
# done for so many seconds: some wait until Telegram takes more from them.
_AT_A_TIME, _FEW, _STUCK = 20, 5, 1.0
# Seconds. So long a call waits for something to happen, and so much longer for the line: one that
# takes longer still has stopped silently, and is made anew.
_WAIT, _LINE = 20, 10
# Telegram hands out no more in one call.
_MOST = 100
# So soon it is asked again while updates are in work, and so late after an error.
_SOON, _FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 1.0, 30.0
# After so many errors in a row the connections are made anew.
_FRESH = 3


class Polling:
    """Fetches updates and puts them onto the desk, some at a time."""

    def __init__(self, bot: Bot, desk: Desk) -> None:
        """Fetch updates of ``bot``, which is initialized."""
        self._bot = bot
        self._desk = desk
        self._known: set[int] = set()
        self._next = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until ``stop``. Raises InvalidToken."""
        stopping = asyncio.create_task(stop.wait())
        work, failures = self._desk.work, 0
        try:
            while not stop.is_set():
                if len(work) > _FEW:
                    done = await _first(stopping, *work.values(), timeout=_STUCK)
                    if done or len(work) == _AT_A_TIME:
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
                    failures += 1
                    await self._rest(error, failures, stopping)
                    continue
                if failures >= _FRESH:
                    _log.warning("updates are fetched again")
                failures = 0
                for update in new:
                    self._desk.take(update)
                if work and not new:
                    await _first(stopping, *work.values(), timeout=_SOON)
        finally:
            stopping.cancel()

    async def _fetch(self) -> Sequence[Update]:
        """Return the next updates that are neither answered nor in work."""
        free = _AT_A_TIME - len(self._desk.work)
        oldest = min(self._desk.work, default=self._next)
        self._known = {one for one in self._known if one >= oldest}
        waited = 0 if self._desk.work else _WAIT
        updates = await self._bot.get_updates(
            offset=oldest,
            limit=min(len(self._known) + free, _MOST),
            timeout=waited,
            read_timeout=_LINE,
            allowed_updates=UPDATES,
        )
        unknown = [one for one in updates if one.update_id not in self._known]
        if not unknown:
            return []
        ids = [one.update_id for one in unknown]
        unanswered = await self._desk.unanswered(ids)
        taken = [one for one in unknown if one.update_id in unanswered][:free]
        last = taken[-1].update_id if len(taken) == free else ids[-1]
        self._known.update(one for one in ids if one <= last)
        self._next = max(self._next, last + 1)
        return taken

    async def _rest(self, error: Exception, failures: int, stopping: asyncio.Task[Any]) -> None:
        """Say what is wrong and wait, unless everything ends."""
        pause = min(_FIRST_PAUSE * 2 ** (failures - 1), _LONGEST_PAUSE)
        if isinstance(error, Conflict):
            _log.error("%s", text("telegram.conflict"))
        elif isinstance(error, NetworkError):
            _log.warning("Telegram cannot be reached, asked again in %.0f s: %s", pause, error)
        else:
            _log.error("updates cannot be fetched, asked again in %.0f s: %s", pause, error)
        if isinstance(error, RetryAfter):
            after = error.retry_after
            pause = after.total_seconds() if isinstance(after, dt.timedelta) else float(after)
        elif failures % _FRESH == 0 and isinstance(error, NetworkError):
            _log.warning("the connections to Telegram are made anew")
            await self._bot.request.shutdown()
            await self._bot.request.initialize()
        await asyncio.wait({stopping}, timeout=pause)


async def _first(*tasks: asyncio.Task[Any], timeout: float | None = None) -> bool:  # noqa: ASYNC109
    """Wait until one of the tasks is done, up to ``timeout`` seconds; tell whether one is."""
    done, _ = await asyncio.wait(tasks, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    return bool(done)
