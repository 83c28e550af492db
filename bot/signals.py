"""What the operating system asks of the process: the first request ends it in order, the second at once."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

ASKING: Final = (signal.SIGTERM, signal.SIGINT)
PATIENCE: Final = 14.5
"""Seconds from the request to the end, whatever hangs; container platforms kill after ten or more."""


@contextmanager
def stopping_on_signals(
    stop: Callable[[], None], leave: Callable[[int], object] = os._exit
) -> Iterator[None]:
    """Call ``stop`` in the running event loop on a request to end; on the next one, or too late, ``leave``.

    The handlers are those of Python, not of the event loop, so that a loop that hangs can be left as well.
    """
    loop = asyncio.get_running_loop()
    asked = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        del frame
        if asked.is_set():
            leave(128 + number)
        asked.set()
        loop.call_soon_threadsafe(stop)
        late = threading.Timer(PATIENCE, leave, [1])
        late.daemon = True
        timers.append(late)
        late.start()

    timers: list[threading.Timer] = []
    before = {number: signal.signal(number, handle) for number in ASKING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for timer in timers:
            timer.cancel()
