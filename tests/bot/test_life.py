"""The life of the process: every adapter by itself, from the first to an end in order."""

from __future__ import annotations

import asyncio

import pytest
import structlog

from bot import life as life_module
from bot.delivery import RefusedError
from bot.life import Life
from bot.loops import Loop
from bot.supervised import State
from tests.bot.manual_time import ManualTime, settle
from tests.bot.scripted_adapter import ScriptedAdapter, Silent


def test_a_failing_adapter_leaves_the_others_alone() -> None:
    """They are not closed, nor run again, however often it fails."""

    async def play() -> None:
        time, stop = ManualTime(), asyncio.Event()
        good = ScriptedAdapter("good")
        bad = ScriptedAdapter("bad", *[OSError("down")] * 100)
        life = Life([good, bad], Silent(), stop=stop, timing=time.timing)
        task = asyncio.create_task(life.run())
        await time.advance(3600)
        assert (good.runs, good.closes, good.connected) == (1, 0, True)
        assert [one.state for one in life.adapters] == [State.CONNECTED, State.WAITING]
        assert bad.runs == life.adapters[1].failures > 10
        stop.set()
        await task
        assert (good.closes, good.connected, life.stopping) == (1, False, True)

    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    assert {entry["event"] for entry in logs} == {"adapter_failed"}


def test_a_refusal_at_the_start_ends_everything() -> None:
    """With its sentence, so that it is not overlooked."""

    async def play() -> None:
        good = ScriptedAdapter("good")
        refused = ScriptedAdapter("refused", RefusedError("The token is wrong."))
        with pytest.raises(RefusedError, match=r"The token is wrong\."):
            await Life([good, refused], Silent()).run()
        assert not good.connected
        assert good.closes <= 1

    asyncio.run(play())


def test_a_refusal_later_leaves_the_others_alone_until_none_is_left() -> None:
    """Then it ends the process after all."""

    async def play() -> None:
        time = ManualTime()

        async def serve_then_be_refused() -> None:
            adapter.connected = True
            await time.timing.sleep(60)
            raise RefusedError("The token was taken back.")

        async def serve_then_end() -> None:
            await time.timing.sleep(3600)

        adapter = ScriptedAdapter("first", serve_then_be_refused)
        other = ScriptedAdapter("second", serve_then_end)
        life = Life([adapter, other], Silent(), timing=time.timing)
        task = asyncio.create_task(life.run())
        await time.advance(100)
        assert [one.state for one in life.adapters] == [State.REFUSED, State.DISCONNECTED]
        assert not task.done()
        await time.advance(3600)
        with pytest.raises(RefusedError, match="taken back"):
            await task

    asyncio.run(play())


def test_it_ends_when_every_adapter_has() -> None:
    """As a conversation whose input ends."""

    async def end() -> None:
        await asyncio.sleep(0)

    async def play() -> None:
        await Life([ScriptedAdapter("one", end), ScriptedAdapter("two", end)], Silent()).run()

    asyncio.run(play())


def test_stopping_waits_for_what_is_in_flight() -> None:
    """An adapter ends when its answers are delivered."""

    async def play() -> None:
        stop, delivering = asyncio.Event(), asyncio.Event()
        delivered: list[str] = []

        async def close() -> None:
            await delivering.wait()
            delivered.append("answer")
            adapter._closed.set()

        adapter = ScriptedAdapter("one")
        adapter.close = close  # type: ignore[method-assign]  # takes its time
        task = asyncio.create_task(Life([adapter], Silent(), stop=stop).run())
        await adapter.open.wait()
        stop.set()
        await settle()
        assert not task.done()
        delivering.set()
        await task
        assert delivered == ["answer"]

    asyncio.run(play())


def test_an_adapter_that_does_not_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the grace, which the test makes short, so that the process ends in any case."""
    monkeypatch.setattr(life_module, "GRACE", 0.01)

    async def play() -> None:
        stop = asyncio.Event()
        adapter = ScriptedAdapter("one")

        async def close() -> None:
            await asyncio.get_running_loop().create_future()

        adapter.close = close  # type: ignore[method-assign]  # never ends
        task = asyncio.create_task(Life([adapter], Silent(), stop=stop).run())
        await adapter.open.wait()
        stop.set()
        async with asyncio.timeout(30):
            await task
        assert not adapter.connected

    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    assert [entry["event"] for entry in logs] == ["adapters_cut_off"]


def test_loops_run_beside_and_end_with_it() -> None:
    """Whatever becomes of the adapters."""

    async def play() -> None:
        time, stop = ManualTime(), asyncio.Event()
        rounds = 0

        async def work() -> None:
            nonlocal rounds
            rounds += 1

        life = Life([ScriptedAdapter()], Silent(), [Loop("work", 60, work)], stop=stop, timing=time.timing)
        task = asyncio.create_task(life.run())
        await time.advance(150)
        assert rounds == 3
        stop.set()
        await task
        await time.advance(150)
        assert rounds == 3

    asyncio.run(play())


def test_a_mistake_of_our_own_is_not_hidden() -> None:
    """It ends the process, and is seen."""

    async def play() -> None:
        life = Life([ScriptedAdapter()], Silent())

        async def broken() -> None:
            raise ZeroDivisionError

        life.adapters[0].run = broken  # type: ignore[method-assign]  # goes wrong
        with pytest.raises(ZeroDivisionError):
            await life.run()

    with structlog.testing.capture_logs():
        asyncio.run(play())


def test_work_beside_ends_while_adapters_still_deliver() -> None:
    """And it is not waited for without end."""

    async def play() -> None:
        time, stop = ManualTime(), asyncio.Event()
        adapter = ScriptedAdapter("good")
        seen: list[tuple[bool, int]] = []

        async def ending() -> None:
            seen.append((adapter.connected, adapter.closes))
            await asyncio.sleep(0)
            seen.append((adapter.connected, adapter.closes))

        life = Life([adapter], Silent(), ending=ending, stop=stop, timing=time.timing)
        task = asyncio.create_task(life.run())
        await asyncio.wait_for(adapter.open.wait(), 60)
        stop.set()
        await asyncio.wait_for(task, 60)
        assert seen == [(True, 0), (True, 0)]
        assert adapter.closes == 1

    asyncio.run(play())


def test_work_beside_that_fails_to_end_keeps_no_adapter_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it hangs or breaks."""
    monkeypatch.setattr(life_module, "GRACE", 1.6)

    async def hangs() -> None:
        await asyncio.Event().wait()

    async def breaks() -> None:
        raise ZeroDivisionError

    async def play() -> None:
        for ending in (hangs, breaks):
            stop = asyncio.Event()
            adapter = ScriptedAdapter("good")
            life = Life([adapter], Silent(), ending=ending, stop=stop)
            stop.set()
            await asyncio.wait_for(life.run(), 60)
            assert adapter.closes <= 1
            assert not adapter.connected

    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    assert [entry["event"] for entry in logs] == ["task_failed"]
