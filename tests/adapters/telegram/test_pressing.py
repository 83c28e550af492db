"""Presses: carried out, always answered, and aside when only one may read what they come to."""

from __future__ import annotations

import asyncio
import re

import pytest

from adapters.telegram.places import PLATFORM, group_place
from bot.blocks import Action, Audience, Reply, Span, Text
from bot.seam import Command, Event, Place, Press, Question, Right
from tests.adapters.telegram.stage import Memory, Script, play, said, stage
from tests.servers.telegram import TelegramServer, forbid, reject

BUTTONS = (Action("Mengapa?", "why:"), Action("Hapus", "mydata:erase"))


def menu(event: Event) -> Reply | None:
    """Offer two buttons to whoever asks, and say what was pressed."""
    if isinstance(event, Press):
        return said(f"pressed {event.action}")
    return said("pilih", actions=BUTTONS)


def test_a_press_tells_who_pressed_what_and_whose_question_it_was() -> None:
    """The action comes back unchanged, with the presser's rights."""

    async def scene() -> None:
        async with stage(Script(menu)) as scene:
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi", language_code="id")
            group = scene.server.add_group("Kelas XI", admins=[budi], members=[siti])
            await scene.server.say(group, siti, "@babad_bot kapan?")
            message = await scene.server.next_message(group)
            await scene.server.press(budi, message, "why:")
            assert (await scene.server.next_message(group)).text == "pressed why:"
            press = scene.script.last(Press)
            assert (press.action, press.asker, press.member.user) == ("why:", str(siti.id), str(budi.id))
            assert press.member.rights == {Right.MANAGE}
            assert press.place.chat == str(group.id)

    play(scene())


def test_a_reply_that_replaces_edits_what_was_pressed() -> None:
    """And takes its buttons along; the same text twice is no error."""

    async def scene() -> None:
        def answer(event: Event) -> Reply:
            text = "tetap" if isinstance(event, Press) else "mulai"
            return said(text, actions=BUTTONS, replaces=isinstance(event, Press))

        async with stage(Script(answer)) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "kapan?")
            message = await scene.server.next_message(chat)
            for _ in range(2):
                await scene.server.press(siti, message, "why:")
                await scene.settled()
                scene.adapter._session.updates._duplicates._presses.drop((siti.id, message.id, "why:"))  # type: ignore[union-attr]
            assert (message.text, len(message.buttons)) == ("tetap", 2)
            assert len(scene.server.replies(chat)) == 1
            assert len(scene.script.all(Press)) == 2

    play(scene())


def test_what_cannot_be_edited_is_said_anew() -> None:
    """As when the message is too old."""

    async def scene() -> None:
        script = Script(
            lambda event: said("baru", replaces=True) if isinstance(event, Press) else menu(event)
        )
        async with stage(script) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "kapan?")
            message = await scene.server.next_message(chat)
            scene.server.faults.next("editMessageText", reject("message can't be edited"))
            await scene.server.press(siti, message, "why:")
            assert (await scene.server.next_message(chat)).text == "baru"

    play(scene())


def test_a_press_is_answered_even_when_nothing_is_said() -> None:
    """Silence, a failure, or a second press at once: the button stops spinning."""

    def answer(event: Event) -> Reply | None:
        if isinstance(event, Press) and event.action == "mydata:erase":
            raise RuntimeError("broken")
        return None if isinstance(event, Press) else menu(event)

    async def scene() -> None:
        async with stage(Script(answer)) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "kapan?")
            message = await scene.server.next_message(chat)
            assert (await scene.server.press(siti, message, "why:")).text == ""
            assert (await scene.server.press(siti, message, "why:")).text == ""
            assert len(scene.script.all(Press)) == 1
            await scene.server.press(siti, message, "mydata:erase")
            assert "Ada yang tidak beres" in (await scene.server.next_message(chat)).text

    play(scene())


