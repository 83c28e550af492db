"""Groups, forums and channels of the loopback Telegram: who hears what, and where the bot may write."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Forbidden

from tests.servers.telegram import Status, TelegramServer
from tests.servers.telegram.client import bot

if TYPE_CHECKING:
    from collections.abc import Coroutine


def run(scene: Coroutine[Any, Any, None]) -> None:
    """Play a scene in an event loop of its own."""
    asyncio.run(scene)


@pytest.mark.parametrize(
    ("text", "delivered"),
    [
        ("Kapan Iwami tiba?", False),
        ("/tanya kapan", True),
        ("/tanya@babad_bot kapan", True),
        ("/tanya@other_bot kapan", False),
        ("ya /tanya", False),
        ("@babad_bot kapan?", True),
        ("hai @BABAD_BOT", True),
        ("hai @other_bot", False),
    ],
)
def test_privacy_mode_lets_only_what_is_addressed_through(text: str, *, delivered: bool) -> None:
    """In a group; with privacy mode off, and for administrators, everything arrives."""

    async def scene() -> None:
        for server, expected in (
            (TelegramServer(), delivered),
            (TelegramServer(privacy=False), True),
        ):
            siti = server.add_user("Siti")
            group = server.add_group("Kelas XI", members=[siti])
            assert (await server.say(group, siti, text)).delivered is expected
            await server.promote(group)
            assert (await server.say(group, siti, text)).delivered

    run(scene())


def test_replies_to_the_bot_arrive() -> None:
    """And replies to what was said to it; other replies do not."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            group = server.add_group("Kelas XI", members=[siti])
            await client.send_message(group.id, "Pertanyaan hari ini …")
            asked = await server.next_message(group)
            command = await server.say(group, siti, "/tanya")
            chatter = await server.say(group, siti, "halo semua")
            to = asked, command, chatter
            heard = [(await server.say(group, siti, "1918", reply_to=one)).delivered for one in to]
            assert heard == [True, True, False]

    run(scene())


def test_plain_commands_go_to_the_bot_that_spoke_last() -> None:
    """After another bot has spoken, this one no longer gets them."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti, other = server.add_user("Siti"), server.add_user("Other", username="other_bot", is_bot=True)
            group = server.add_group("Kelas XI", members=[siti])
            assert not (await server.say(group, other, "@babad_bot halo")).delivered
            assert not (await server.say(group, siti, "/tanya")).delivered
            await client.send_message(group.id, "halo")
            assert (await server.say(group, siti, "/tanya")).delivered

    run(scene())


def test_a_user_without_a_username_can_be_mentioned() -> None:
    """By a text mention over their name, counted in UTF-16 units."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti, budi = server.add_user("Siti"), server.add_user("Budi")
            await server.say(server.private(siti), siti, "😀 tanya Budi", mentions={"Budi": budi})
            message = (await client.get_updates())[0].message
            assert message
            ((entity, words),) = message.parse_entities().items()
            assert entity.user
            assert (entity.type, entity.user.id, words) == ("text_mention", budi.id, "Budi")

    run(scene())


def test_topics_carry_their_messages() -> None:
    """Messages in a topic reply to its root; the bot answers in the topic by replying."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            forum = server.add_group("Kelas XI", forum=True, admins=[siti])
            topic = await server.add_topic(forum, siti, "Sejarah")
            asked = await server.say(forum, siti, "/tanya", thread=topic)
            assert not (await server.say(forum, siti, "halo semua", thread=topic)).delivered
            created, command = [update.message for update in await client.get_updates()]
            assert created
            assert created.forum_topic_created
            assert command
            assert (command.message_thread_id, command.is_topic_message) == (topic.id, True)
            assert command.reply_to_message
            await client.send_message(forum.id, "ya", reply_parameters=ReplyParameters(asked.id))
            assert (await server.next_message(forum)).thread == topic.id

    run(scene())


def test_topics_can_be_closed_and_vanish() -> None:
    """Then the bot is told so; administrators may still write into closed ones."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            forum = server.add_group("Kelas XI", forum=True, admins=[siti])
            topic = await server.add_topic(forum, siti, "Sejarah")
            await client.send_message(forum.id, "halo", message_thread_id=topic.id)
            await server.close_topic(forum, siti, topic)
            with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
                await client.send_message(forum.id, "halo", message_thread_id=topic.id)
            await server.promote(forum)
            await client.send_message(forum.id, "halo", message_thread_id=topic.id)
            server.delete_topic(forum, topic)
            with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
                await client.send_message(forum.id, "halo", message_thread_id=topic.id)
            assert not server.replies(forum)

    run(scene())


