"""Responses to interactions, options of every kind, and threads, on the loopback Discord."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from tests.servers.discord import Callback, DiscordServer, Intent, Permission
from tests.servers.discord_play import HUSHED, INTENTS, Stage, play, stage, within

if TYPE_CHECKING:
    from collections.abc import Callable


async def teach(on: Stage, callback: Callable[..., Any]) -> None:
    """Register one more command."""
    on.client.tree.add_command(app_commands.Command(name="more", description="More", callback=callback))
    await on.client.tree.sync()


def test_responses_are_read_edited_and_deleted() -> None:
    """The original and a follow-up; what was deleted is unknown and not made again."""

    async def more(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("satu")
        second = await interaction.followup.send("dua", wait=True)
        await second.edit(content="tiga", allowed_mentions=HUSHED)
        original = await interaction.original_response()
        assert original.content == "satu"
        await interaction.edit_original_response(content="nol", allowed_mentions=HUSHED)
        await second.delete()
        await interaction.delete_original_response()
        with pytest.raises(discord.NotFound, match="10008"):
            await interaction.edit_original_response(content="lagi", allowed_mentions=HUSHED)
        await interaction.followup.send("selesai")

    async def scene(on: Stage) -> None:
        await teach(on, more)
        interaction = await on.server.command(on.user, on.channel, "more")
        await on.server.until(lambda: len(interaction.response.followups) == 2)
        assert interaction.response.edits == 2
        assert [message.text for message in on.server.messages(on.channel)] == ["selesai"]
        assert on.server.violations == []

    play(scene)


def test_follow_ups_are_few_where_the_bot_is_no_member() -> None:
    """Five, then 40094."""
    refused: list[int] = []
    done = asyncio.Event()

    @app_commands.allowed_installs(users=True)
    async def more(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("nol")
        for number in range(6):
            try:
                await interaction.followup.send(str(number))
            except discord.HTTPException as error:
                refused.append(error.code)
        done.set()

    async def scene(on: Stage) -> None:
        await teach(on, more)
        elsewhere = on.server.add_guild("lain", joined=False)
        interaction = await on.server.command(on.user, elsewhere.channel("general"), "more")
        await within(done.wait())
        assert len(interaction.response.followups) == 5
        assert refused == [40094]

    play(scene)


def test_options_of_every_kind_reach_the_bot() -> None:
    """Users, channels, roles, files, numbers and truths, in a direct message too."""
    seen: list[Any] = []

    async def more(  # noqa: PLR0913, PLR0917  # one of each kind
        interaction: discord.Interaction,
        who: discord.User,
        where: discord.TextChannel | None,
        role: discord.Role | None,
        file: discord.Attachment,
        number: float,
        sure: bool,  # noqa: FBT001  # a command's option
    ) -> None:
        names = [where and where.name, role and role.name]
        seen.append((interaction.context.dm_channel, who.name, *names, await file.read(), number, sure))
        await interaction.response.send_message("ya", ephemeral=True)

    async def scene(on: Stage) -> None:
        await teach(on, more)
        guild = on.server.add_guild("dua", roles={"guru": Permission.MANAGE_GUILD})
        await on.server.announce(guild)
        file = on.server.upload("paket.yaml", b"facts")
        given: dict[str, Any] = {"who": on.user, "file": file, "number": 1.5, "sure": True}
        here = {**given, "where": guild.channel("general"), "role": guild.role("guru")}
        await (await on.server.command(on.user, guild.channel("general"), "more", here)).answered()
        await (await on.server.command(on.user, on.server.dm(on.user), "more", given)).answered()
        assert seen == [
            (False, "budi", "general", "guru", b"facts", 1.5, True),
            (True, "budi", None, None, b"facts", 1.5, True),
        ]
        with pytest.raises(ValueError, match="takes"):
            await on.server.command(on.user, on.channel, "more", {**given, "who": "budi"})

    play(scene)


def test_selects_are_chosen_from_and_may_be_out_of_reach() -> None:
    """Disabled, not there, or on a message that somebody else sees."""
    chosen: list[list[str]] = []

    class Era(ui.Select[Any]):
        async def callback(self, interaction: discord.Interaction) -> None:
            chosen.append(self.values)
            await interaction.response.defer()
            await interaction.edit_original_response(content="terpilih", allowed_mentions=HUSHED)

    async def more(interaction: discord.Interaction) -> None:
        view = ui.View(timeout=None)
        view.add_item(
            Era(custom_id="era", options=[discord.SelectOption(label=era) for era in ("1918", "1945")])
        )
        view.add_item(ui.Button(label="Mati", custom_id="off", disabled=True))
        await interaction.response.send_message("pilih", view=view, ephemeral=True)

    async def scene(on: Stage) -> None:
        await teach(on, more)
        message = (await (await on.server.command(on.user, on.channel, "more")).answered()).message
        assert message is not None
        response = await (await on.server.press(on.user, message, "era", ["1918"])).answered()
        assert (response.type, response.text) == (Callback.DEFERRED_UPDATE, "terpilih")
        assert chosen == [["1918"]]
        with pytest.raises(ValueError, match="disabled"):
            await on.server.press(on.user, message, "off")
        with pytest.raises(LookupError, match="not among"):
            await on.server.press(on.user, message, "gone")
        with pytest.raises(ValueError, match="does not see"):
            await on.server.press(on.server.add_user("sari"), message, "era", ["1918"])
        with pytest.raises(ValueError, match="is one of"):
            await on.server.press(on.user, message, "era", ["1970"])

    play(scene)


def test_commands_are_shown_to_those_who_may_use_them() -> None:
    """By default permissions, by roles, and by the right to use commands at all."""

    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def more(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(str(interaction.permissions.manage_guild), ephemeral=True)

    async def scene(on: Stage) -> None:
        await teach(on, more)
        guild = on.server.add_guild("dua", roles={"guru": Permission.MANAGE_GUILD})
        await on.server.announce(guild)
        with pytest.raises(ValueError, match="lacks permissions"):
            await on.server.command(on.user, guild.channel("general"), "more")
        on.server.join(guild, on.user, "guru")
        interaction = await on.server.command(on.user, guild.channel("general"), "more")
        assert (await interaction.answered()).text == "True"
        with pytest.raises(ValueError, match="context 1"):
            await on.server.command(on.user, on.server.dm(on.user), "more")
        guild.everyone &= ~Permission.USE_APPLICATION_COMMANDS
        with pytest.raises(ValueError, match="may not use commands"):
            await on.server.command(on.user, guild.channel("general"), "more")

    play(scene)


def test_threads_are_opened_woken_and_locked() -> None:
    """From a message or alone; the permission to manage them is asked for."""

    async def scene(on: Stage) -> None:
        message = await on.there.send("halo")
        thread = await message.create_thread(name="utas")
        assert thread.id == message.id
        other = await on.there.create_thread(name="lain", type=discord.ChannelType.public_thread)
        await other.join()
        await other.send("hai")
        kept = on.guild.channel("lain")
        kept.archived = True
        await other.edit(archived=False)
        assert not kept.archived
        with pytest.raises(discord.Forbidden, match="50013"):
            await other.edit(locked=True)
        async with other.typing():
            pass
        fetched = await on.client.fetch_channel(other.id)
        assert isinstance(fetched, discord.Thread)
        assert fetched.name == "lain"

    play(scene)


def test_members_are_sent_on_demand() -> None:
    """With the intent to know them, when it was granted; and one at a time without."""

    async def scene() -> None:
        server = DiscordServer()
        server.gateway.privileged = Intent.GUILD_MEMBERS
        intents = discord.Intents(INTENTS.value)
        intents.members = True
        async with stage(server, intents=intents, chunk_guilds_at_startup=False) as on:
            server.join(on.guild, on.user)
            there = on.client.guilds[0]
            assert {member.name for member in await there.chunk()} == {"babad", "budi"}
            assert (await there.fetch_member(on.user.id)).name == "budi"
            with pytest.raises(discord.NotFound, match="10007"):
                await there.fetch_member(5)
            assert (await on.client.fetch_guild(on.guild.id, with_counts=False)).name == "kelas"
            assert [channel.name for channel in await there.fetch_channels()] == ["umum"]

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("POST channels/{channel}/messages", b"{", 400, 50109),
        ("POST channels/{channel}/messages", b'{"content":""}', 400, 50006),
        ("POST channels/x/messages", b"{}", 400, 50035),
        ("POST channels/5/messages", b'{"content":"x"}', 404, 10003),
        ("GET nowhere", None, 404, 0),
        ("GET users/5", None, 404, 10013),
        ("GET guilds/5", None, 404, 10004),
        ("PUT applications/5/commands", b"[]", 403, 50001),
        ("PUT applications/1001/guilds/5/commands", b"[]", 403, 50001),
        ("DELETE applications/1001/commands/5", None, 404, 10063),
        ("POST interactions/5/x/callback", b"{}", 404, 10062),
        ("POST webhooks/1001/x", b"{}", 404, 10015),
        ("POST channels/{channel}/messages", b"x" * (26 << 20), 413, 40005),
    ],
)
def test_requests_that_make_no_sense_are_refused(
    path: str, body: bytes | None, status: int, code: int
) -> None:
    """With Discord's status and code, as JSON."""

    async def scene() -> None:
        async with DiscordServer() as server, aiohttp.ClientSession() as http:
            channel = server.add_guild().channel("general")
            method, _, rest = path.format(channel=channel.id).partition(" ")
            headers = {"Authorization": f"Bot {server.token}", "Content-Type": "application/json"}
            data = None if body is None else io.BytesIO(body)
            async with http.request(
                method, f"{server.rest_url}/{rest}", data=data, headers=headers
            ) as answer:
                assert answer.headers["Content-Type"] == "application/json"
                assert (answer.status, (await answer.json())["code"]) == (status, code)

    asyncio.run(scene())
