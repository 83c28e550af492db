"""A crowd that asks: as fast as answers come, or at a steady pace whatever comes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from itertools import cycle
from typing import TYPE_CHECKING, Generic, TypeVar

from bench import metrics

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from bench.chat.child import Json

SeatT = TypeVar("SeatT")


@dataclass(slots=True)
class Crowd(Generic[SeatT]):
    """Members in their places.

    Args:
        seats: who asks, and where, one after the other.
        ask: has one of them ask and waits for the answer; the seconds that it took.
    """

    seats: Sequence[SeatT]
    ask: Callable[[SeatT, str], Awaitable[float]]
    _took: list[float] = field(default_factory=list)
    _lost: int = 0

    async def at_once(self, questions: Sequence[str], users: int) -> Json:
        """So many users at a time ask all questions, each the next one when answered."""
        left = iter(zip(questions, cycle(self.seats), strict=False))

        async def user() -> None:
            for question, seat in left:
                await self._one(seat, question)

        return await self._timed(asyncio.gather(*(user() for _ in range(users))))

    async def steadily(self, questions: Iterable[str], rate: float) -> Json:
        """Ask all questions, ``rate`` a second, whether or not the last ones are answered."""
        return await self._timed(self._steadily(questions, rate))

    async def _steadily(self, questions: Iterable[str], rate: float) -> None:
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number, (question, seat) in enumerate(zip(questions, cycle(self.seats), strict=False)):
                await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
                group.create_task(self._one(seat, question))

    async def _one(self, seat: SeatT, question: str) -> None:
        try:
            self._took.append(await self.ask(seat, question))
        except TimeoutError:
            self._lost += 1

    async def _timed(self, work: Awaitable[object]) -> Json:
        self._took, self._lost = [], 0
        wall, cpu = time.perf_counter(), time.process_time()
        await work
        seconds = time.perf_counter() - wall
        p50, p99 = metrics.percentiles([1e3 * one for one in self._took])
        return {
            "answers": len(self._took),
            "lost": self._lost,
            "seconds": seconds,
            "a second": len(self._took) / seconds,
            "p50": p50,
            "p99": p99,
            "server cpu": (time.process_time() - cpu) / seconds,
        }
