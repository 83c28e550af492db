"""Updates that are no messages: membership, votes, moves, and everything that comes twice."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from adapters.telegram.places import PLATFORM
from bot.blocks import Quiz, Reply
from bot.delivery import Migrated, Sent
from bot.seam import Change, Event, Membership, Place, Press, Question, Vote
from tests.adapters.telegram.stage import Memory, Script, play, said, stage
from tests.servers.telegram import Chat, TelegramServer

QUIZ = Reply((Quiz("Kapan Iwami tiba?", ("1918", "1945"), 0),))


def place(chat: Chat) -> Place:
    """A group or channel of the server as a place."""
    return Place(PLATFORM, str(chat.id), str(chat.id))


def test_the_bot_tells_of_its_own_coming_and_going() -> None:
    """In groups and channels; the reply to its coming is posted there."""

    async def scene() -> None:
        script = Script(lambda event: said("halo") if getattr(event, "change", "") == Change.ADDED else None)
        async with stage(script) as scene:
            siti = scene.server.add_user("Siti", language_code="id")
            group = scene.server.add_group("Kelas XI", admins=[siti])
            channel = scene.server.add_channel("Kanal")
            await scene.server.kick(group, by=siti)
            await scene.server.add(group, by=siti)
            assert (await scene.server.next_message(group)).text == "halo"
            await scene.server.kick(channel, by=siti)
            await scene.server.add(channel, by=siti)
            assert (await scene.server.next_message(channel)).text == "halo"
            changes = [(one.place.chat, one.change) for one in script.all(Membership)]
            assert changes == [
                (str(group.id), Change.REMOVED),
                (str(group.id), Change.ADDED),
                (str(channel.id), Change.REMOVED),
                (str(channel.id), Change.ADDED),
            ]
            assert script.all(Membership)[0].member.user == str(siti.id)

    play(scene())


def test_a_change_of_rights_is_no_coming_or_going() -> None:
    """Promoted or restricted, the bot stays where it is."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", admins=[siti])
            await scene.server.promote(group, by=siti)
            await scene.server.restrict(group, by=siti)
            await scene.settled()
            assert not scene.script.events

    play(scene())


def test_being_blocked_is_told_and_being_unblocked_is_not() -> None:
    """Whoever unblocks the bot starts it at once."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            await scene.server.block(siti)
            await scene.server.unblock(siti)
            await scene.server.say(chat, siti, "/start")
            await scene.server.next_message(chat)
            (gone,) = scene.script.all(Membership)
            assert (gone.change, gone.place.private) == (Change.REMOVED, True)

    play(scene())


def test_votes_come_with_the_reference_of_their_quiz_even_after_a_restart() -> None:
    """Polls are known by ids of their own; the notebook leads back to the post."""

    async def scene() -> None:
        memory = Memory()
        async with TelegramServer() as server:
            siti = server.add_user("Siti")
            group = server.add_group("Kelas XI", forum=True, members=[siti])
            topic = await server.add_topic(group, siti, "Kuis")
            here = Place(PLATFORM, str(group.id), str(group.id), str(topic.id))
            async with stage(server=server, notebook=memory) as scene:
                sent = await scene.adapter.send(here, QUIZ, "quiz-1")
                assert isinstance(sent, Sent)
                quiz = await server.next_message(group)
            async with stage(server=server, notebook=memory) as scene:
                await server.vote(siti, quiz, [1])
                await scene.settled()
                vote = scene.script.last(Vote)
                assert (vote.poll, vote.choices, vote.place) == (sent.ref, (1,), here)
                assert vote.member.user == str(siti.id)

    play(scene())


def test_a_quiz_in_a_private_chat_votes_there() -> None:
    """And without the store votes are lost, no more."""

    async def scene() -> None:
        memory = Memory()
        async with stage(notebook=memory) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            here = Place(PLATFORM, f"user:{siti.id}", str(siti.id), private=True)
            await scene.adapter.send(here, QUIZ, "one")
            await scene.server.vote(siti, await scene.server.next_message(chat), [0])
            await scene.settled()
            assert scene.script.last(Vote).place == here
            memory.broken = True
            assert isinstance(await scene.adapter.send(here, QUIZ, "two"), Sent)
            await scene.server.vote(siti, await scene.server.next_message(chat), [0])
            await scene.settled()
            assert len(scene.script.all(Vote)) == 1

    play(scene())


def test_a_quiz_in_a_channel_is_anonymous() -> None:
    """Telegram takes no other there."""

    async def scene() -> None:
        async with stage() as scene:
            channel = scene.server.add_channel("Kanal")
            assert isinstance(await scene.adapter.send(place(channel), QUIZ, "one"), Sent)
            assert (await scene.server.next_message(channel)).content["poll"]["is_anonymous"]

    play(scene())


def test_an_update_delivered_again_is_dropped() -> None:
    """Known by its number, however far the numbers jump."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            delivered: list[dict[str, Any]] = []
            await scene.server.say(chat, siti, "kapan?")
            delivered += scene.server.updates._pending
            await scene.server.next_message(chat)
            await scene.settled()
            scene.server.updates.repeat(delivered[0])
            scene.server.updates.skip(-1_000)
            await scene.server.say(chat, siti, "siapa?")
            await scene.server.next_message(chat)
            assert [one.text for one in scene.script.all(Question)] == ["kapan?", "siapa?"]

    play(scene())


