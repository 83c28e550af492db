"""A real discord.py client on the loopback Discord: what it hears, sends and is answered."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord
import pytest

from tests.servers.discord import Callback, Did, DiscordServer, Intent
from tests.servers.discord_play import HUSHED, INTENTS, Stage, counting, expect, play, stage, within


def test_a_client_gets_ready_with_its_guilds() -> None:
    """HELLO, IDENTIFY, READY and GUILD_CREATE as discord.py wants them."""

    async def scene(on: Stage) -> None:
        assert [guild.name for guild in on.client.guilds] == ["kelas"]
        assert [channel.name for channel in on.client.guilds[0].text_channels] == ["umum"]
        assert on.client.guilds[0].preferred_locale is discord.Locale.indonesian
        assert (on.server.gateway.connections, on.server.gateway.identifies) == (1, 1)
        assert on.server.violations == []

    play(scene)


@pytest.mark.parametrize(
    ("text", "fields", "heard"),
    [
        ("halo", {"mentions_bot": True}, "<@1001> halo"),
        ("rahasia", {}, ""),
    ],
)
def test_content_is_withheld_unless_the_bot_is_mentioned(
    text: str, fields: dict[str, Any], heard: str
) -> None:
    """Without MESSAGE_CONTENT, as this bot is."""

    async def scene(on: Stage) -> None:
        await on.server.say(on.channel, on.user, text, **fields)
        message = await on.client.hear()
        assert message.content == heard
        assert isinstance(message.author, discord.Member)

    play(scene)


@pytest.mark.parametrize(("ping", "heard"), [(True, "siapa?"), (False, "")])
def test_a_reply_is_readable_when_it_pings(ping: bool, heard: str) -> None:  # noqa: FBT001  # a table
    """A reply to the bot's own message."""

    async def scene(on: Stage) -> None:
        await on.there.send("tanya saja")
        (own,) = on.server.messages(on.channel)
        await on.server.say(on.channel, on.user, "siapa?", reply_to=own, ping=ping)
        message = await on.client.hear()
        assert message.content == heard
        assert message.reference is not None
        assert message.reference.message_id == own.id

    play(scene)


def test_content_is_readable_with_the_intent() -> None:
    """When it is granted, and asked for."""

    async def scene() -> None:
        server = DiscordServer()
        server.gateway.privileged = Intent.MESSAGE_CONTENT
        intents = discord.Intents(INTENTS.value)
        intents.message_content = True
        async with stage(server, intents=intents) as on:
            await on.server.say(on.channel, on.user, "rahasia")
            assert (await on.client.hear()).content == "rahasia"

    asyncio.run(scene())


def test_direct_messages_are_readable_and_answered() -> None:
    """In both directions, opened by the bot or by the user."""

    async def scene(on: Stage) -> None:
        direct = on.server.dm(on.user)
        await on.server.say(direct, on.user, "halo")
        message = await on.client.hear()
        assert message.content == "halo"
        await message.channel.send("hai")
        user = await on.client.fetch_user(on.user.id)
        await user.send("lagi")
        assert [each.text for each in on.server.messages(direct)] == ["halo", "hai", "lagi"]

    play(scene)


def test_edits_and_deletions_are_told() -> None:
    """MESSAGE_UPDATE and MESSAGE_DELETE."""

    async def scene(on: Stage) -> None:
        message = await on.server.say(on.channel, on.user, "halo", mentions_bot=True)
        await on.client.hear()
        edited = asyncio.ensure_future(on.client.wait_for("raw_message_edit"))
        deleted = asyncio.ensure_future(on.client.wait_for("raw_message_delete"))
        await asyncio.sleep(0)
        await on.server.edit(message, "<@1001> apa kabar")
        await on.server.delete(message)
        assert (await within(edited)).data["content"] == "<@1001> apa kabar"
        assert (await within(deleted)).message_id == message.id

    play(scene)


