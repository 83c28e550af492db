"""Members talk to the bot on Discord: in plain words, in threads and in private."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.blocks import Audience
from bot.seam import Question, Response, Right
from tests.adapters.discord.stage import ANSWER, Script, forum, stage, text, until

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.seam import Event


def asked(event: Event) -> Question:
    """The event as the question that it has to be."""
    assert isinstance(event, Question)
    return event


def test_a_mention_is_answered_with_words_sources_and_buttons() -> None:
    """As a reply, in a container."""

    async def play() -> None:
        async with stage() as on:
            message = await on.server.say(on.channel, on.budi, "Kapan Iwami tiba?", mentions_bot=True)
            answer = await on.answer()
            assert answer.reference == message
            assert "Tiba **12 Januari 1918**." in answer.text
            assert "-# Sumber: [Wikipedia](<https://id.wikipedia.org/wiki/Iwami>)" in answer.text
            assert [control["label"] for control in answer.controls] == ["Mengapa?", "Lapor"]
            assert not answer.pings

    asyncio.run(play())


def test_the_mention_is_no_part_of_the_question() -> None:
    """Wherever it stands; the rest is handed over as it was written, with where and who."""

    async def play() -> None:
        async with stage() as on:
            await on.server.say(
                on.channel, on.budi, f"Eh {on.server.bot.mention}, kapan?  Tolong", mentions_bot=True
            )
            question = asked(await on.first())
            assert question.text == "Eh , kapan? Tolong"
            assert question.addressed
            assert (question.place.community, question.place.chat) == (str(on.guild.id), str(on.channel.id))
            assert (question.member.user, question.member.name) == (str(on.budi.id), "budi")
            assert question.member.rights == frozenset()

    asyncio.run(play())


def test_rights_and_roles_come_along() -> None:
    """A member whose role manages the server may manage."""

    async def play() -> None:
        async with stage() as on:
            on.server.join(on.guild, on.budi, "guru")
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            member = asked(await on.first()).member
            assert member.rights == {Right.MANAGE}
            assert member.roles == {str(on.guild.role("guru").id)}

    asyncio.run(play())


def test_what_is_not_said_to_the_bot_is_left_alone() -> None:
    """Its words are not even told to the bot."""

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Kapan Iwami tiba?")
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await on.answer()
            assert [asked(event).text for event in on.script.events] == ["Halo"]

    asyncio.run(play())


def test_unaddressed_words_are_handed_over_as_such_when_they_may_be_read() -> None:
    """By the setting, and with the privileged intent."""

    async def play() -> None:
        async with stage(serving=False, message_content=True) as on:
            on.script.respond = lambda _: Response()
            on.server.gateway.privileged |= 1 << 15
            on.start()
            await on.connected()
            await on.server.say(on.channel, on.budi, "Kapan Iwami tiba?")
            assert not asked(await on.first()).addressed

    asyncio.run(play())


def test_a_private_message_needs_no_mention() -> None:
    """And whoever is alone with the bot manages what is set there."""

    async def play() -> None:
        async with stage() as on:
            private = on.server.dm(on.budi)
            await on.server.say(private, on.budi, "Kapan Iwami tiba?")
            question = asked(await on.first())
            await on.answer(channel=private)
            assert question.place.private
            assert question.place.community == f"user:{on.budi.id}"
            assert question.member.rights == {Right.MANAGE}

    asyncio.run(play())


def test_a_reply_to_the_bot_is_said_to_it() -> None:
    """And what is replied to is not quoted: the bot knows its own words."""

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            answer = await on.answer()
            await on.server.say(on.channel, on.budi, "Terus?", reply_to=answer)
            await on.answer(2)
            question = asked(on.script.events[1])
            assert (question.text, question.addressed, question.quoted) == ("Terus?", True, None)

    asyncio.run(play())


def test_a_thread_is_told_apart_from_its_channel() -> None:
    """Settings hang on the channel, the answer goes to the thread."""

    async def play() -> None:
        async with stage(serving=False) as on:
            thread = on.server.add_thread(on.channel, "Siberia")
            on.start()
            await on.connected()
            await on.server.say(thread, on.budi, "Kapan?", mentions_bot=True)
            place = asked(await on.first()).place
            assert (place.chat, place.thread) == (str(on.channel.id), str(thread.id))
            assert "1918" in (await on.answer(channel=thread)).text

    asyncio.run(play())


def test_bots_are_not_answered() -> None:
    """Two bots that answer each other never stop."""

    async def play() -> None:
        async with stage() as on:
            robot = on.server.add_user("robot")
            robot.bot = True
            await on.server.say(on.channel, robot, "Halo", mentions_bot=True)
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await on.answer()
            assert [event.member.name for event in on.script.events] == ["budi"]

    asyncio.run(play())


def test_an_edited_question_is_answered_anew_in_place() -> None:
    """No second message appears."""

    async def play() -> None:
        async with stage(Script(lambda event: Response(text(f"Tentang: {asked(event).text}")))) as on:
            message = await on.server.say(on.channel, on.budi, "Kapan Iwami tba?", mentions_bot=True)
            answer = await on.answer()
            await on.server.edit(message, f"{on.server.bot.mention} Kapan Iwami tiba?")
            await until(lambda: answer.text == "Tentang: Kapan Iwami tiba?")
            assert on.said() == [answer]

    asyncio.run(play())


def test_an_edit_that_adds_pages_writes_more_and_one_that_drops_them_takes_them_back() -> None:
    """The messages follow the answer's length."""

    async def play() -> None:
        long = " ".join(f"kata{number}" for number in range(800))
        async with stage(
            Script(lambda event: Response(text(long if "panjang" in asked(event).text else "ya")))
        ) as on:
            message = await on.server.say(on.channel, on.budi, "pendek", mentions_bot=True)
            await on.answer()
            await on.server.edit(message, f"{on.server.bot.mention} panjang")
            await on.answer(2)
            await on.server.edit(message, f"{on.server.bot.mention} pendek lagi")
            await until(lambda: [said.text for said in on.said()] == ["ya"])

    asyncio.run(play())


