"""Where a post may go: a channel, thread or forum of its own community that the bot may write in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import pytest

from adapters.discord.registration import Tree
from bot import i18n
from bot.commands import Parameter, Row
from bot.delivery import Failed, Forbidden, Gone, Lack, Later, Located, Sent
from bot.i18n import mark
from bot.seam import Command, Place
from tests.adapters.discord.stage import ANSWER, Stage, forum, stage, until
from tests.adapters.discord.test_delivery import there
from tests.servers.discord import Channel, Kind, Permission

if TYPE_CHECKING:
    from bot.delivery import Whereabouts

DISPLAYED = "#umum \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} Siberia"
TAGS = 1 << 4
"""Discord's flag of a forum whose posts need a tag."""


async def located(on: Stage, chat: Channel | str, community: str = "") -> Whereabouts:
    """What is said of a place of which only the id is known."""
    found = chat if isinstance(chat, str) else str(chat.id)
    return await on.adapter.locate(Place("discord", community or str(on.guild.id), found))


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.ANNOUNCEMENT, Kind.VOICE, Kind.FORUM])
def test_a_channel_is_located_by_its_name(kind: Kind) -> None:
    """Whatever can be written in; what is located can be posted to."""

    async def play() -> None:
        async with stage(serving=False) as on:
            room = on.server.add_channel(on.guild, "sejarah", kind)
            on.start()
            await on.connected()
            found = await located(on, room)
            assert found == Located(there(on, room), "#sejarah")
            assert isinstance(await on.adapter.send(there(on, room), ANSWER, "1"), Sent)

    asyncio.run(play())


@pytest.mark.parametrize("archived", [False, True])
def test_a_thread_is_kept_with_its_channel(*, archived: bool) -> None:
    """Also one that is archived, which a post opens again."""

    async def play() -> None:
        async with stage(serving=False) as on:
            thread = on.server.add_thread(on.channel, "Siberia", archived=archived)
            on.start()
            await on.connected()
            found = await located(on, thread)
            assert found == Located(there(on, thread), DISPLAYED)
            assert isinstance(found, Located)
            assert await on.adapter.locate(found.place) == found
            assert isinstance(await on.adapter.send(found.place, ANSWER, "1"), Sent)

    asyncio.run(play())


@pytest.mark.parametrize(
    ("denied", "lack"),
    [
        (Permission.VIEW_CHANNEL, Lack.SIGHT),
        (Permission.SEND_MESSAGES, Lack.WRITING),
    ],
)
def test_f11_a_permission_that_lacks_is_named(denied: int, lack: Lack) -> None:
    """In the channel and in a forum; once it is given the place can be posted to."""

    async def play() -> None:
        async with stage(serving=False) as on:
            rooms = (on.channel, forum(on))
            on.start()
            await on.connected()
            for room in rooms:
                await on.server.permit(room, deny=denied)
            await until(lambda: _denied(on, rooms[-1], denied))
            assert [await located(on, room) for room in rooms] == [Forbidden(lack)] * 2
            for room in rooms:
                await on.server.permit(room)
            await until(lambda: not _denied(on, rooms[-1], denied))
            assert [type(await located(on, room)) for room in rooms] == [Located] * 2

    asyncio.run(play())


def _denied(on: Stage, channel: Channel, bit: int) -> bool:
    """Whether the adapter has heard that the bot lacks a permission."""
    client = on.adapter._client
    assert client is not None
    guild = client.get_guild(on.guild.id)
    assert guild is not None
    known = guild.get_channel(channel.id)
    return known is not None and not known.permissions_for(guild.me).value & bit


def test_f11_a_thread_that_may_not_be_written_in() -> None:
    """By its channel's rules, or because it is locked."""

    async def play() -> None:
        async with stage(serving=False) as on:
            closed = on.server.add_thread(on.channel, "Tertutup", archived=True, locked=True)
            quiet = on.server.add_channel(on.guild, "sunyi")
            quiet.overwrites[on.server.bot.id] = (0, int(Permission.SEND_MESSAGES_IN_THREADS))
            thread = on.server.add_thread(quiet, "Siberia")
            on.start()
            await on.connected()
            assert await located(on, closed) == Forbidden(Lack.OPEN)
            assert await located(on, thread) == Forbidden(Lack.WRITING)
            for place, lack in ((there(on, closed), Lack.OPEN), (there(on, thread), Lack.WRITING)):
                assert await on.adapter.send(place, ANSWER, "1") == Forbidden(lack)

    asyncio.run(play())