def test_a_member_is_answered_in_order_and_others_meanwhile() -> None:
    """Each in their own chat; the first's second question waits for the first."""

    async def scene() -> None:
        async with stage() as scene:
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi")
            one, other = scene.server.private(siti), scene.server.private(budi)
            for number in range(5):
                await scene.server.say(one, siti, f"a{number}")
                await scene.server.say(other, budi, f"b{number}")
            await scene.settled()
            assert [said.text for said in scene.server.replies(one)] == [f"echo: a{at}" for at in range(5)]
            assert [said.text for said in scene.server.replies(other)] == [f"echo: b{at}" for at in range(5)]

    play(scene())


def test_f12_a_group_that_moves_is_told_of_once() -> None:
    """By two service messages, and by every call to its old id."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", type="group", admins=[siti])
            moved = await scene.server.migrate(group)
            await scene.settled()
            outcome = await scene.adapter.send(place(group), said("hari ini"), "one")
            assert outcome == Migrated(place(moved))
            told = scene.script.all(Membership)
            assert [(one.change, one.place, one.to) for one in told] == [
                (Change.MIGRATED, place(group), place(moved))
            ]

    play(scene())


def test_f12_what_is_said_after_a_move_waits_until_the_move_is_served() -> None:
    """Else it would be answered without the settings that move."""

    async def scene() -> None:
        script = Script(gate=asyncio.Event())
        async with stage(script) as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", type="group", admins=[siti])
            moved = await scene.server.migrate(group)
            await scene.server.say(moved, siti, "@babad_bot kapan?")
            await scene.server.settled()
            assert [type(event) for event in script.events] == [Membership]
            assert script.gate is not None
            script.gate.set()
            await scene.settled()
            assert [type(event) for event in script.events] == [Membership, Question]

    play(scene())


def test_f12_a_post_that_finds_its_group_moved_says_so_and_is_not_posted_twice() -> None:
    """Whoever sends it posts it to the new place."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", type="group", admins=[siti])
            moved = scene.server.add_group("Kelas XI", admins=[siti])
            group.migrated_to = moved
            first = await scene.adapter.send(place(group), said("hari ini"), "one")
            assert first == Migrated(place(moved))
            assert isinstance(await scene.adapter.send(place(moved), said("hari ini"), "one"), Sent)
            assert len(scene.server.replies(moved)) == 1
            assert len(scene.script.all(Membership)) == 1

    play(scene())


def test_f12_an_answer_follows_its_group() -> None:
    """Posted once, to where the group is now."""

    async def scene() -> None:
        moved: list[Chat] = []

        def answer(event: Event) -> Reply | None:
            if isinstance(event, Question):
                group.migrated_to = moved[0]
            return said("1918") if isinstance(event, Question) else None

        async with stage(Script(answer)) as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", type="group", admins=[siti])
            moved.append(scene.server.add_group("Kelas XI", admins=[siti]))
            await scene.server.say(group, siti, "@babad_bot kapan?")
            assert (await scene.server.next_message(moved[0])).text == "1918"
            (told,) = scene.script.all(Membership)
            assert told.to == place(moved[0])

    play(scene())


@pytest.mark.parametrize("kind", ["message", "callback_query", "my_chat_member"])
def test_f6_an_update_that_cannot_be_read_is_passed_over(kind: str) -> None:
    """Null where something must be: the bot goes on with the next one, and asks for it no more."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            poison = json.loads('{"message_id": null, "chat": {"id": 1}, "from": null, "date": "x"}')
            scene.server.updates.push(kind, poison)
            await scene.server.say(chat, siti, "kapan?")
            assert (await scene.server.next_message(chat)).text == "echo: kapan?"
            await scene.settled()
            assert not scene.server.updates.unconfirmed
            assert not scene.script.all(Press)

    play(scene())