@pytest.mark.parametrize("public", [True, False])
def test_a_command_is_deferred_then_answered(public: bool) -> None:  # noqa: FBT001  # a table
    """The first follow-up completes the deferred message, which keeps its readers."""

    async def scene(on: Stage) -> None:
        given: dict[str, Any] = {"question": "kapan?", "public": public}
        interaction = await on.server.command(on.user, on.channel, "ask", given, locale="id")
        response = await interaction.answered()
        assert (response.type, response.deferred) == (Callback.DEFERRED_MESSAGE, True)
        assert response.text == "id: kapan?"
        assert response.ephemeral is not public
        assert response.followups == []
        assert response.delay is not None
        assert response.answered_after is not None
        assert response.delay <= response.answered_after
        assert on.server.messages(on.channel) == [response.message]
        assert on.server.violations == []

    play(scene)


def test_ephemeral_messages_are_for_the_asker_alone() -> None:
    """They are not in the channel for anybody else, the bot included."""

    async def scene(on: Stage) -> None:
        given: dict[str, Any] = {"question": "kapan?", "public": False}
        interaction = await on.server.command(on.user, on.channel, "ask", given)
        message = (await interaction.answered()).message
        assert message is not None
        assert message.visible_to is on.user
        with pytest.raises(discord.NotFound, match="10008"):
            await on.there.fetch_message(message.id)
        assert [each async for each in on.there.history()] == []

    play(scene)


def test_choices_are_offered_while_typing() -> None:
    """Autocomplete."""

    async def scene(on: Stage) -> None:
        choices = await on.server.autocomplete(
            on.user, on.channel, "ask", {"question": "kap"}, focused="question"
        )
        assert [choice["value"] for choice in choices] == ["kapan", "kapital"]

    play(scene)


def test_a_button_without_state_in_the_bot_is_found_by_its_id() -> None:
    """Components V2, a DynamicItem, and a change in place, twice."""

    async def scene(on: Stage) -> None:
        shown = await (await on.server.command(on.user, on.channel, "quiz start", {"rounds": 3})).answered()
        assert shown.message is not None
        for count in (4, 5):
            pressed = await on.server.press(on.user, shown.message, shown.message.custom_id("Again"))
            assert (await pressed.answered()).type is Callback.UPDATE
            assert shown.message.text == f"count {count}"
        assert on.server.violations == []

    play(scene)


def test_a_form_is_shown_filled_in_and_answered() -> None:
    """A modal of labels with a text and a choice."""

    async def scene(on: Stage) -> None:
        shown = await on.server.command(on.user, on.channel, "report")
        assert (await shown.answered()).type is Callback.MODAL
        sent = await on.server.submit(on.user, shown, {"what": "tahun", "kind": "date"})
        assert sent.type is Did.MODAL
        assert (await sent.answered()).text == "date: tahun"
        assert sent.response.ephemeral
        with pytest.raises(LookupError, match="no fields"):
            await on.server.submit(on.user, shown, {"whatever": "x"})
        with pytest.raises(ValueError, match="characters"):
            await on.server.submit(on.user, shown, {"what": "x" * 51, "kind": "date"})
        with pytest.raises(ValueError, match="is one of"):
            await on.server.submit(on.user, shown, {"what": "x", "kind": "colour"})

    play(scene)


def test_a_context_menu_carries_the_text_of_the_message() -> None:
    """Without any intent to read it."""

    async def scene(on: Stage) -> None:
        claim = await on.server.say(on.channel, on.user, "Iwami tiba 1917")
        interaction = await on.server.context_menu(on.user, "Check this claim", claim)
        assert (await interaction.answered()).text == "Iwami tiba 1917"

    play(scene)


def test_a_command_works_where_the_bot_is_no_member() -> None:
    """Installed by the user."""

    async def scene(on: Stage) -> None:
        elsewhere = on.server.add_guild("lain", channels=["obrolan"], joined=False)
        channel = elsewhere.channel("obrolan")
        interaction = await on.server.command(on.user, channel, "ask", {"question": "siapa?"})
        assert (await interaction.answered()).text == "en-US: siapa?"
        with pytest.raises(ValueError, match="cannot be installed by users"):
            await on.server.command(on.user, channel, "report")
        with pytest.raises(discord.Forbidden):
            await on.client.get_partial_messageable(channel.id).send("halo")

    play(scene)


