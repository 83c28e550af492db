"""Has thousands of announcements come due in one minute on each platform, and takes the figures."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import time
from typing import TYPE_CHECKING, Final

from bench import tables
from bench.announce import report
from bench.chat.child import Child, child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.chat.child import Json

PLATFORMS: Final = ("discord", "telegram")
PLACES: Final = 10_000
RATE: Final = 10.0
"""Questions a second meanwhile."""
SETTLING: Final = 3.0
"""Seconds after which a bot has read what it is told when it gets in."""
WARMING: Final = 300
"""Questions before those that count."""
HANDED_OVER: Final = 1_000
"""Announcements handed over at once."""
SET_UP: Final = 300.0
"""Announcements set up a second at least."""
LOOK: Final = 2.0
"""Seconds between two looks at how far it is."""
PATIENCE: Final = 60.0
"""Seconds without a single post after which no more are waited for."""
AFTER: Final = 3.0
"""Seconds in which a post too many would still come."""
MINUTE: Final = 60.0


def run(
    places: int = PLACES, rate: float = RATE, platforms: Sequence[str] = PLATFORMS, *, profile: bool = False
) -> None:
    """Measure each platform, print and keep the figures."""
    rows = [asyncio.run(measure(name, places, rate, profile=profile)) for name in platforms]
    figures = {"places": places, "rate": rate, "host": _host(), "rows": rows}
    print(report.written(figures))
    if not profile:
        print("\nKept in", tables.write("announce", figures))


async def measure(name: str, places: int, rate: float, *, profile: bool = False) -> Json:
    """The figures of one platform."""
    load = os.getloadavg()[0]
    async with child("bench.announce.servers", name) as server:
        settings = json.dumps(await server.tell("open"))
        there = (await server.tell("places", count=places))["places"]
        async with child("bench.announce.bots", name, settings) as bot:
            await server.tell("joined")
            await asyncio.sleep(SETTLING)
            await server.tell("warm", count=WARMING)
            due = minute_after(time.time() + SETTLING + places / SET_UP)
            for first in range(0, places, HANDED_OVER):
                await bot.tell("due", places=there[first : first + HANDED_OVER], at=due)
            await asyncio.sleep(max(0.0, due - time.time()))
            await server.tell("watch", rate=rate)
            await bot.tell("begin", profile=profile)
            await _posted(server, places)
            seen = await server.tell("seen")
            used = await bot.tell("figures")
            profiled = await bot.tell("profiled") if profile else None
    return {"platform": name, "load": load, "seen": seen, "used": used, "profile": profiled}


async def _posted(server: Child, places: int) -> None:
    """Wait until every place has its post, or none comes any more; then a little longer."""
    posts, moved = 0, time.monotonic()
    while posts < places and time.monotonic() - moved < PATIENCE:
        await asyncio.sleep(LOOK)
        now = (await server.tell("progress"))["posts"]
        if now > posts:
            posts, moved = now, time.monotonic()
    await asyncio.sleep(AFTER)


def minute_after(moment: float) -> float:
    """The next minute at which posts are not spread, as they are at full and half hours."""
    minute = -(-moment // MINUTE) * MINUTE
    return minute + MINUTE if minute % (30 * MINUTE) == 0 else minute


def _host() -> Json:
    return {"processors": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