def test_a_slow_press_is_answered_before_its_reply() -> None:
    """Within seconds the button stops spinning; the reply comes when it is there."""

    async def scene() -> None:
        script = Script(menu)
        async with stage(script) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "kapan?")
            message = await scene.server.next_message(chat)
            script.gate = asyncio.Event()
            await scene.server.press(siti, message, "why:")
            assert len(scene.server.replies(chat)) == 1
            script.gate.set()
            assert (await scene.server.next_message(chat)).text == "pressed why:"
            assert scene.server.calls("sendChatAction")

    play(scene())


def test_a_stale_press_is_carried_out_all_the_same() -> None:
    """Telegram no longer takes its answer, as after a restart: no error, and the reply comes."""

    async def scene() -> None:
        async with stage(Script(menu)) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "kapan?")
            message = await scene.server.next_message(chat)
            query = await scene.server.tap(siti, message, "why:")
            query.expire()
            assert (await scene.server.next_message(chat)).text == "pressed why:"

    play(scene())


def test_a_button_works_after_a_restart() -> None:
    """Another process answers a press on a message of the first; nothing about it was kept."""

    async def scene() -> None:
        async with TelegramServer() as server:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            async with stage(Script(menu), server=server):
                await server.say(chat, siti, "kapan?")
                message = await server.next_message(chat)
            async with stage(Script(menu), server=server):
                await server.press(siti, message, "why:")
                assert (await server.next_message(chat)).text == "pressed why:"

    play(scene())


def aside(text: str, actions: tuple[Action, ...] = ()) -> Script:
    """A conversation that answers presses and commands for the asker alone."""

    def answer(event: Event) -> Reply:
        if isinstance(event, Question):
            return said("pilih", actions=BUTTONS)
        return said(text, actions=actions, audience=Audience.ASKER)

    return Script(answer)


def test_a_short_word_aside_is_an_alert() -> None:
    """Nobody else sees it, and nothing is posted."""

    async def scene() -> None:
        async with stage(aside("hanya untukmu")) as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "@babad_bot kapan?")
            message = await scene.server.next_message(group)
            answer = await scene.server.press(siti, message, "why:")
            assert (answer.text, answer.show_alert) == ("hanya untukmu", True)
            await scene.settled()
            assert len(scene.server.replies(group)) == 1

    play(scene())


@pytest.mark.parametrize("actions", [(), (Action("Lagi", "random:"),)])
def test_a_long_word_aside_goes_to_the_private_chat(actions: tuple[Action, ...]) -> None:
    """With its buttons; the button pressed says so."""

    async def scene() -> None:
        text = "panjang " * (1 if actions else 60)
        async with stage(aside(text, actions)) as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "@babad_bot kapan?")
            message = await scene.server.next_message(group)
            answer = await scene.server.press(siti, message, "why:")
            assert answer.text == "I have answered you in our private chat."
            private = await scene.server.next_message(chat)
            assert private.text == text.strip()
            assert len(private.buttons) == len(actions)
            assert len(scene.server.replies(group)) == 1

    play(scene())


def test_whoever_never_opened_the_private_chat_is_led_there() -> None:
    """The button opens it at the same action, carried out for the group that it was pressed in."""

    async def scene() -> None:
        async with stage(aside("panjang " * 60)) as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "@babad_bot kapan?")
            message = await scene.server.next_message(group)
            answer = await scene.server.press(siti, message, "why:")
            start = re.fullmatch(r"https://t\.me/babad_bot\?start=([A-Za-z0-9_-]{1,64})", answer.url)
            assert start
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, f"/start {start[1]}")
            assert (await scene.server.next_message(chat)).text.startswith("panjang")
            press = scene.script.last(Press)
            assert (press.action, press.place) == ("why:", group_place(group.id))
            assert press.member.rights == set()

    play(scene())


def test_a_command_answered_aside_leaves_a_pointer_in_the_group() -> None:
    """The answer is in the private chat, and a button leads there."""

    async def scene() -> None:
        async with stage(aside("datamu: …")) as scene:
            siti = scene.server.add_user("Siti", language_code="id")
            chat = scene.server.private(siti)
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "/dataku")
            assert (await scene.server.next_message(chat)).text == "datamu: …"
            pointer = await scene.server.next_message(group)
            assert pointer.text == "Jawabannya sudah kukirim lewat obrolan pribadi."
            assert pointer.buttons[0]["url"] == "https://t.me/babad_bot"

    play(scene())


