"""What a process uses, and how late its event loop is."""

from __future__ import annotations

import asyncio
import cProfile
import pstats
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench import metrics
from bench.sets import ROOT

if TYPE_CHECKING:
    from bench.chat.child import Json

TICK: Final = 0.005
"""Seconds between two looks at the event loop's lag."""
MEGABYTE: Final = 1_000_000
SHOWN: Final = 60
"""Functions of a profile that are kept."""
IDLE: Final = "idle"
_WAITING: Final = ("select.epoll", "'acquire' of '_thread", "_queue.SimpleQueue")

Where = tuple[str, int, str]
"""A function: its file, line and name."""


class Meters:
    """Measures from ``begin`` to ``figures``; also as a profile, which makes everything slower."""

    def __init__(self) -> None:
        self._lags: list[float] = []
        self._wall = self._cpu = 0.0
        self._profiles: list[cProfile.Profile] = []
        self._ticking: asyncio.Task[None] | None = None

    async def begin(self, *, profile: bool = False) -> Json:
        """Forget what was before."""
        self._lags.clear()
        self._ticking = self._ticking or asyncio.create_task(self._tick())
        if profile:
            threads = ThreadPoolExecutor(initializer=self._join)
            asyncio.get_running_loop().set_default_executor(threads)
            self._join()
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return {}

    async def figures(self) -> Json:
        """Lag in milliseconds, share of a processor, megabytes."""
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        lags = [1e3 * lag for lag in self._lags] or [0.0]
        _, p99 = metrics.percentiles(lags)
        return {"lag p99": p99, "lag max": max(lags), "cpu": cpu / wall, "cpu s": cpu, "rss": resident()}

    async def profiled(self) -> Json:
        """CPU of all threads since ``begin``, in seconds: by package, and by function."""
        for profile in self._profiles:
            profile.disable()
        stats: dict[Where, tuple[int, int, float, float, Any]] = pstats.Stats(*self._profiles).stats  # type: ignore[attr-defined]  # left out of its types
        self._profiles.clear()
        packages: dict[str, float] = {}
        rows: list[Json] = []
        for where, (_, calls, own, both, _) in stats.items():
            if (home := package(where)) != IDLE:
                packages[home] = packages.get(home, 0.0) + own
                name = f"{home} {Path(where[0]).name}:{where[1]} {where[2]}"
                rows.append({"name": name, "calls": calls, "own": own, "all": both})
        rows.sort(key=lambda row: row["own"], reverse=True)
        dearest = sorted(rows, key=lambda row: row["all"], reverse=True)
        return {
            "packages": dict(sorted(packages.items(), key=lambda item: -item[1])),
            "own": rows[:SHOWN],
            "all": dearest[:SHOWN],
        }

    def _join(self) -> None:
        profile = cProfile.Profile(time.thread_time)  # what a thread waits for is no time of its own
        with suppress(ValueError):  # from Python 3.12 on, the first one sees all threads
            profile.enable()
            self._profiles.append(profile)

    async def _tick(self) -> None:
        while True:
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            self._lags.append(time.perf_counter() - due)


def package(where: Where) -> str:
    """Whose a function is: a floor of ours, a library, a module of Python's, or waiting."""
    file, _, name = where
    if file == "~":
        return IDLE if any(words in name for words in _WAITING) else "built-ins"
    path = Path(file)
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1].removesuffix(".py")
    if path.is_relative_to(ROOT):
        return path.relative_to(ROOT).parts[0]
    return (
        path.parent.name if path.parent.name in {"asyncio", "json", "email", "http", "logging"} else "Python"
    )


def resident() -> float:
    """Megabytes that the process holds, as far as the system tells."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 / MEGABYTE for line in lines if line.startswith("VmRSS:")), 0.0)
