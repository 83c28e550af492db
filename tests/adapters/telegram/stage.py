"""A stage for the adapter: the loopback server, the real adapter on it, and a conversation by script."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.telegram import Telegram
from adapters.telegram.settings import read
from bot.blocks import Reply, Span, Text
from bot.delivery import NotebookError
from bot.seam import Response
from tests.servers.telegram import TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from adapters.telegram.connection import Timing
    from bot.blocks import Form
    from bot.delivery import Handler
    from bot.seam import Choice, Event, Lookup

EventT = TypeVar("EventT")

PATIENCE = 30.0
"""Seconds to wait for what must come: far more than it takes."""


def said(text: str, **more: Any) -> Reply:
    """A reply of one sentence."""
    return Reply((Text((Span(text),)),), **more)


class Memory:
    """A notebook in memory; out of reach while ``broken``."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.broken = False
        self.wrote = asyncio.Event()

    async def read(self, key: str) -> str | None:
        """What is written under the key."""
        self._reach()
        return self.kept.get(key)

    async def take(self, key: str) -> str | None:
        """As read, and erase it."""
        self._reach()
        return self.kept.pop(key, None)

    async def write(self, key: str, value: str, *, lifetime: float | None = None, user: str = "") -> None:
        """Write it down."""
        del lifetime, user
        self._reach()
        self.kept[key] = value
        self.wrote.set()

    async def erase(self, key: str) -> None:
        """Forget it."""
        self._reach()
        self.kept.pop(key, None)

    def _reach(self) -> None:
        if self.broken:
            raise NotebookError("out of reach")


def echo(event: Event) -> Response:
    """Say back what a question or command was."""
    text = getattr(event, "text", None) or getattr(event, "name", None) or getattr(event, "action", None)
    return Response(said(f"echo: {text}") if text else None)


@dataclass
class Script:
    """A conversation by script: what each event comes to, and every event so far."""

    answer: Callable[[Event], Response | Reply | Form | None] = echo
    choices: tuple[Choice, ...] = ()
    events: list[Event] = field(default_factory=list)
    lookups: list[Lookup] = field(default_factory=list)
    gate: asyncio.Event | None = None
    """When given, no event is answered before it is set."""
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, event: Event) -> Response:
        """Write the event down and answer it."""
        self.events.append(event)
        self.came.set()
        if self.gate is not None:
            await self.gate.wait()
        answered = self.answer(event)
        return answered if isinstance(answered, Response) else Response(answered)

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """The choices of the script."""
        self.lookups.append(lookup)
        return self.choices

    def all(self, kind: type[EventT]) -> list[EventT]:
        """The events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def last(self, kind: type[EventT]) -> EventT:
        """The latest event of one kind."""
        return self.all(kind)[-1]


@dataclass
class Stage:
    """Everything that takes part in a scene."""

    server: TelegramServer
    script: Script
    notebook: Memory
    adapter: Telegram
    running: asyncio.Task[None]

    async def settled(self) -> None:
        """Wait until every update was handled and every call answered."""
        connection = self.adapter._connection
        assert connection is not None
        await self.server.settled(connection.handled)


def settings(server: TelegramServer, **more: object) -> dict[str, object]:
    """The adapter's settings for a server, without its pace."""
    urls = {"base_url": server.base_url, "base_file_url": server.base_file_url}
    return {"token": server.token, "rate": 0, **urls, **more}


@asynccontextmanager
async def stage(
    script: Script | Handler | None = None,
    *,
    server: TelegramServer | None = None,
    notebook: Memory | None = None,
    timing: Timing | None = None,
    **more: object,
) -> AsyncIterator[Stage]:
    """The adapter at work; afterwards it is closed, and the server has nothing to complain of."""
    async with contextlib.AsyncExitStack() as stack:
        if server is None:
            server = await stack.enter_async_context(TelegramServer())
        played, notebook = script or Script(), notebook or Memory()
        adapter = Telegram(read(settings(server, **more)), notebook, timing)
        polls = server.updates.polls
        running = asyncio.create_task(adapter.run(played))
        try:
            await server.until(lambda: server.updates.polls > polls, PATIENCE)
            scripted = played if isinstance(played, Script) else Script()
            yield Stage(server, scripted, notebook, adapter, running)
        finally:
            server.faults.clear()
            await adapter.close()
            await running
        assert not server.violations, list(server.violations)


def play(scene: Coroutine[Any, Any, None]) -> None:
    """Play a scene in an event loop of its own."""
    asyncio.run(asyncio.wait_for(scene, 120))
