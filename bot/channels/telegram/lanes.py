"""Lanes: so many answers are on their way to Telegram at a time, and no more.

Of an answer that is on its way when the program is killed, nobody can tell whether Telegram has
taken it; it is sent again, so it may come twice. An update keeps its lane until it is known to be
answered. One that Telegram refuses for now, or that fails, leaves it for others.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

# Telegram takes about thirty messages a second
# (https://core.telegram.org/bots/faq#broadcasting-to-users), which needs no more.
LANES = 3
_here: ContextVar[Lane | None] = ContextVar("lane", default=None)


class Lane:
    """A lane for what is sent to answer one update, taken at its first call."""

    def __init__(self, lanes: asyncio.Semaphore) -> None:
        """Take one of ``lanes`` when it is needed."""
        self._lanes = lanes
        self._taken = False

    def open(self) -> None:
        """Have this task's calls, and those of tasks that it starts, go by this lane."""
        _here.set(self)

    async def enter(self) -> None:
        """Wait for a lane to be free, unless one is taken already."""
        if not self._taken:
            await self._lanes.acquire()
            self._taken = True

    def leave(self) -> None:
        """Give the lane back, if one is taken."""
        if self._taken:
            self._taken = False
            self._lanes.release()


def lane() -> Lane | None:
    """Return the lane of this task, None where it answers no update."""
    return _here.get()
