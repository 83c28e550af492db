"""Values of a slow source that are at hand at once: known ones without waiting, unknown ones almost so.

What another process changed shows after ``FRESH`` seconds at the latest.  While the source is away, what was
last known stands.
"""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from bot.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")

FRESH: Final = 30.0
"""Seconds for which a value is not looked up again."""
AGAIN: Final = 5.0
"""Seconds until a look-up that failed is tried again."""
PATIENCE: Final = 0.5
"""Seconds that a first look-up may keep a member waiting."""
KNOWN: Final = 10_000
"""Values at hand at once; a few megabytes at most."""


@dataclass(frozen=True, slots=True)
class _Known(Generic[V]):
    value: V
    until: float
    """When to look again, by the clock."""


class Refreshed(Generic[K, V]):
    """Values by key, looked up by ``load``.

    Args:
        load: looks a value up; None says that the source is away.
        fallback: what stands for a value that was never seen.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        load: Callable[[K], Awaitable[V | None]],
        fallback: V,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._load = load
        self._fallback = fallback
        self._clock = clock
        self._known: Recent[K, _Known[V]] = Recent(KNOWN, math.inf, clock)
        self._loading: dict[K, asyncio.Task[None]] = {}

    async def get(self, key: K) -> V:
        """The value last known, looked up anew beside that when it is old; waits only for a first one."""
        known = self._known.get(key)
        if known is not None and self._clock() < known.until:
            return known.value
        loading = self._loading.get(key) or self._start(key)
        if known is None:
            # A look-up goes on when nobody waits any longer: the next event finds its value.
            await asyncio.wait({loading}, timeout=PATIENCE)
            known = self._known.get(key)
        return self._fallback if known is None else known.value

    def put(self, key: K, value: V) -> None:
        """Know ``value`` from now on, whatever a look-up that is under way may find."""
        self._stop(key)
        self._known.put(key, _Known(value, self._clock() + FRESH))

    def forget(self, key: K) -> None:
        """Look the value up anew when it is next asked for, waiting for it."""
        self._stop(key)
        self._known.drop(key)

    def _start(self, key: K) -> asyncio.Task[None]:
        task = asyncio.create_task(self._refresh(key))
        self._loading[key] = task
        return task

    def _stop(self, key: K) -> None:
        task = self._loading.pop(key, None)
        if task is not None:
            task.cancel()

    async def _refresh(self, key: K) -> None:
        task = asyncio.current_task()
        try:
            found = await self._load(key)
        finally:
            if self._loading.get(key) is task:
                del self._loading[key]
        self._note(key, found)

    def _note(self, key: K, found: V | None) -> None:
        if found is not None:
            self._known.put(key, _Known(found, self._clock() + FRESH))
            return
        known = self._known.get(key)
        value = self._fallback if known is None else known.value
        self._known.put(key, _Known(value, self._clock() + AGAIN))
