"""An adapter whose every run goes as a test says."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.delivery import Capabilities, Located, Sent, Unsure
from bot.seam import Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.blocks import Reply
    from bot.delivery import Delivery, Handler, Whereabouts
    from bot.seam import Choice, Event, Lookup, Place


class ScriptedAdapter:
    """Runs as scripted, run by run, and from then on until it is closed."""

    capabilities = Capabilities(text=100)

    def __init__(
        self, name: str = "scripted", *script: BaseException | Callable[[], Awaitable[None]]
    ) -> None:
        self.name = name
        self.connected = False
        self.runs = 0
        self.closes = 0
        self.open = asyncio.Event()
        """Set while a run is under way that lasts until closed."""
        self._script = list(script)
        self._closed = asyncio.Event()

    async def run(self, handler: Handler) -> None:
        """Do what the script says for this run."""
        del handler
        self.runs += 1
        step = self._script.pop(0) if self._script else self.serve
        if isinstance(step, BaseException):
            raise step
        await step()

    async def serve(self) -> None:
        """Be connected until closed."""
        self.connected = True
        self.open.set()
        try:
            await self._closed.wait()
        finally:
            self.connected = False

    async def close(self) -> None:
        """End the run."""
        self.closes += 1
        self._closed.set()

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Take everything."""
        del place, reply
        return Sent(key)

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Nobody knows."""
        del place, reply, key, age
        return Unsure()

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Take everything."""
        del reply
        return Sent(ref)

    async def locate(self, place: Place) -> Whereabouts:
        """Every place is as good as another."""
        return Located(place, "")


class Silent:
    """A handler with nothing to say."""

    async def handle(self, event: Event) -> Response:
        """Nothing."""
        del event
        return Response()

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Nothing."""
        del lookup
        return ()
