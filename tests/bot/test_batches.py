"""Work that is done together for those who wait for it."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from bot.batches import Batches

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Doubling:
    """Doubles numbers, and remembers which came together; odd ones above ten are refused."""

    def __init__(self) -> None:
        self.batches: list[Sequence[int]] = []

    def __call__(self, given: Sequence[int]) -> list[int]:
        self.batches.append(given)
        assert threading.current_thread() is not threading.main_thread()
        for one in given:
            if one > 10 and one % 2:
                raise ValueError(one)
        return [2 * one for one in given]


def _do(work: _Doubling, *numbers: int) -> list[int | BaseException]:
    async def ask() -> list[int | BaseException]:
        batches = Batches(work)
        return await asyncio.gather(*map(batches.do, numbers), return_exceptions=True)

    return asyncio.run(ask())


def test_what_comes_at_the_same_time_is_done_together() -> None:
    """Each gets its own result, and the work is called once; of very many some at a time."""
    work = _Doubling()
    assert _do(work, 3, 1, 2) == [6, 2, 4]
    assert work.batches == [[3, 1, 2]]
    many = range(0, 200, 2)
    assert _do(work, *many) == [2 * one for one in many]
    assert 1 < len(work.batches) < 20


def test_one_that_fails_fails_alone() -> None:
    """The others are done again without it."""
    work = _Doubling()
    first, refused, last = _do(work, 12, 13, 14)
    assert (first, last) == (24, 28)
    assert isinstance(refused, ValueError)
    assert refused.args == (13,)
    assert work.batches[0] == [12, 13, 14]


def test_who_no_longer_waits_keeps_nobody_waiting() -> None:
    """A task that is cancelled leaves the batch to the others."""

    async def ask() -> int:
        batches = Batches(_Doubling())
        gone = asyncio.create_task(batches.do(1))
        stays = asyncio.create_task(batches.do(2))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        return await stays

    assert asyncio.run(ask()) == 4
