"""Requests of the operating system to end."""

from __future__ import annotations

import asyncio
import signal

import pytest

from bot import signals
from bot.signals import stopping_on_signals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_first_request_stops_and_the_second_leaves_at_once(number: signal.Signals) -> None:
    """With the exit code that tells the signal; afterwards everything is as before."""
    before = signal.getsignal(number)
    left: list[int] = []

    async def play() -> None:
        stop = asyncio.Event()
        with stopping_on_signals(stop.set, left.append):
            signal.raise_signal(number)
            async with asyncio.timeout(30):
                await stop.wait()
            assert left == []
            signal.raise_signal(number)
            assert left == [128 + number]

    asyncio.run(play())
    assert signal.getsignal(number) is before


def test_whatever_hangs_is_left_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also an event loop that is stuck, since a thread watches."""
    monkeypatch.setattr(signals, "PATIENCE", 0.01)
    left = asyncio.Event()
    codes: list[int] = []

    async def play() -> None:
        loop = asyncio.get_running_loop()

        def leave(code: int) -> None:
            codes.append(code)
            loop.call_soon_threadsafe(left.set)

        with stopping_on_signals(lambda: None, leave):
            signal.raise_signal(signal.SIGTERM)
            async with asyncio.timeout(30):
                await left.wait()

    asyncio.run(play())
    assert codes == [1]
