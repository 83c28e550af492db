"""Recurring work: no failure ends it, and what hangs is seen."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.loops import Loop, Loops
from tests.bot.manual_time import ManualTime, settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def running(loops: Loops) -> AsyncIterator[None]:
    """Loops that run meanwhile."""
    task = asyncio.create_task(loops.run())
    await settle()
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.mark.parametrize(
    "error", [ValueError("odd"), OSError("down"), asyncio.CancelledError(), AssertionError()]
)
def test_no_failure_ends_a_loop(error: BaseException) -> None:
    """It is logged, and the next round comes in its time."""

    async def play() -> None:
        time = ManualTime()
        rounds = 0

        async def work() -> None:
            nonlocal rounds
            rounds += 1
            if rounds <= 2:
                raise error

        loop = Loop("work", 60, work)
        async with running(Loops([loop], timing=time.timing)):
            assert (rounds, loop.failing) == (1, True)
            await time.advance(60)
            assert (rounds, loop.failing) == (2, True)
            await time.advance(60)
            assert (rounds, loop.failing) == (3, False)

    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    assert [(entry["event"], entry["loop"]) for entry in logs] == [("loop_failed", "work")] * 2


def test_an_expected_failure_is_one_line() -> None:
    """No traceback for what passes by itself."""

    async def fail() -> None:
        raise ConnectionError("the store is away")

    async def play() -> None:
        async with running(Loops([Loop("store", 15, fail, (ConnectionError,))], timing=ManualTime().timing)):
            pass

    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    assert logs == [
        {"event": "loop_failed", "loop": "store", "problem": "the store is away", "log_level": "warning"}
    ]


def test_one_loop_does_not_hold_up_another() -> None:
    """And one that hangs grows old, which is seen."""

    async def play() -> None:
        time = ManualTime()
        rounds = 0

        async def count() -> None:
            nonlocal rounds
            rounds += 1

        async def hang() -> None:
            await asyncio.get_running_loop().create_future()

        good, stuck = Loop("good", 30, count), Loop("stuck", 30, hang)
        loops = Loops([good, stuck], timing=time.timing)
        async with running(loops):
            await time.advance(181)
            assert rounds == 7
            assert not loops.stale(good)
            assert loops.stale(stuck)
            assert loops.age(stuck) == 181

    asyncio.run(play())


def test_a_round_without_end_is_broken_off() -> None:
    """After its period, or a minute."""

    async def play() -> None:
        ended = asyncio.Event()

        async def hang() -> None:
            try:
                await asyncio.get_running_loop().create_future()
            finally:
                ended.set()

        class Short(Loop):
            @property
            def limit(self) -> float:
                return 0.01

        loop = Short("work", 3600, hang)
        async with running(Loops([loop])):
            async with asyncio.timeout(30):
                await ended.wait()
            await settle()
            assert loop.failing

    assert (Loop("x", 5, asyncio.sleep).limit, Loop("x", 500, asyncio.sleep).limit) == (60, 500)  # type: ignore[arg-type]
    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    assert [entry["event"] for entry in logs] == ["loop_failed"]


def test_the_delay_of_the_event_loop_is_measured() -> None:
    """While it is late, and at the last look."""

    async def play() -> None:
        time = ManualTime()
        looks = 0

        def look() -> None:
            nonlocal looks
            looks += 1

        loops = Loops([], look, timing=time.timing)
        async with running(loops):
            await time.advance(2)
            assert (looks, loops.lag) == (4, 0)
            time.now += 7
            assert loops.lag == 6.5
            await time.advance(0)
            assert loops.lag == 6.5
            await time.advance(1)
            assert loops.lag == 0

    asyncio.run(play())
