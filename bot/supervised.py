"""An adapter kept running: what goes wrong in it is logged, waited out and tried again, and stays its own."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import structlog

from bot.backoff import Backoff
from bot.delivery import RefusedError
from bot.timing import REAL, Timing

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.delivery import Adapter, Handler
    from bot.seam import Choice, Event, Lookup, Response

log = structlog.stdlib.get_logger(__name__)
UNWINDING: Final = 1.0
"""Seconds that a cancelled adapter has to clean up; one that takes longer is left behind."""


class State(StrEnum):
    """How an adapter is."""

    DISCONNECTED = "disconnected"
    """Running, and not yet or not just now in touch with its platform."""
    CONNECTED = "connected"
    WAITING = "waiting"
    """It failed and will be tried again."""
    REFUSED = "refused"
    """The platform does not let it in; nobody tries again."""
    ENDED = "ended"


class AdapterDiedError(Exception):
    """An adapter ended in a way that would have taken the whole process along."""


class Supervised:
    """Runs one adapter again and again.

    Args:
        adapter: the adapter.
        handler: answers its events.
        backoff: how long to wait after failures.
        timing: how time goes by.
    """

    def __init__(
        self,
        adapter: Adapter,
        handler: Handler,
        *,
        backoff: Backoff | None = None,
        timing: Timing = REAL,
    ) -> None:
        self.name = adapter.name
        self.failures = 0
        """How often it failed so far."""
        self.problem = ""
        """The kind of its last failure."""
        self.refusal: RefusedError | None = None
        """Why the platform does not let it in, once it said so."""
        self._adapter = adapter
        self._handler = _Noticing(handler, self._notice)
        self._backoff = backoff or Backoff()
        self._clock, self._sleep = timing.clock, timing.sleep
        self._running: asyncio.Task[None] | None = None
        self._pause: asyncio.Future[None] | None = None
        self._closing = self._ended = False
        self._ever = False
        self._since: float | None = None

    @property
    def state(self) -> State:
        """How it is just now."""
        if self.refusal is not None:
            return State.REFUSED
        if self._ended:
            return State.ENDED
        if self._running is None:
            return State.WAITING
        return State.CONNECTED if self._connected() else State.DISCONNECTED

    def look(self) -> None:
        """Note whether it is connected; called again and again by whoever watches over it."""
        if self._running is not None and self._connected():
            self._notice()

    async def run(self) -> None:
        """Serve until closed, or until the adapter ends by itself or is refused.

        Raises:
            RefusedError: the platform did not let it in from the first.
        """
        try:
            while not self._closing and not await self._over():
                pass
        finally:
            self._ended = True

    async def close(self) -> None:
        """Let the adapter finish what is in flight, and run it no more."""
        self._closing = True
        if self._pause is not None:
            self._pause.cancel()
        if self._running is None:
            return
        try:
            await self._adapter.close()
        except Exception:
            log.exception("adapter_not_closed", adapter=self.name)

    async def _over(self) -> bool:
        """Run the adapter once, and wait if it failed; whether that was all."""
        try:
            await self._once()
        except RefusedError as error:
            self.refusal = error
            if not self._ever:
                raise
            log.error("adapter_refused", adapter=self.name, problem=str(error))  # noqa: TRY400  # says it all
            return True
        except Exception as error:
            self.failures += 1
            self.problem = type(error).__name__
            if self._closing:
                log.exception("adapter_failed", adapter=self.name)
                return True
            pause = self._backoff.after(self._healthy())
            log.exception("adapter_failed", adapter=self.name, again_in=round(pause, 1))
            await self._wait(pause)
            return False
        if not self._closing:
            log.warning("adapter_ended", adapter=self.name)
        return True

    def _healthy(self) -> float:
        """Seconds from when it was first connected since the last failure."""
        since, self._since = self._since, None
        return 0.0 if since is None else self._clock() - since

    async def _wait(self, pause: float) -> None:
        self._pause = asyncio.ensure_future(self._sleep(pause))
        try:
            await asyncio.wait({self._pause})
        finally:
            self._pause.cancel()
            self._pause = None

    async def _once(self) -> None:
        # In a task of its own, a cancelling that comes from inside is told from one of ours.
        self._running = asyncio.create_task(self._contained(), name=f"adapter {self.name}")
        try:
            await asyncio.wait({self._running})
            if self._running.cancelled():
                raise AdapterDiedError("it cancelled itself")
            self._running.result()
        finally:
            running, self._running = self._running, None
            if not running.done():
                running.cancel()
                await asyncio.wait({running}, timeout=UNWINDING)

    async def _contained(self) -> None:
        try:
            await self._adapter.run(self._handler)
        except SystemExit as error:
            raise AdapterDiedError("it wanted to end the process") from error

    def _connected(self) -> bool:
        try:
            return self._adapter.connected
        except Exception:
            log.exception("adapter_failed", adapter=self.name)
            return False

    def _notice(self) -> None:
        if self._since is None:
            self._since = self._clock()
        self._ever = True


class _Noticing:
    """Hands on to the handler; an adapter that has something to handle is connected."""

    def __init__(self, handler: Handler, notice: Callable[[], None]) -> None:
        self._handler = handler
        self._notice = notice

    async def handle(self, event: Event) -> Response:
        self._notice()
        return await self._handler.handle(event)

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        self._notice()
        return await self._handler.suggest(lookup)
