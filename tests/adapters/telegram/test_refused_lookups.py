"""What Telegram does not tell: rights and files that cannot be had."""

from __future__ import annotations

from bot.seam import Command
from tests.adapters.telegram.stage import play, stage
from tests.servers.telegram import page, reject


def test_rights_that_telegram_does_not_tell_are_none() -> None:
    """The command is still answered, as one of a member."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", admins=[siti])
            scene.server.faults.next("getChatMember", reject("member list is inaccessible"))
            await scene.server.say(group, siti, "/settings")
            await scene.server.next_message(group)
            assert not scene.script.last(Command).member.rights

    play(scene())


def test_a_file_that_cannot_be_fetched_is_asked_for_again() -> None:
    """In a sentence; no upload is told of."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            scene.server.faults.next("getFile", page(502))
            await scene.server.upload(chat, siti, "paket.yaml", b"x")
            assert "send it again" in (await scene.server.next_message(chat)).text
            assert not scene.script.events

    play(scene())
