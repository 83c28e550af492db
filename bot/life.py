"""The life of the process: all adapters and loops from start to end, each failing by itself.

Why it is so stands in docs/adr/0013-a-platforms-failure-stays-its-own.md.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import structlog

from bot.delivery import RefusedError
from bot.loops import Loops
from bot.supervised import Supervised
from bot.timing import REAL, Timing

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

    from bot.delivery import Adapter, Handler
    from bot.loops import Loop

log = structlog.stdlib.get_logger(__name__)
GRACE: Final = 10.0
"""Seconds that adapters have to finish what is in flight."""
CLOSING: Final = 1.5
"""Of these, what is left to adapters to close however long work beside took to end."""
ABRUPT: Final = 1.0
"""The same when the process ends because it was refused: nothing has begun yet."""
UNWINDING: Final = 2.0
"""Seconds that what was cancelled has to clean up."""


class Life:
    """Serves on all adapters at once.

    Args:
        adapters: the platforms' edges.
        handler: answers the events of all of them.
        loops: work done beside.
        ending: let work beside come to its end while the adapters still deliver; it may take all of ``GRACE``
            but ``CLOSING``.
        stop: when set, it ends.
        timing: how time goes by.
    """

    def __init__(  # noqa: PLR0913  # what a life is made of
        self,
        adapters: Sequence[Adapter],
        handler: Handler,
        loops: Sequence[Loop] = (),
        *,
        ending: Callable[[], Coroutine[Any, Any, None]] | None = None,
        stop: asyncio.Event | None = None,
        timing: Timing = REAL,
    ) -> None:
        self.adapters = tuple(Supervised(one, handler, timing=timing) for one in adapters)
        self.loops = Loops(loops, self._look, timing=timing)
        self._ending = ending
        self._clock = timing.clock
        self._stop = stop or asyncio.Event()

    @property
    def stopping(self) -> bool:
        """Whether it is coming to its end."""
        return self._stop.is_set()

    async def run(self) -> None:
        """Serve until stopped, or until no adapter is left.

        Raises:
            RefusedError: a platform refused the bot before it was ever connected, or the last one did later.
        """
        running = {asyncio.create_task(one.run(), name=f"supervise {one.name}") for one in self.adapters}
        beside = asyncio.create_task(self.loops.run(), name="loops")
        grace = ABRUPT
        try:
            await self._until_over(running)
            grace = GRACE
        finally:
            self._stop.set()
            await self._close(running, max(grace - await self._end(), ABRUPT))
            await _cancel({beside})

    async def _until_over(self, running: set[asyncio.Task[None]]) -> None:
        stop = asyncio.create_task(self._stop.wait())
        left = set(running)
        try:
            while left and not stop.done():
                done, _ = await asyncio.wait({*left, stop}, return_when=asyncio.FIRST_COMPLETED)
                for task in done & left:
                    task.result()
                left -= done
        finally:
            stop.cancel()
        refused = [one.refusal for one in self.adapters if one.refusal is not None]
        if refused and not left:
            raise refused[-1]

    async def _end(self) -> float:
        """Let work beside come to its end; the seconds that it took."""
        if self._ending is None:
            return 0.0
        began = self._clock()
        ending = asyncio.create_task(self._ending(), name="ending")
        await asyncio.wait({ending}, timeout=GRACE - CLOSING)
        await _cancel({ending})
        return min(self._clock() - began, GRACE - CLOSING)

    async def _close(self, running: set[asyncio.Task[None]], grace: float) -> None:
        closing = {asyncio.create_task(one.close()) for one in self.adapters}
        _, late = await asyncio.wait({*closing, *running}, timeout=grace)
        if late:
            log.warning("adapters_cut_off", after=grace)
        await _cancel({*closing, *running})

    def _look(self) -> None:
        for one in self.adapters:
            one.look()


async def _cancel(tasks: set[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    done, _ = await asyncio.wait(tasks, timeout=UNWINDING)
    for task in done:
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, RefusedError):
            log.error("task_failed", task=task.get_name(), exc_info=error)