def test_a_command_is_gone_on_with_in_private_with_its_options() -> None:
    """Free text waits in the notebook, which another process reads as well."""

    async def scene() -> None:
        memory = Memory()
        async with TelegramServer() as server:
            siti = server.add_user("Siti")
            group = server.add_group("Kelas XI", members=[siti])
            async with stage(aside("rahasia"), server=server, notebook=memory):
                await server.say(group, siti, "/check Iwami tiba 1920?")
                pointer = await server.next_message(group)
            start = pointer.buttons[0]["url"].partition("?start=")[2]
            chat = server.private(siti)
            async with stage(aside("rahasia"), server=server, notebook=memory) as scene:
                await server.say(chat, siti, f"/start {start}")
                assert (await server.next_message(chat)).text == "rahasia"
                command = scene.script.last(Command)
                assert (command.name, command.args) == ("check", {"claim": "Iwami tiba 1920?"})

    play(scene())


def test_an_anonymous_administrator_is_led_to_private_too() -> None:
    """Nobody knows whom to write to."""

    async def scene() -> None:
        async with stage(aside("rahasia")) as scene:
            group = scene.server.add_group("Kelas XI")
            await scene.server.say(group, group, "/settings")
            pointer = await scene.server.next_message(group)
            assert "?start=" in pointer.buttons[0]["url"]
            assert "rahasia" not in pointer.text

    play(scene())


def test_a_member_who_blocked_the_bot_is_led_to_private() -> None:
    """The direct message is refused; they alone can change that."""

    async def scene() -> None:
        async with stage(aside("panjang " * 60)) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "@babad_bot kapan?")
            message = await scene.server.next_message(group)
            scene.server.faults.next("sendMessage", forbid(), chat=chat)
            answer = await scene.server.press(siti, message, "why:")
            assert "start=" in answer.url

    play(scene())


def test_a_press_on_a_message_that_telegram_forgot_is_carried_out() -> None:
    """It tells the chat and the number alone then."""

    async def scene() -> None:
        async with stage(Script(menu)) as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "@babad_bot kapan?")
            message = await scene.server.next_message(group)
            message.deleted = True
            await scene.server.press(siti, message, "why:")
            assert (await scene.server.next_message(group)).text == "pressed why:"
            assert scene.script.last(Press).asker is None

    play(scene())


def test_a_reply_in_several_messages_keeps_its_buttons_under_the_last() -> None:
    """They are where the reader ends."""

    async def scene() -> None:
        long = Reply((Text((Span("kata " * 1_000),)),), BUTTONS)
        async with stage(Script(lambda _: long)) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "kapan?")
            first, last = [await scene.server.next_message(chat) for _ in range(2)]
            assert (len(first.buttons), len(last.buttons)) == (0, 2)

    play(scene())


@pytest.mark.parametrize("known", [True, False])
def test_a_press_in_a_channel_is_answered_to_the_presser_alone(known: bool) -> None:  # noqa: FBT001  # of the table
    """A channel says everything to everyone; nothing is posted there for one reader."""

    async def scene() -> None:
        async with stage(Script(lambda _: said("panjang " * 60))) as scene:
            siti = scene.server.add_user("Siti")
            channel = scene.server.add_channel("Kanal")
            place = Place(PLATFORM, str(channel.id), str(channel.id))
            await scene.adapter.send(place, said("hari ini", actions=BUTTONS), "key")
            post = await scene.server.next_message(channel)
            chat = scene.server.private(siti) if known else None
            query = await scene.server.tap(siti, post, "why:")
            answer = await asyncio.wait_for(query.answered, 30)
            if chat is None:
                assert f"start=g{-channel.id}-awhy_-" in answer.url
            else:
                assert (await scene.server.next_message(chat)).text.startswith("panjang")
            query = await scene.server.tap(siti, post, "mydata:erase")
            query.expire()
            await scene.settled()
            assert len(scene.server.replies(channel)) == 1

    play(scene())
