"""Time and the ids made of it; the clock can be put forward so that no test waits."""

from __future__ import annotations

import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000
"""The first second of 2015, from which snowflakes count."""

FIRST_GUILD_MS = 300_000_000_000
"""Guild ids start here, one millisecond apart, so that shards share them evenly."""


class Clock:
    """Monotonic and wall time, both moved by :meth:`advance`."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds on a clock that never goes back."""
        return time.monotonic() + self._ahead

    def wall(self) -> datetime:
        """The date and time in UTC."""
        return datetime.fromtimestamp(time.time() + self._ahead, UTC)

    def stamp(self) -> str:
        """The date and time as payloads carry it."""
        return self.wall().isoformat()

    def advance(self, seconds: float) -> None:
        """Put the clock forward."""
        self._ahead += seconds


class Snowflakes:
    """Ids that grow and never repeat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0
        self._guilds = 0

    def next(self) -> int:
        """The next id."""
        milliseconds = int(self._clock.wall().timestamp() * 1000) - EPOCH_MS
        self._last = max(self._last + 1, milliseconds << 22)
        return self._last

    def next_guild(self) -> int:
        """The next id of a guild: consecutive ones fall on consecutive shards."""
        self._guilds += 1
        return (FIRST_GUILD_MS + self._guilds) << 22
