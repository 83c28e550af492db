"""What is remembered for a while and in bounded number: the newest use stays, the oldest goes."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """A mapping of at most ``size`` entries, each kept ``lifetime`` seconds by ``clock``."""

    def __init__(self, size: int, lifetime: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._entries: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._size = size
        self._lifetime = lifetime
        self._clock = clock

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K) -> V | None:
        """What was put under ``key``, if that was not too long ago."""
        kept = self._entries.get(key)
        if kept is None:
            return None
        if self._clock() - kept[0] > self._lifetime:
            del self._entries[key]
            return None
        return kept[1]

    def put(self, key: K, value: V) -> None:
        """Remember ``value`` from now on, at the cost of the oldest entry when there are too many."""
        self._entries[key] = (self._clock(), value)
        self._entries.move_to_end(key)
        if len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def drop(self, key: K) -> None:
        """Forget what was put under ``key``, if anything was."""
        self._entries.pop(key, None)

    def drop_where(self, wanted: Callable[[K], bool]) -> None:
        """Forget every key that ``wanted`` picks."""
        for key in [key for key in self._entries if wanted(key)]:
            del self._entries[key]
