"""The adapter on the loopback Discord, with a scripted handler: what the adapter's tests share."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from adapters.discord.adapter import Discord
from adapters.discord.registration import Tree
from adapters.discord.settings import read_settings
from bot import i18n
from bot.blocks import Action, Citation, Heading, Reply, Sources, Span, Style, Text
from bot.delivery import NotebookError
from bot.seam import Response
from tests.servers.discord import DiscordServer, Kind, Permission, pointed_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.seam import Choice, Event, Lookup
    from tests.servers.discord import Channel, Guild, Message, User

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds; only a test that fails waits so long."""
ANSWER = Reply(
    (
        Heading("Iwami"),
        Text((Span("Tiba "), Span("12 Januari 1918", Style.BOLD), Span("."))),
        Sources("Sumber", (Citation("Wikipedia", "https://id.wikipedia.org/wiki/Iwami"),)),
    ),
    (Action("Mengapa?", "why:"), Action("Lapor", "report:iwami", opens_form=True)),
)


async def until(condition: Callable[[], T]) -> T:
    """What ``condition`` comes to, as soon as that is true; ``TimeoutError`` when it never is."""
    async with asyncio.timeout(PATIENCE):
        while not (found := condition()):  # noqa: ASYNC110  # the other side is a server, not a task of ours
            await asyncio.sleep(0.005)
    return found


@dataclass
class Script:
    """A handler that answers as it is told and keeps what it was given."""

    respond: Callable[[Event], Response | Awaitable[Response]] = lambda _: Response(ANSWER)
    complete: Callable[[Lookup], tuple[Choice, ...] | Awaitable[tuple[Choice, ...]]] = lambda _: ()
    events: list[Event] = field(default_factory=list)
    lookups: list[Lookup] = field(default_factory=list)

    async def handle(self, event: Event) -> Response:
        """Answer by the script."""
        self.events.append(event)
        response = self.respond(event)
        return response if isinstance(response, Response) else await response

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Complete by the script."""
        self.lookups.append(lookup)
        found = self.complete(lookup)
        return found if isinstance(found, tuple) else await found


@dataclass
class Notes:
    """A notebook in memory; ``away`` when the store cannot be reached."""

    kept: dict[str, str] = field(default_factory=dict)
    away: bool = False

    async def read(self, key: str) -> str | None:
        """Look a note up."""
        if self.away:
            raise NotebookError
        return self.kept.get(key)

    async def take(self, key: str) -> str | None:
        """Look a note up and forget it."""
        return self.kept.pop(key, None)

    async def write(self, key: str, value: str, *, lifetime: float | None = None, user: str = "") -> None:
        """Keep a note."""
        del lifetime, user
        self.kept[key] = value

    async def erase(self, key: str) -> None:
        """Forget a note."""
        self.kept.pop(key, None)


def saying(reply: Reply) -> Callable[[Event], Response]:
    """A script that always says the same."""
    return lambda _: Response(reply)


def text(words: str, *actions: Action, **fields: Any) -> Reply:
    """A reply of one paragraph."""
    return Reply((Text((Span(words),)),), actions, **fields)


@dataclass
class Stage:
    """A server with a class room, a member, and the adapter that serves there."""

    server: DiscordServer
    guild: Guild
    channel: Channel
    budi: User
    script: Script
    notes: Notes
    settings: dict[str, object]
    adapters: list[Discord] = field(default_factory=list)
    running: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def adapter(self) -> Discord:
        """The newest adapter."""
        return self.adapters[-1]

    def start(self, **options: Any) -> asyncio.Task[None]:
        """Let an adapter serve; wait with ``connected``."""
        settings = read_settings({"token": self.server.token, **self.settings})
        self.adapters.append(Discord(settings, self.notes, **options))
        self.running.append(asyncio.create_task(self.adapter.run(self.script)))
        return self.running[-1]

    async def connected(self) -> None:
        """Wait until the newest adapter knows its servers; what ends it meanwhile is raised."""
        waiting = asyncio.ensure_future(until(self._knows))
        await asyncio.wait({waiting, self.running[-1]}, return_when=asyncio.FIRST_COMPLETED)
        if self.running[-1].done():
            waiting.cancel()
            await self.running[-1]
        await waiting

    def _knows(self) -> bool:
        client = self.adapter._client
        return (
            self.adapter.connected
            and client is not None
            and all(
                (found := client.get_guild(guild.id)) and not found.unavailable
                for guild in self.server.platform.guilds.values()
                if guild.joined
            )
        )

    async def stop(self) -> None:
        """Close the newest adapter and wait for it."""
        await self.adapter.close()
        await asyncio.wait_for(asyncio.shield(self.running[-1]), PATIENCE)

    def said(self, channel: Channel | None = None) -> list[Message]:
        """What the bot said in a channel, the class room by default."""
        found = self.server.messages(channel or self.channel)
        return [message for message in found if message.author == self.server.bot and not message.deleted]

    async def answer(self, count: int = 1, channel: Channel | None = None) -> Message:
        """The message number ``count`` of the bot in a channel, once it is there."""
        await until(lambda: len(self.said(channel)) >= count)
        return self.said(channel)[count - 1]

    async def first(self) -> Event:
        """The first event that was handed over."""
        return (await until(lambda: self.script.events))[0]


async def definitions() -> list[dict[str, Any]]:
    """The commands as they are registered."""
    async with discord.Client(intents=discord.Intents.none()) as client:
        return await Tree(client, i18n.load()).payload()


@asynccontextmanager
async def stage(
    script: Script | None = None, *, serving: bool = True, **settings: object
) -> AsyncIterator[Stage]:
    """A stage whose adapter serves already, with settings of its own; in the end nothing was done wrong."""
    async with DiscordServer() as server:
        guild = server.add_guild(
            "kelas", channels=["umum"], roles={"guru": Permission.MANAGE_GUILD, "murid": 0}
        )
        server.register(await definitions())
        made = Stage(
            server,
            guild,
            guild.channel("umum"),
            server.add_user("budi"),
            script or Script(),
            Notes(),
            settings,
        )
        with pointed_at(server):
            try:
                if serving:
                    made.start()
                    await made.connected()
                yield made
            finally:
                for adapter in made.adapters:
                    await adapter.close()
                await asyncio.gather(*made.running, return_exceptions=True)
        assert server.violations == []


def forum(made: Stage) -> Channel:
    """A forum in the class room's server."""
    return made.server.add_channel(made.guild, "tanya-jawab", Kind.FORUM)
