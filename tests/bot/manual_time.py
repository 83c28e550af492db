"""Time that goes by when a test says so."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count

from bot.timing import Timing

TURNS = 50
"""Times that everything else may take a step, which is more than anything here needs."""


class ManualTime:
    """A clock and a sleep for what is tested; ``sleeps`` are the lengths asked for, in order."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.sleeps: list[float] = []
        self.timing = Timing(lambda: self.now, self._sleep)
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    async def _sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        waking = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self.now + seconds, next(self._numbers), waking))
        await waking

    async def advance(self, seconds: float) -> None:
        """Let time go by, waking sleepers in their order."""
        end = self.now + seconds
        await settle()
        while self._waiting and self._waiting[0][0] <= end:
            due, _, waking = heapq.heappop(self._waiting)
            self.now = max(self.now, due)  # a sleeper may be woken late
            if not waking.done():
                waking.set_result(None)
            await settle()
        self.now = end


async def settle() -> None:
    """Let every task go on until all of them wait."""
    for _ in range(TURNS):
        await asyncio.sleep(0)
