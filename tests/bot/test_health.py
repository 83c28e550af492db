"""How the process is, as asked over HTTP."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog

from bot.config.model import HealthSettings
from bot.health import telling
from bot.life import Life
from bot.loops import Loop
from bot.version import __version__
from tests.bot.manual_time import ManualTime
from tests.bot.scripted_adapter import ScriptedAdapter, Silent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


async def ask(port: int, path: str) -> tuple[int, dict[str, Any]]:
    """Status and report."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.json()


@asynccontextmanager
async def living(life: Life, stop: asyncio.Event) -> AsyncIterator[int]:
    """A life that is told of; the port."""
    task = asyncio.create_task(life.run())
    try:
        async with telling(life, HealthSettings(port=free_port())) as port:
            yield port
    finally:
        stop.set()
        await task


async def nothing() -> None:
    """Do nothing."""


def test_a_bot_that_serves_is_well_and_ready() -> None:
    """With every adapter and loop in the report, and nothing of members."""

    async def play() -> None:
        time, stop = ManualTime(), asyncio.Event()
        life = Life(
            [ScriptedAdapter("one")], Silent(), [Loop("purge", 60, nothing)], stop=stop, timing=time.timing
        )
        async with living(life, stop) as port:
            await time.advance(90)
            for path in ("/healthz", "/readyz"):
                status, report = await ask(port, path)
                assert status == 200
                assert report == {
                    "status": "ok",
                    "version": __version__,
                    "lag_seconds": 0.0,
                    "adapters": {"one": {"state": "connected", "failures": 0, "last_problem": ""}},
                    "loops": {"purge": {"age_seconds": 30.0, "failing": False, "stuck": False}},
                }

    asyncio.run(play())


def test_one_failing_part_makes_it_degraded() -> None:
    """It is ready all the same: members are answered."""

    async def fail() -> None:
        raise OSError("the store is away")

    async def play() -> None:
        time, stop = ManualTime(), asyncio.Event()
        bad = ScriptedAdapter("bad", *[OSError("token 123")] * 9)
        life = Life(
            [ScriptedAdapter("good"), bad],
            Silent(),
            [Loop("store", 15, fail, (OSError,))],
            stop=stop,
            timing=time.timing,
        )
        async with living(life, stop) as port:
            await time.advance(0)
            status, report = await ask(port, "/readyz")
            assert (status, report["status"]) == (200, "degraded")
            assert report["adapters"]["bad"] == {"state": "waiting", "failures": 1, "last_problem": "OSError"}
            assert report["loops"]["store"]["failing"]

    with structlog.testing.capture_logs():
        asyncio.run(play())


def test_without_a_connection_it_is_alive_and_not_ready() -> None:
    """So that a container is not ended for an outage of the platform."""

    async def play() -> None:
        time, stop = ManualTime(), asyncio.Event()
        adapter = ScriptedAdapter("one")
        life = Life([adapter], Silent(), stop=stop, timing=time.timing)
        async with living(life, stop) as port:
            await adapter.open.wait()
            adapter.connected = False
            assert (await ask(port, "/healthz"))[0] == 200
            status, report = await ask(port, "/readyz")
            assert (status, report["status"]) == (503, "unready")
            assert report["adapters"]["one"]["state"] == "disconnected"

    asyncio.run(play())


def test_a_stuck_loop_makes_it_unready() -> None:
    """Three periods without a sign of life."""

    async def hang() -> None:
        await asyncio.get_running_loop().create_future()

    async def play() -> None:
        time, stop = ManualTime(), asyncio.Event()
        life = Life([ScriptedAdapter()], Silent(), [Loop("stuck", 60, hang)], stop=stop, timing=time.timing)
        async with living(life, stop) as port:
            await time.advance(179)
            assert (await ask(port, "/readyz"))[0] == 200
            await time.advance(2)
            assert (await ask(port, "/readyz"))[0] == 503
            assert (await ask(port, "/healthz"))[0] == 200

    asyncio.run(play())


def test_a_late_event_loop_is_not_well() -> None:
    """From five seconds on."""

    async def play() -> None:
        time, stop = ManualTime(), asyncio.Event()
        life = Life([ScriptedAdapter()], Silent(), stop=stop, timing=time.timing)
        async with living(life, stop) as port:
            await time.advance(1)
            time.now += 5.6
            status, report = await ask(port, "/healthz")
            assert (status, report["status"], report["lag_seconds"]) == (503, "unready", 5.1)

    asyncio.run(play())


def test_an_ending_bot_is_not_ready() -> None:
    """Nothing more is sent its way."""

    async def play() -> None:
        stop, closing = asyncio.Event(), asyncio.Event()
        adapter = ScriptedAdapter()
        life = Life([adapter], Silent(), stop=stop)

        async def close() -> None:
            await closing.wait()
            adapter._closed.set()

        adapter.close = close  # type: ignore[method-assign]  # takes its time
        async with living(life, stop) as port:
            await adapter.open.wait()
            stop.set()
            status, report = await ask(port, "/readyz")
            assert (status, report["status"]) == (503, "stopping")
            closing.set()

    asyncio.run(play())


def test_a_port_that_is_taken_is_a_warning() -> None:
    """The bot serves without telling how it is."""

    async def play() -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            settings = HealthSettings(port=taken.getsockname()[1])
            async with telling(Life([], Silent()), settings) as port:
                assert port == 0

    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("health_not_told", "warning")]


def test_it_can_be_switched_off() -> None:
    """By port 0."""

    async def play() -> None:
        async with telling(Life([], Silent()), HealthSettings(port=0)) as port:
            assert port == 0

    asyncio.run(play())
