"""Channels: commands of those who may post there are heard, and nothing else that is posted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from adapters.telegram.places import PLATFORM
from bot.blocks import Action, Audience, Reply
from bot.seam import Command, Place, Press, Question, Right
from tests.adapters.telegram.stage import Memory, Script, play, said, stage
from tests.servers.telegram import TelegramServer

if TYPE_CHECKING:
    from bot.seam import Event
    from tests.servers.telegram import Chat, Message

PANEL = said(
    "pengaturan kiriman " * 20,
    actions=(Action("Jeda", "announce:pause:3"),),
    audience=Audience.ASKER,
)


def place(channel: Chat) -> Place:
    """A channel as a place."""
    return Place(PLATFORM, str(channel.id), str(channel.id))


def start(message: Message) -> str:
    """What the button that leads to the private chat begins it with."""
    found = re.search(r"start=([A-Za-z0-9_-]{1,64})$", message.buttons[0]["url"])
    assert found is not None
    return found[1]


@pytest.mark.parametrize("typed", ["/ask kapan?", "/ask@babad_bot kapan?"])
def test_a_command_in_a_channel_is_given_by_whoever_may_post_there(typed: str) -> None:
    """Telegram does not tell who it is; the answer is posted in the channel."""

    async def scene() -> None:
        async with stage() as scene:
            channel = scene.server.add_channel("Sejarah hari ini")
            await scene.server.say(channel, None, typed)
            answer = await scene.server.next_message(channel)
            command = scene.script.last(Command)
            assert (command.name, command.place) == ("ask", place(channel))
            assert command.member.user == str(channel.id)
            assert command.member.rights == {Right.MANAGE}
            assert answer.text == "echo: ask"

    play(scene())


@pytest.mark.parametrize(
    "post", ["Kapan Proklamasi dibacakan?", "/ask@other_bot kapan?", "/unknown", "Halo @lain", "1945"]
)
def test_what_is_posted_for_readers_is_not_heard(post: str) -> None:
    """Nor what was forwarded from elsewhere, nor a file."""

    async def scene() -> None:
        async with stage() as scene:
            channel = scene.server.add_channel("Sejarah hari ini")
            await scene.server.say(channel, None, post)
            origin = {"type": "hidden_user", "sender_user_name": "Siti", "date": 1}
            forwarded = {"text": "/ask kapan?", "forward_origin": origin}
            scene.server._send(channel, None, forwarded, None, None)
            await scene.server.upload(channel, None, "paket.yaml", b"pack: x", caption="/ask")
            await scene.settled()
            assert not scene.script.events
            assert not scene.server.replies(channel)

    play(scene())


def test_a_question_that_names_the_bot_is_answered() -> None:
    """It was said to the bot in front of all readers."""

    async def scene() -> None:
        async with stage() as scene:
            channel = scene.server.add_channel("Sejarah hari ini")
            await scene.server.say(channel, None, "@babad_bot kapan Proklamasi?")
            assert (await scene.server.next_message(channel)).text == "echo: kapan Proklamasi?"
            assert scene.script.last(Question).addressed

    play(scene())


def panel(event: Event) -> Reply:
    """Answer everything aside."""
    return PANEL if isinstance(event, Command) else said("dijeda", audience=Audience.ASKER)


def test_a_panel_asked_for_in_a_channel_is_fetched_in_private() -> None:
    """By those who manage the channel, and its buttons act there; what was done is not done again."""

    async def scene() -> None:
        async with stage(Script(panel)) as scene:
            siti = scene.server.add_user("Siti")
            channel, chat = scene.server.add_channel("Sejarah hari ini"), scene.server.private(siti)
            scene.server.join(channel, siti, admin=True)
            await scene.server.say(channel, None, "/settings zone WITA")
            pointer = await scene.server.next_message(channel)
            assert "pengaturan" not in pointer.text
            for _ in range(2):
                await scene.server.say(chat, siti, f"/start {start(pointer)}")
                fetched = await scene.server.next_message(chat)
            await scene.server.press(siti, fetched, f"announce:pause:3@{channel.id}")
            await scene.settled()
            assert [one.member.user for one in scene.script.all(Command)] == [str(channel.id)]
            press = scene.script.last(Press)
            assert (press.action, press.place) == ("announce:pause:3", place(channel))
            assert press.member.rights == {Right.MANAGE}

    play(scene())


@pytest.mark.parametrize("admin", [True, False])
def test_a_link_to_a_panel_gives_nobody_rights(admin: bool) -> None:  # noqa: FBT001  # of the table
    """Who follows it in another process, or does not manage the channel, asks anew as who they are there."""

    async def scene() -> None:
        memory = Memory()
        async with TelegramServer() as server:
            siti = server.add_user("Siti")
            channel, chat = server.add_channel("Sejarah hari ini"), server.private(siti)
            server.join(channel, siti, admin=admin)
            async with stage(Script(panel), server=server, notebook=memory) as scene:
                await server.say(channel, None, "/settings")
                pointer = await server.next_message(channel)
                if not admin:
                    await server.say(chat, siti, f"/start {start(pointer)}")
                    await server.next_message(chat)
                    command = scene.script.last(Command)
            if admin:
                async with stage(Script(panel), server=server, notebook=memory) as scene:
                    await server.say(chat, siti, f"/start {start(pointer)}")
                    await server.next_message(chat)
                    command = scene.script.last(Command)
            assert (command.name, command.place) == ("settings", place(channel))
            assert command.member.user == str(siti.id)
            assert command.member.rights == ({Right.MANAGE} if admin else set())

    play(scene())


def test_what_waits_for_a_member_is_for_them_alone() -> None:
    """An administrator of the group asks anew with another's link, and learns nothing of theirs."""

    async def scene() -> None:
        async with stage(Script(panel)) as scene:
            siti, ratna = scene.server.add_user("Siti"), scene.server.add_user("Ratna")
            group = scene.server.add_group("Kelas XI", admins=[ratna], members=[siti])
            await scene.server.say(group, siti, "/mydata")
            pointer = await scene.server.next_message(group)
            for who in (siti, ratna):
                chat = scene.server.private(who)
                await scene.server.say(chat, who, f"/start {start(pointer)}")
                await scene.server.next_message(chat)
            asked = [one.member.user for one in scene.script.all(Command)]
            assert asked == [str(siti.id), str(ratna.id)]

    play(scene())