def test_channels_and_anonymous_administrators_speak_without_a_user() -> None:
    """As chats; Telegram fills in an account of its own in groups."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            channel = server.add_channel("Sejarah", username="sejarah_id")
            group = server.add_group("Kelas XI")
            await server.say(channel, None, "/hari")
            await server.say(group, group, "/hari")
            await client.send_message("@sejarah_id", "ya")
            post, anonymous = await client.get_updates()
            assert post.channel_post
            assert post.channel_post.from_user is None
            assert anonymous.message
            assert anonymous.message.from_user
            assert anonymous.message.from_user.username == "GroupAnonymousBot"
            assert anonymous.message.sender_chat
            assert [reply.text for reply in server.replies(channel)] == ["ya"]

    run(scene())


def test_administrators_are_told_from_members() -> None:
    """By what the bot asks of the chat."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti, budi, ani = (server.add_user(name) for name in ("Siti", "Budi", "Ani"))
            group = server.add_group("Kelas XI", admins=[siti, budi], members=[ani])
            ruling = await client.get_chat_administrators(group.id)
            assert [(who.user.id, who.status) for who in ruling] == [
                (siti.id, "creator"),
                (budi.id, "administrator"),
            ]
            assert (await client.get_chat_member(group.id, ani.id)).status == "member"
            assert (await client.get_chat_member(group.id, server.bot.id)).status == "member"
            assert await client.get_chat_member_count(group.id) == 4
            assert (await client.get_chat(group.id)).title == "Kelas XI"

    run(scene())


def test_the_bot_edits_only_its_own_messages_and_deletes_others_as_administrator() -> None:
    """As members of a group may."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            group = server.add_group("Kelas XI", members=[siti])
            said = await server.say(group, siti, "halo")
            with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
                await client.edit_message_text("hai", group.id, said.id)
            with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
                await client.delete_message(group.id, said.id)
            await server.promote(group)
            assert await client.delete_message(group.id, said.id)
            own = await client.send_message(group.id, "halo")
            keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x")]])
            await client.edit_message_reply_markup(group.id, own.message_id, reply_markup=keyboard)
            assert len(server.replies(group)[0].buttons) == 1
            assert await client.delete_messages(group.id, [own.message_id, said.id + 99])
            assert not server.replies(group)

    run(scene())


def test_strangers_and_unknown_chats_cannot_be_written_to() -> None:
    """A user must have started the bot first."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            with pytest.raises(Forbidden, match=r"(?i)can't initiate conversation"):
                await client.send_message(siti.id, "halo")
            with pytest.raises(BadRequest, match=r"(?i)chat not found"):
                await client.send_message(42, "halo")
            with pytest.raises(BadRequest, match=r"(?i)administrator rights"):
                await client.send_message(server.add_channel("Lain", bot=Status.MEMBER).id, "halo")

    run(scene())


def test_a_process_of_its_own_is_steered_over_http() -> None:
    """It tells where it is, obeys verbs and ends when it is told to."""
    command = [sys.executable, "-m", "tests.servers.telegram"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603  # our own command
        assert process.stdout
        addresses = json.loads(process.stdout.readline())

        def steer(verb: str, **arguments: object) -> Any:
            return httpx.post(f"{addresses['control']}{verb}", json=arguments).json()["result"]

        user = steer("add_user", name="Siti")["id"]
        chat = steer("private", user=user)["id"]
        group = steer("add_group", title="Kelas XI")["id"]
        assert not steer("say", chat=group, user=user, text="halo")["delivered"]
        assert steer("flood", messages=[[chat, user, "halo"]] * 3) == 3
        assert steer("stats")["unconfirmed"] == 3
        said = f"{addresses['base_url']}{addresses['token']}/sendMessage?chat_id={chat}&text=ya"
        steer("fault", method="sendMessage", kind="page", status=502)
        for status in (502, 200):
            assert httpx.get(said).status_code == status
        assert [reply["text"] for reply in steer("replies", chat=chat)] == ["ya"]
        (post,) = steer("posts")
        assert (post["chat"], post["text"]) == (chat, "ya")
        assert abs(post["at"] - time.time()) < 60
        assert steer("latencies") == []
        assert not httpx.post(f"{addresses['control']}dance", json={}).json()["ok"]
        updates = httpx.get(f"{addresses['base_url']}{addresses['token']}/getUpdates").json()["result"]
        assert len(updates) == 3
        process.terminate()
        assert process.wait(30) == 0
