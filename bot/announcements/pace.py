"""How fast posts go out: evenly, lest a platform has to slow the bot down and answers wait with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.timing import REAL, Timing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


BURST: Final = 4
"""Turns that were missed and are made up for at once; the process may have been busy for a moment."""


class Pace:
    """Lets ``rate`` posts a second pass, one after the other.

    Args:
        rate: posts a second.
        timing: how time goes by.
    """

    def __init__(self, rate: float, timing: Timing = REAL) -> None:
        self._step = 1 / rate
        self._clock: Callable[[], float] = timing.clock
        self._sleep: Callable[[float], Awaitable[None]] = timing.sleep
        self._next = timing.clock()

    async def turn(self) -> None:
        """Wait for the next turn."""
        now = self._clock()
        turn = max(now - BURST * self._step, self._next)
        self._next = turn + self._step
        if turn > now:
            await self._sleep(turn - now)
