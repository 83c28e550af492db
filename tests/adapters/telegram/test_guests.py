"""Guest mode: named where it is no member, the bot answers once, in public, and keeps private things out."""

from __future__ import annotations

import pytest

from bot.blocks import Audience, Citation, Field, Form, Image, Reply, Sources, Span, Text
from bot.seam import Command, Event, Question
from tests.adapters.telegram.stage import Script, play, said, stage
from tests.servers.telegram import Status

ANSWER = Reply(
    (
        Text((Span("12 Januari 1918. @siti"),)),
        Sources("Sumber", (Citation("Intervensi", "https://id.wikipedia.org/wiki/I"),)),
    )
)


def test_whoever_names_the_bot_elsewhere_is_answered_there() -> None:
    """With the sources, and a button to the private chat."""

    async def scene() -> None:
        async with stage(Script(lambda _: ANSWER)) as scene:
            siti = scene.server.add_user("Siti", language_code="id")
            elsewhere = scene.server.add_group("Kelas lain", members=[siti], bot=Status.LEFT)
            answer = await scene.server.guest(elsewhere, siti, "@babad_bot kapan Iwami tiba?")
            assert "Sumber: Intervensi" in answer["message"]["text"]
            button = answer["reply_markup"]["inline_keyboard"][0][0]
            assert button == {"text": "Lanjutkan denganku secara pribadi", "url": "https://t.me/babad_bot"}
            question = scene.script.last(Question)
            assert (question.text, question.addressed) == ("kapan Iwami tiba?", True)
            assert not scene.server.calls("sendMessage")

    play(scene())


def test_a_chat_between_two_others_is_not_private_with_the_bot() -> None:
    """Its number is a member's; nothing of theirs may be shown there, and nobody manages anything."""

    async def scene() -> None:
        async with stage(Script(lambda _: said("rahasia", audience=Audience.ASKER))) as scene:
            siti, budi = scene.server.add_user("Siti", language_code="en"), scene.server.add_user("Budi")
            theirs = scene.server.private(budi)
            answer = await scene.server.guest(theirs, siti, "/mydata@babad_bot")
            assert answer["message"]["text"] == "Only you should read this. Go on in our private chat."
            command = scene.script.last(Command)
            assert (command.name, command.member.user) == ("mydata", str(siti.id))
            assert not command.place.private
            assert not command.member.rights
            assert command.place.community == f"guest:{budi.id}"

    play(scene())


@pytest.mark.parametrize("reply", [Form("x:", "F", (Field("a", "A"),)), Reply((Image(b"x", "Peta"),))])
def test_what_is_no_text_is_gone_on_with_in_private(reply: Form | Reply) -> None:
    """A form or a picture cannot be had in one message there."""

    async def scene() -> None:
        async with stage(Script(lambda _: reply)) as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            elsewhere = scene.server.add_group("Kelas lain", members=[siti], bot=Status.LEFT)
            answer = await scene.server.guest(elsewhere, siti, "@babad_bot lapor")
            assert answer["message"]["text"].startswith("Only you")

    play(scene())


def test_silence_and_staleness_are_no_errors() -> None:
    """Nothing to say, or nobody waits any more."""

    def answer(event: Event) -> Reply | None:
        return None if getattr(event, "text", "") == "diam" else said("ya")

    async def scene() -> None:
        async with stage(Script(answer)) as scene:
            siti = scene.server.add_user("Siti")
            elsewhere = scene.server.add_group("Kelas lain", members=[siti], bot=Status.LEFT)
            silent = await scene.server.summon(elsewhere, siti, "@babad_bot diam")
            stale = await scene.server.summon(elsewhere, siti, "@babad_bot kapan?")
            stale.expire()
            foreign = await scene.server.summon(elsewhere, siti, "/tanya@other_bot kapan?")
            await scene.settled()
            assert not any(query.answered.done() for query in (silent, stale, foreign))
            assert "ya" in (await scene.server.guest(elsewhere, siti, "@babad_bot siapa?"))["message"]["text"]

    play(scene())
