"""A platform with places to post to, of one kind, and what was posted in each."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.seam import Place
from tests.servers import discord, telegram
from tests.soak.points import Kind, named

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping


@dataclass(frozen=True, slots=True)
class Stage:
    """A platform in this process, on the loopback."""

    url: str
    """Where its requests go."""
    places: tuple[Place, ...]
    settings: Callable[[str], Mapping[str, object]]
    """The settings of the adapter that sends its requests to another URL."""
    posts: Callable[[Place], int]
    """What the bot has posted in a place."""
    advance: Callable[[float], None]
    """Lets seconds go by."""
    violations: Callable[[], list[str]]
    """What the bot did against the platform's rules."""


@asynccontextmanager
async def stage(kind: Kind, count: int) -> AsyncIterator[Stage]:
    """A stage with so many places."""
    made = _on_telegram if kind.platform == "telegram" else _on_discord
    async with made(kind, count) as ready:
        yield ready


@asynccontextmanager
async def _on_discord(kind: Kind, count: int) -> AsyncIterator[Stage]:
    async with discord.DiscordServer(keep_requests=0) as server:
        server.limits.whole = None
        guild = server.add_guild("kelas", channels=["umum"])
        places = tuple(_discord_place(server, guild, kind, number) for number in range(count))

        def settings(url: str) -> dict[str, object]:
            return {"token": server.token, "api": f"{url}/api/v10", "gateway": server.gateway_url}

        def posts(place: Place) -> int:
            channels: Any = server.platform.channels
            there = channels[int(named(place))]
            if kind is Kind.FORUM:
                return sum(1 for thread in guild.threads.values() if thread.parent is there)
            return len(there.messages)

        yield Stage(
            server.platform.base,
            places,
            settings,
            posts,
            server.clock.advance,
            lambda: [f"{one.kind} {one.where} {one.detail}" for one in server.violations],
        )


def _discord_place(server: discord.DiscordServer, guild: discord.Guild, kind: Kind, number: int) -> Place:
    sort = discord.Kind.FORUM if kind is Kind.FORUM else discord.Kind.TEXT
    channel = server.add_channel(guild, f"sejarah-{number}", sort)
    thread = server.add_thread(channel, f"utas-{number}") if kind is Kind.THREAD else None
    within = None if thread is None else str(thread.id)
    return Place("discord", str(guild.id), str(channel.id), within)


@asynccontextmanager
async def _on_telegram(kind: Kind, count: int) -> AsyncIterator[Stage]:
    async with telegram.TelegramServer() as server:
        chats = {}
        for number in range(count):
            place, chat = await _telegram_place(server, kind, number)
            chats[place] = chat

        def settings(url: str) -> dict[str, object]:
            return {
                "token": server.token,
                "base_url": f"{url}/bot",
                "base_file_url": f"{url}/file/bot",
            }

        def posts(place: Place) -> int:
            there = server.replies(chats[place])
            thread = None if place.thread is None else int(place.thread)
            assert all(message.thread == thread for message in there)
            return len(there)

        yield Stage(
            server.url,
            tuple(chats),
            settings,
            posts,
            lambda _seconds: None,
            lambda: [*server.violations],
        )


async def _telegram_place(
    server: telegram.TelegramServer, kind: Kind, number: int
) -> tuple[Place, telegram.Chat]:
    siti = server.add_user("Siti")
    group = server.add_group(f"Kelas {number}", forum=kind is Kind.TOPIC, admins=[siti])
    topic = await server.add_topic(group, siti, "Sejarah") if kind is Kind.TOPIC else None
    chat = str(group.id)
    return Place("telegram", chat, chat, None if topic is None else str(topic.id)), group
