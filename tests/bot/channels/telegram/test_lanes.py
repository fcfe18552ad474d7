"""Lanes: no more answers on their way at a time than may come twice after a crash."""

from __future__ import annotations

import asyncio

from bot.channels.telegram.lanes import Lane, lane


def test_an_update_keeps_its_lane_until_it_leaves() -> None:
    """Its further calls need no other one; who comes then waits for it to be free."""

    async def drive() -> None:
        lanes = asyncio.Semaphore(1)
        first, second = Lane(lanes), Lane(lanes)
        await first.enter()
        await first.enter()
        waiting = asyncio.create_task(second.enter())
        await asyncio.sleep(0.01)
        assert not waiting.done()
        first.leave()
        first.leave()
        await waiting
        assert lanes.locked()
        second.leave()
        assert not lanes.locked()

    asyncio.run(drive())


def test_calls_go_by_the_lane_of_their_task() -> None:
    """Tasks that an update starts share its lane; calls of no update have none."""

    async def drive() -> None:
        own = Lane(asyncio.Semaphore(1))

        async def answer() -> tuple[Lane | None, Lane | None]:
            own.open()
            return lane(), await asyncio.create_task(_lane())

        assert await asyncio.create_task(answer()) == (own, own)
        assert lane() is None

    asyncio.run(drive())


async def _lane() -> Lane | None:
    return lane()
