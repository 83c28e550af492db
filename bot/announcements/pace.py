"""How fast posts go out: evenly, lest a platform has to slow the bot down and answers wait with them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.timing import REAL, Timing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


BURST: Final = 4.0
"""Turns that were missed and are made up for at once; the process may have been busy for a moment."""


class Pace:
    """Lets ``rate`` posts a second pass, one after the other.

    Of those who wait only the first has a time: else all whose time came while the event loop was held up
    would go at once, and 57 posts arrived within a second at a rate of 40.

    Args:
        rate: posts a second.
        timing: how time goes by.
        burst: turns that are made up for.
    """

    def __init__(self, rate: float, timing: Timing = REAL, burst: float = BURST) -> None:
        self._step = 1 / rate
        self._burst = burst * self._step
        self._clock: Callable[[], float] = timing.clock
        self._sleep: Callable[[float], Awaitable[None]] = timing.sleep
        self._next = timing.clock()
        self._line = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for the next turn."""
        async with self._line:
            wait = self._next - self._clock()
            if wait > 0:
                await self._sleep(wait)
            self._next = max(self._next, self._clock() - self._burst) + self._step