@pytest.mark.parametrize(
    ("name", "given", "error"),
    [
        ("nothing", {}, LookupError),
        ("ask", {}, ValueError),
        ("ask", {"question": 1}, ValueError),
        ("ask", {"question": "x", "colour": "red"}, LookupError),
        ("quiz", {}, ValueError),
        ("quiz start", {"rounds": 11}, ValueError),
    ],
)
def test_users_can_do_only_what_commands_allow(
    name: str, given: dict[str, Any], error: type[Exception]
) -> None:
    """Discord's own client would not let them either."""

    async def scene(on: Stage) -> None:
        with pytest.raises(error):
            await on.server.command(on.user, on.channel, name, given)

    play(scene)


def test_files_go_both_ways() -> None:
    """Uploaded by a user and by the bot, and downloaded again."""

    async def scene(on: Stage) -> None:
        pack = on.server.upload("paket.yaml", b"facts: []")
        await on.server.say(on.channel, on.user, "ini", mentions_bot=True, files=[pack])
        (attachment,) = (await on.client.hear()).attachments
        assert await attachment.read() == b"facts: []"
        sent = await on.there.send(
            "ini", file=discord.File(io.BytesIO(b"a;b"), "nilai.csv", description="Nilai")
        )
        assert await sent.attachments[0].read() == b"a;b"
        kept = on.server.messages(on.channel)[-1].attachments[0]
        assert (kept.filename, kept.content, kept.description) == ("nilai.csv", b"a;b", "Nilai")
        picture = discord.ui.LayoutView(timeout=None)
        picture.add_item(
            discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://x.png", description="Peta"))
        )
        await on.there.send(view=picture, file=discord.File(io.BytesIO(b"png"), "x.png"))
        (gallery,) = on.server.messages(on.channel)[-1].components
        assert gallery["items"][0]["media"]["url"].endswith("/x.png")

    play(scene)


def test_the_same_nonce_brings_back_the_first_message() -> None:
    """Within the window; one nonce must not serve two texts; a deleted message is unknown."""

    async def scene(on: Stage) -> None:
        first = await on.there.send("hari ini", nonce="abc")
        again = await on.there.send("hari ini", nonce="abc")
        assert again.id == first.id
        assert on.server.violations == []
        assert (await on.there.send("besok", nonce="abc")).content == "hari ini"
        assert [violation.kind for violation in on.server.violations] == ["nonce"]
        on.server.clock.advance(on.server.platform.nonce_window + 1)
        later = await on.there.send("hari ini", nonce="abc")
        assert later.id != first.id
        await later.delete()
        await expect(on.there.send("hari ini", nonce="abc"), 404, 10008)
        await expect(on.there.send("hari ini", nonce="x" * 26), 400, 50035)

    play(scene)


def test_a_message_may_become_one_of_components_but_not_back() -> None:
    """Without content, which has to be taken away."""

    async def scene(on: Stage) -> None:
        message = await on.there.send("halo")
        await expect(message.edit(view=counting(1), allowed_mentions=HUSHED), 400, 50035)
        await message.edit(content=None, view=counting(1), allowed_mentions=HUSHED)
        assert on.server.messages(on.channel)[0].text == "count 1"
        await expect(message.edit(content="halo", view=None, allowed_mentions=HUSHED), 400, 50035)

    play(scene)


def test_a_bot_that_could_ping_is_found_out() -> None:
    """By what it sent without a rule on mentions, and by whom that pinged."""

    async def scene(on: Stage) -> None:
        await on.there.send(f"@everyone {on.user.mention}")
        assert on.server.messages(on.channel)[-1].pings == frozenset()
        assert on.server.violations == []
        await on.there.send(f"@everyone {on.user.mention}", allowed_mentions=discord.AllowedMentions.all())
        assert on.server.messages(on.channel)[-1].pings == {"everyone", str(on.user.id)}
        assert [violation.kind for violation in on.server.violations] == ["ping"]

    play(scene)
