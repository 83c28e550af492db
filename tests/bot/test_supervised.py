"""One adapter under supervision: tried again after failures, given up when refused, closed in order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
import structlog

from bot.delivery import RefusedError
from bot.seam import Lookup, Member, Place, Question
from bot.supervised import State, Supervised
from tests.bot.manual_time import ManualTime, settle
from tests.bot.scripted_adapter import ScriptedAdapter, Silent

PLACE, MEMBER = Place("scripted", "1", "1"), Member("scripted", "1")


def test_a_failure_is_waited_out_and_tried_again() -> None:
    """Longer each time, and what the adapter was like is told meanwhile."""

    async def play() -> None:
        time = ManualTime()
        adapter = ScriptedAdapter("one", OSError("down"), ValueError("odd"), OSError("down"))
        supervised = Supervised(adapter, Silent(), timing=time.timing)
        task = asyncio.create_task(supervised.run())
        await settle()
        assert (supervised.state, supervised.failures, adapter.runs) == (State.WAITING, 1, 1)
        await time.advance(1)
        assert (adapter.runs, supervised.problem) == (2, "ValueError")
        await time.advance(2)
        await time.advance(4)
        assert (supervised.state, adapter.runs) == (State.CONNECTED, 4)
        assert [0.5 <= wait / most <= 1 for wait, most in zip(time.sleeps, (1, 2, 4), strict=True)] == [
            True
        ] * 3
        await supervised.close()
        await task
        assert (supervised.state, adapter.closes) == (State.ENDED, 1)

    asyncio.run(play())


def test_health_forgives_earlier_failures() -> None:
    """Ten minutes connected, as whoever looks again and again has seen."""

    async def play() -> None:
        time = ManualTime()
        failing = asyncio.Event()

        async def healthy_then_fail() -> None:
            adapter.connected = True
            await failing.wait()
            adapter.connected = False
            raise OSError("down")

        adapter = ScriptedAdapter("one", *[OSError("down")] * 5, healthy_then_fail)
        supervised = Supervised(adapter, Silent(), timing=time.timing)
        task = asyncio.create_task(supervised.run())
        await time.advance(31)
        supervised.look()
        assert supervised.state is State.CONNECTED
        await time.advance(600)
        failing.set()
        await settle()
        assert time.sleeps[-1] <= 1 < time.sleeps[-2]
        await supervised.close()
        await task

    asyncio.run(play())


def test_who_is_refused_from_the_first_is_an_error_of_all() -> None:
    """Nobody tries again."""

    async def play() -> None:
        adapter = ScriptedAdapter("one", RefusedError("The token is wrong."))
        supervised = Supervised(adapter, Silent(), timing=ManualTime().timing)
        with pytest.raises(RefusedError, match="The token is wrong"):
            await supervised.run()
        assert (supervised.state, adapter.runs) == (State.REFUSED, 1)

    asyncio.run(play())


@pytest.mark.parametrize("noticed", ["looked", "handled", "suggested"])
def test_who_is_refused_later_stops_alone(noticed: str) -> None:
    """Once it was seen connected, or had something to handle, the refusal is its own."""

    async def play() -> None:
        time = ManualTime()
        adapter = ScriptedAdapter("one", OSError("down"), RefusedError("The token was taken back."))
        supervised = Supervised(adapter, Silent(), timing=time.timing)
        if noticed == "looked":
            adapter.connected = True
            supervised._running = asyncio.create_task(settle())
            supervised.look()
        elif noticed == "handled":
            event = Question(PLACE, MEMBER, datetime.now(UTC), "?")
            assert (await supervised._handler.handle(event)).reply is None
        else:
            assert await supervised._handler.suggest(Lookup("fact", "", PLACE, MEMBER)) == ()
        task = asyncio.create_task(supervised.run())
        await time.advance(1)
        await task
        assert supervised.state is State.REFUSED

    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    refusals = [
        (entry["log_level"], entry["problem"]) for entry in logs if entry["event"] == "adapter_refused"
    ]
    assert refusals == [("error", "The token was taken back.")]


@pytest.mark.parametrize("end", [SystemExit(3), asyncio.CancelledError()])
def test_an_adapter_takes_nothing_else_down(end: BaseException) -> None:
    """Neither when it wants to end the process nor when it cancels itself."""

    async def play() -> None:
        time = ManualTime()
        adapter = ScriptedAdapter("one", end)
        supervised = Supervised(adapter, Silent(), timing=time.timing)
        task = asyncio.create_task(supervised.run())
        await settle()
        assert supervised.problem == "AdapterDiedError"
        await time.advance(1)
        assert supervised.state is State.CONNECTED
        await supervised.close()
        await task

    asyncio.run(play())


def test_closing_ends_a_wait_at_once() -> None:
    """There is nothing in flight."""

    async def play() -> None:
        adapter = ScriptedAdapter("one", OSError("down"))
        supervised = Supervised(adapter, Silent(), timing=ManualTime().timing)
        task = asyncio.create_task(supervised.run())
        await settle()
        await supervised.close()
        await task
        assert (adapter.runs, adapter.closes, supervised.state) == (1, 0, State.ENDED)

    asyncio.run(play())


def test_a_failure_while_closing_is_the_last() -> None:
    """And one in the closing itself is logged and no more."""

    async def play() -> None:
        closing = asyncio.Event()

        async def fail_when_closed() -> None:
            await closing.wait()
            raise OSError("broken pipe")

        async def close() -> None:
            closing.set()
            raise ValueError("odd")

        adapter = ScriptedAdapter("one", fail_when_closed)
        adapter.close = close  # type: ignore[method-assign]  # goes wrong
        supervised = Supervised(adapter, Silent(), timing=ManualTime().timing)
        task = asyncio.create_task(supervised.run())
        await settle()
        await supervised.close()
        await task
        assert (adapter.runs, supervised.state) == (1, State.ENDED)

    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    assert [entry["event"] for entry in logs] == ["adapter_not_closed", "adapter_failed"]


def test_an_adapter_that_ends_by_itself_is_not_run_again() -> None:
    """As when its input ends."""

    async def end() -> None:
        await asyncio.sleep(0)

    adapter = ScriptedAdapter("one", end)
    supervised = Supervised(adapter, Silent())
    with structlog.testing.capture_logs() as logs:
        asyncio.run(supervised.run())
    assert (adapter.runs, supervised.state) == (1, State.ENDED)
    assert [entry["event"] for entry in logs] == ["adapter_ended"]


def test_cancelling_takes_the_adapter_along() -> None:
    """Also one that takes its time."""

    async def play() -> None:
        adapter = ScriptedAdapter("one")
        task = asyncio.create_task(Supervised(adapter, Silent()).run())
        await adapter.open.wait()
        assert adapter.connected
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not adapter.connected

    asyncio.run(play())


def test_a_state_that_cannot_be_told_is_not_connected() -> None:
    """An adapter may be wrong in that as well."""

    class Puzzled(ScriptedAdapter):
        @property
        def connected(self) -> bool:
            raise RuntimeError("no idea")

        @connected.setter
        def connected(self, value: bool) -> None:
            pass

    async def play() -> None:
        supervised = Supervised(Puzzled(), Silent())
        task = asyncio.create_task(supervised.run())
        await settle()
        assert supervised.state is State.DISCONNECTED
        await supervised.close()
        await task

    asyncio.run(play())
