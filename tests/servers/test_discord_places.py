"""Guilds, channels, threads and forums of the loopback Discord, and what a bot may do there."""

from __future__ import annotations

import asyncio

import discord

from tests.servers.discord import DiscordServer, Kind, Permission
from tests.servers.discord_play import HUSHED, Stage, expect, play, stage, within


def test_permissions_are_asked_for_in_each_channel() -> None:
    """Sight, sending, sending in threads, embeds: 50001 and 50013."""

    async def scene(on: Stage) -> None:
        thread = on.server.add_thread(on.channel, "utas")
        there = on.client.get_partial_messageable(thread.id)
        await on.server.permit(on.channel, deny=Permission.SEND_MESSAGES)
        await expect(on.there.send("halo"), 403, 50013)
        await there.send("boleh di utas")
        await on.server.permit(on.channel, deny=Permission.SEND_MESSAGES_IN_THREADS)
        await expect(there.send("halo"), 403, 50013)
        await on.server.permit(on.channel, deny=Permission.EMBED_LINKS)
        await expect(on.there.send(embed=discord.Embed(title="x")), 403, 50013)
        await on.server.permit(on.channel, deny=Permission.VIEW_CHANNEL)
        await expect(on.there.send("halo"), 403, 50001)
        await on.server.permit(on.channel)
        await on.there.send("halo")

    play(scene)


def test_things_that_are_gone_are_refused() -> None:
    """Channels, messages, locked threads, closed direct messages."""

    async def scene(on: Stage) -> None:
        closed = on.server.add_user("tertutup", dms_closed=True)
        await expect((await on.client.fetch_user(closed.id)).send("halo"), 403, 50007)
        thread = on.server.add_thread(on.channel, "lama", archived=True, locked=True)
        await expect(on.client.get_partial_messageable(thread.id).send("halo"), 400, 50083)
        message = await on.there.send("halo")
        await message.delete()
        await expect(message.edit(content="hai", allowed_mentions=HUSHED), 404, 10008)
        other = await on.server.say(on.channel, on.user, "punyaku")
        await expect(on.there.get_partial_message(other.id).edit(content="punyamu"), 403, 50005)
        there = on.there
        await on.server.remove(on.channel)
        await expect(there.send("halo"), 404, 10003)

    play(scene)


def test_guilds_come_and_go() -> None:
    """Joined, lost in an outage, found again, left."""

    async def scene(on: Stage) -> None:
        guild = on.server.add_guild("baru", joined=False)
        for act, event in (
            (on.server.announce, "guild_join"),
            (on.server.lose, "guild_unavailable"),
            (on.server.announce, "guild_available"),
            (on.server.kick, "guild_remove"),
        ):
            told = asyncio.ensure_future(on.client.wait_for(event))
            await asyncio.sleep(0)
            await act(guild)
            assert (await within(told)).id == guild.id

    play(scene)


def test_a_forum_takes_posts() -> None:
    """With their first message, whose id is the post's."""

    async def scene() -> None:
        server = DiscordServer()
        async with stage(server) as on:
            forum = server.add_channel(on.guild, "tanya", Kind.FORUM)
            told = asyncio.ensure_future(on.client.wait_for("guild_available"))
            await asyncio.sleep(0)
            await server.announce(on.guild)
            await within(told)
            there = on.client.get_channel(forum.id)
            assert isinstance(there, discord.ForumChannel)
            post = await there.create_thread(name="Hari ini", content="1918", allowed_mentions=HUSHED)
            assert post.thread.id == post.message.id
            assert [each.text for each in server.messages(on.guild.channel("Hari ini"))] == ["1918"]
            assert [each.id for each in await on.client.guilds[0].active_threads()] == [post.thread.id]
            await expect(on.client.get_partial_messageable(forum.id).send("x"), 400, 50008)
            forum.flags = 1 << 4
            await expect(there.create_thread(name="x", content="y", allowed_mentions=HUSHED), 400, 40067)
            assert server.violations == []

    asyncio.run(scene())


def test_history_is_read_from_a_point() -> None:
    """Newest first, or oldest first after a message; the bot's own texts are readable."""

    async def scene(on: Stage) -> None:
        first = await on.there.send("satu")
        await on.server.say(on.channel, on.user, "rahasia")
        await on.there.send("dua")
        assert [each.content async for each in on.there.history(limit=2)] == ["dua", ""]
        after = [each.content async for each in on.there.history(after=first, oldest_first=True)]
        assert after == ["", "dua"]
        await on.server.permit(on.channel, deny=Permission.READ_MESSAGE_HISTORY)
        assert [each async for each in on.there.history()] == []

    play(scene)
