"""How fast posts go out."""

from __future__ import annotations

import asyncio

from bot.announcements.pace import BURST, Pace
from bot.timing import Timing
from tests.bot.manual_time import ManualTime, settle


def test_turns_come_evenly() -> None:
    """One after the other, also for those who ask at once."""

    async def story() -> None:
        time = ManualTime()
        pace, turns = Pace(4, time.timing), list[float]()

        async def one() -> None:
            await pace.turn()
            turns.append(time.now - 1_000)

        tasks = [asyncio.create_task(one()) for _ in range(5)]
        await settle()
        assert turns == [0]
        await time.advance(1)
        assert turns == [0, 0.25, 0.5, 0.75, 1]
        await asyncio.gather(*tasks)

    asyncio.run(story())


def test_of_a_long_rest_little_is_made_up_for() -> None:
    """A few turns at once, and then evenly as ever."""

    async def story() -> None:
        time = ManualTime()
        pace = Pace(2, time.timing)
        await pace.turn()
        await time.advance(100)
        for _ in range(1 + int(BURST)):
            await pace.turn()
        assert time.sleeps == []
        waiting = asyncio.create_task(pace.turn())
        await settle()
        assert time.sleeps == [0.5]
        await time.advance(0.5)
        await waiting

    asyncio.run(story())


def test_turns_that_were_missed_are_not_all_taken_at_once() -> None:
    """When those who wait are woken long after their turns, they come evenly from then on."""

    async def story() -> None:
        now, turns = 0.0, list[float]()
        woken = asyncio.Event()

        async def sleep(seconds: float) -> None:
            nonlocal now
            due = now + seconds
            await woken.wait()
            now = max(now, due)

        pace = Pace(4, Timing(lambda: now, sleep), burst=0.5)

        async def one() -> None:
            await pace.turn()
            turns.append(now)

        tasks = [asyncio.create_task(one()) for _ in range(4)]
        await settle()
        now = 10.0
        woken.set()
        await asyncio.gather(*tasks)
        assert turns == [0, 10, 10.125, 10.375]

    asyncio.run(story())
