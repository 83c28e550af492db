"""Waiting for something to become true, without looking again and again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 30.0
"""Seconds that a test waits."""


class Changes:
    """Wakes those who wait whenever something happened."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    def tell(self) -> None:
        """Something happened."""
        for event in self._waiting:
            event.set()

    async def until(self, true: Callable[[], object], time_limit: float = PATIENCE) -> None:
        """Wait until a condition holds; ``TimeoutError`` when it does not come to."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(time_limit):
                while not true():
                    event.clear()
                    await event.wait()
        finally:
            self._waiting.discard(event)
