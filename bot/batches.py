"""Batches: what comes at the same time is done together, in a thread, as one call.

Asking the database costs much the same for one question and for ten.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

# No more at a time, since the first of them waits for the last.
_MOST = 32

Given = TypeVar("Given")
Done = TypeVar("Done")


class Batches(Generic[Given, Done]):
    """Does a kind of work for many tasks of one event loop, as many at a time as wait for it."""

    def __init__(
        self, work: Callable[[Sequence[Given]], Sequence[Done]], executor: Executor | None = None
    ) -> None:
        """Have ``work`` done in a thread of ``executor``, by default of the loop's own.

        It returns a result for each one it is given, in the same order. Where it raises, each is
        done alone, so that one does not fail for another.
        """
        self._work = work
        self._executor = executor
        self._waiting: list[tuple[Given, asyncio.Future[Done]]] = []
        self._working: asyncio.Task[None] | None = None

    async def do(self, given: Given) -> Done:
        """Return what the work makes of ``given``; raises what the work raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Done] = loop.create_future()
        self._waiting.append((given, future))
        if self._working is None:
            self._working = loop.create_task(self._run())
        return await future

    async def _run(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                try:
                    await self._carry_out(batch)
                except Exception as error:  # noqa: BLE001 -- handed on to who waits
                    await self._one_by_one(batch, error)
        finally:
            self._working = None

    async def _one_by_one(
        self, batch: Sequence[tuple[Given, asyncio.Future[Done]]], error: Exception
    ) -> None:
        if len(batch) == 1:
            _fail(batch[0][1], error)
            return
        for one in batch:
            try:
                await self._carry_out([one])
            except Exception as own:  # noqa: BLE001 -- handed on to who waits
                _fail(one[1], own)

    async def _carry_out(self, batch: Sequence[tuple[Given, asyncio.Future[Done]]]) -> None:
        given = [one for one, _ in batch]
        loop = asyncio.get_running_loop()
        done = await loop.run_in_executor(self._executor, self._work, given)
        for (_, future), result in zip(batch, done, strict=True):
            if not future.done():
                future.set_result(result)


def _fail(future: asyncio.Future[Done], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