def test_f11_a_forum_whose_posts_need_a_tag() -> None:
    """The bot chooses none; it can post in a thread of it."""

    async def play() -> None:
        async with stage(serving=False) as on:
            room = on.server.add_channel(on.guild, "tanya", Kind.FORUM, flags=TAGS)
            thread = on.server.add_thread(room, "Setiap hari")
            on.start()
            await on.connected()
            assert await located(on, room) == Forbidden(Lack.TAG)
            assert await on.adapter.send(there(on, room), ANSWER, "1") == Forbidden(Lack.TAG)
            assert isinstance(await located(on, thread), Located)
            assert isinstance(await on.adapter.send(there(on, thread), ANSWER, "1"), Sent)

    asyncio.run(play())


def test_no_place_of_another_community_is_located() -> None:
    """Whether the bot is there or not, so that nobody announces in a foreign server."""

    async def play() -> None:
        async with stage(serving=False) as on:
            other, foreign = on.server.add_guild("lain"), on.server.add_guild("asing", joined=False)
            rooms = (
                other.channel("general"),
                on.server.add_thread(other.channel("general"), "Siberia", archived=True),
                foreign.channel("general"),
                on.server.dm(on.budi),
            )
            on.start()
            await on.connected()
            for chat in (*(str(room.id) for room in rooms), "1", "x", ""):
                assert await located(on, chat) == Gone()
            assert await located(on, on.channel, community=f"user:{on.budi.id}") == Gone()

    asyncio.run(play())


def test_a_private_chat_has_no_name() -> None:
    """It is where it is."""

    async def play() -> None:
        async with stage() as on:
            here = Place("discord", f"user:{on.budi.id}", str(on.server.dm(on.budi).id), private=True)
            assert await on.adapter.locate(here) == Located(here, "")

    asyncio.run(play())


def test_f11_a_channel_or_server_that_is_gone() -> None:
    """And one of which nothing can be said just now: an outage is no removal."""

    async def play() -> None:
        async with stage() as on:
            client = on.adapter._client
            assert client is not None
            await client.wait_until_ready()
            await on.server.lose(on.guild)
            await until(lambda: (guild := client.get_guild(on.guild.id)) and guild.unavailable)
            assert isinstance(await located(on, on.channel), Later)
            await on.server.announce(on.guild)
            await until(lambda: (guild := client.get_guild(on.guild.id)) and not guild.unavailable)
            assert isinstance(await located(on, on.channel), Located)
            await on.server.remove(on.channel)
            await until(lambda: client.get_channel(on.channel.id) is None)
            assert await located(on, on.channel) == Gone()
            await on.server.kick(on.guild)
            await until(lambda: client.get_guild(on.guild.id) is None)
            assert await located(on, on.channel) == Gone()
            await on.stop()
            assert isinstance(await located(on, on.channel), Later)

    asyncio.run(play())


@pytest.mark.parametrize("status", [429, 500, 503])
def test_f6_a_thread_that_cannot_be_looked_up_just_now(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Later it may be located; whoever asks does not wait as long as the library would."""
    monkeypatch.setattr("adapters.discord.whereabouts.DEADLINE", 0.3)

    async def play() -> None:
        async with stage() as on:
            thread = on.server.add_thread(on.channel, "Siberia", archived=True)
            on.server.faults.fail("GET /channels/*", status, times=9)
            assert isinstance(await located(on, thread), Later)

    asyncio.run(play())


def test_a_place_that_a_command_names_is_handed_over_by_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """A channel, a forum, or a thread that the library does not know; other kinds are not offered."""
    place = Parameter(name="place", label=mark("value"), summary=mark("Its new value"), place=True)
    row = Row("keeper", {}, mark("Show what I can do"), (place,))
    monkeypatch.setattr("adapters.discord.registration.TABLE", (row,))

    async def play() -> None:
        async with stage(serving=False) as on:
            async with discord.Client(intents=discord.Intents.none()) as client:
                on.server.register(await Tree(client, i18n.load()).payload())
            chosen = (
                on.channel,
                forum(on),
                on.server.add_thread(on.channel, "Siberia", archived=True),
            )
            voice = on.server.add_channel(on.guild, "suara", Kind.VOICE)
            on.start()
            await on.connected()
            for channel in chosen:
                await (await on.server.command(on.budi, on.channel, "keeper", {"place": channel})).answered()
                event = on.script.events[-1]
                assert isinstance(event, Command)
                assert event.args == {"place": str(channel.id)}
                assert isinstance(await located(on, event.args["place"]), Located)
            with pytest.raises(ValueError, match="types"):
                await on.server.command(on.budi, on.channel, "keeper", {"place": voice})

    asyncio.run(play())


def test_a_channel_that_cannot_be_one_has_failed() -> None:
    """Its id is no id."""

    async def play() -> None:
        async with stage() as on:
            assert isinstance(await on.adapter.send(Place("discord", "x", "x"), ANSWER, "1"), Failed)

    asyncio.run(play())