def test_whoever_is_not_in_the_channel_does_nothing_there_by_a_link() -> None:
    """What they do happens in their own chat."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            channel, chat = scene.server.add_channel("Kanal"), scene.server.private(siti)
            await scene.server.say(chat, siti, f"/start g{-channel.id}-awhy_-")
            await scene.server.next_message(chat)
            assert scene.script.last(Press).place.private

    play(scene())


def test_a_button_under_a_post_is_pressed_with_the_rights_in_the_channel() -> None:
    """An administrator's press is one; the answer is for them alone."""

    async def scene() -> None:
        async with stage(Script(lambda _: said("Dijeda.", audience=Audience.ASKER))) as scene:
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi")
            channel = scene.server.add_channel("Kanal")
            scene.server.join(channel, siti, admin=True)
            scene.server.join(channel, budi)
            stop = Action("Hentikan", "announce:stop:3")
            await scene.adapter.send(place(channel), said("hari ini", actions=(stop,)), "key")
            post = await scene.server.next_message(channel)
            for who, rights in ((siti, {Right.MANAGE}), (budi, set())):
                answer = await scene.server.press(who, post, stop.action)
                assert (answer.text, answer.show_alert) == ("Dijeda.", True)
                press = scene.script.last(Press)
                assert press.place == place(channel)
                assert press.member.rights == rights
            assert len(scene.server.replies(channel)) == 1

    play(scene())
