"""Time: as far as waiting is concerned, so that tests need not wait, and as calendars have it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


@dataclass(frozen=True, slots=True)
class Timing:
    """A clock of seconds that never goes back, and what sleeps by it."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


REAL = Timing()
"""That of the machine."""


def utc_now() -> datetime:
    """What time it is, by the machine."""
    return datetime.now(UTC)