def test_a_deleted_question_takes_its_answer_along() -> None:
    """Nobody reads an answer to nothing."""

    async def play() -> None:
        async with stage() as on:
            message = await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await on.answer()
            await on.server.delete(message)
            await until(lambda: not on.said())

    asyncio.run(play())


def test_a_reply_for_the_asker_alone_comes_as_a_private_message() -> None:
    """Discord has no other way to answer a message privately."""

    async def play() -> None:
        async with stage(Script(lambda _: Response(text("Pelan-pelan.", audience=Audience.ASKER)))) as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await on.answer(channel=on.server.dm(on.budi))
            assert on.said() == []

    asyncio.run(play())


def test_whoever_takes_no_private_messages_is_answered_where_they_asked() -> None:
    """Rather than not at all."""

    async def play() -> None:
        async with stage(Script(lambda _: Response(text("Pelan-pelan.", audience=Audience.ASKER)))) as on:
            on.budi.dms_closed = True
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            assert (await on.answer()).text == "Pelan-pelan."

    asyncio.run(play())


def test_the_bot_is_seen_typing_when_it_thinks_for_long() -> None:
    """Then it answers."""

    async def play() -> None:
        thought = asyncio.Event()

        async def think() -> Response:
            await thought.wait()
            return Response(ANSWER)

        def begin(_: Event) -> Awaitable[Response]:
            return think()

        async with stage(Script(begin)) as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await until(lambda: [one for one in on.server.requests if one.path.endswith("/typing")])
            thought.set()
            await on.answer()

    asyncio.run(play())


def test_a_post_in_a_forum_that_only_mentions_the_bot_asks_its_title() -> None:
    """The words of a post that says something count instead."""

    async def play() -> None:
        async with stage(serving=False) as on:
            post = on.server.add_thread(forum(on), "Kapan Iwami tiba?")
            on.start()
            await on.connected()
            await on.server.say(post, on.budi, "Halo", mentions_bot=True)
            question = asked(await on.first())
            assert question.text == "Halo"
            assert question.place.thread == str(post.id)

    asyncio.run(play())
