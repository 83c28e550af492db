"""Work done again and again beside the conversation, which no failure ends and no hanging hides."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog

from bot.timing import REAL, Timing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

log = structlog.stdlib.get_logger(__name__)
STALE: Final = 3
"""Periods without a sign of life after which a loop counts as stuck."""
LEAST: Final = 60.0
"""Seconds that work may take at least, however short its period."""
TICK: Final = 0.5
"""Seconds between two looks at how late the event loop is."""


@dataclass(slots=True)
class Loop:
    """One piece of recurring work, and how it went."""

    name: str
    period: float
    """Seconds from the end of one round to the next."""
    work: Callable[[], Awaitable[object]]
    expected: tuple[type[Exception], ...] = ()
    """Failures that pass by themselves and are told in one line."""
    beat: float | None = field(default=None, init=False)
    """When the last round ended, well or not."""
    failing: bool = field(default=False, init=False)
    """The last round failed."""

    @property
    def limit(self) -> float:
        """Seconds after which a round is broken off."""
        return max(LEAST, self.period)


class Loops:
    """Runs loops, and measures how late the event loop is.

    Args:
        loops: the work.
        look: called at each tick.
        timing: how time goes by.
    """

    def __init__(
        self,
        loops: Sequence[Loop],
        look: Callable[[], None] = lambda: None,
        *,
        timing: Timing = REAL,
    ) -> None:
        self.loops = tuple(loops)
        self._look = look
        self._clock, self._sleep = timing.clock, timing.sleep
        self._began = self._ticked = timing.clock()
        self._lag = 0.0

    @property
    def lag(self) -> float:
        """Seconds that the event loop is late just now, or was at the last look."""
        return max(self._lag, self._clock() - self._ticked - TICK, 0.0)

    def age(self, loop: Loop) -> float:
        """Seconds since the last sign of life of a loop."""
        return self._clock() - (self._began if loop.beat is None else loop.beat)

    def stale(self, loop: Loop) -> bool:
        """Whether a loop is stuck."""
        return self.age(loop) > STALE * loop.limit

    async def run(self) -> None:
        """Run all of them until cancelled."""
        self._began = self._ticked = self._clock()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tick())
            for loop in self.loops:
                group.create_task(self._repeat(loop), name=f"loop {loop.name}")

    async def _tick(self) -> None:
        while True:
            await self._sleep(TICK)
            now = self._clock()
            self._lag, self._ticked = max(0.0, now - self._ticked - TICK), now
            self._look()

    async def _repeat(self, loop: Loop) -> None:
        while True:
            await self._round(loop)
            loop.beat = self._clock()
            await self._sleep(loop.period)

    async def _round(self, loop: Loop) -> None:
        # In a task of its own, so that even a cancelling from inside ends only this round.
        round_ = asyncio.ensure_future(loop.work())
        try:
            done, _ = await asyncio.wait({round_}, timeout=loop.limit)
        finally:
            round_.cancel()
        try:
            if not done:
                raise TimeoutError(f"no end after {loop.limit:g} s")  # noqa: TRY301  # told as other failures are
            round_.result()
        except loop.expected as error:
            loop.failing = True
            log.warning("loop_failed", loop=loop.name, problem=str(error))
        except (Exception, asyncio.CancelledError):
            loop.failing = True
            log.exception("loop_failed", loop=loop.name)
        else:
            loop.failing = False
