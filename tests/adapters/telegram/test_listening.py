"""What members write, over the real library: who is answered where, and how it is understood."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from adapters.telegram.limits import UPLOAD
from adapters.telegram.places import PLATFORM
from bot.blocks import Reply, Span, Text
from bot.seam import Command, Event, Place, Post, Question, Response, Right, Upload
from tests.adapters.telegram.stage import Script, play, said, stage


def test_plain_words_in_private_are_a_question() -> None:
    """With who asks, in which language, and when; the answer quotes nothing there."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti", language_code="id")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "Kapan Iwami tiba?")
            answer = await scene.server.next_message(chat)
            question = scene.script.last(Question)
            assert (answer.text, answer.reply_to) == ("echo: Kapan Iwami tiba?", None)
            assert (question.place.private, question.place.chat) == (True, str(siti.id))
            assert (question.member.user, question.member.name) == (str(siti.id), "Siti")
            assert question.member.locale == "id"
            assert Right.MANAGE in question.member.rights
            assert abs(datetime.now(UTC) - question.at) < timedelta(minutes=5)

    play(scene())


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("@babad_bot kapan Iwami tiba?", "kapan Iwami tiba?"),
        ("@Babad_Bot, kapan Iwami tiba?", "kapan Iwami tiba?"),
        ("🇮🇩 kapan @babad_bot Iwami tiba?", "🇮🇩 kapan Iwami tiba?"),
    ],
)
def test_in_a_group_the_bots_name_is_taken_out_of_the_question(text: str, understood: str) -> None:
    """Wherever it stands; offsets count UTF-16 code units.  The answer replies to the question."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            message = await scene.server.say(group, siti, text)
            answer = await scene.server.next_message(group)
            assert scene.script.last(Question).text == understood
            assert scene.script.last(Question).addressed
            assert answer.reply_to is message

    play(scene())


def test_a_reply_to_the_bot_is_said_to_it_and_quotes_nothing() -> None:
    """Without its name; privacy mode lets it through."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "@babad_bot kapan?")
            answer = await scene.server.next_message(group)
            await scene.server.say(group, siti, "terus siapa?", reply_to=answer)
            await scene.server.next_message(group)
            question = scene.script.last(Question)
            assert (question.text, question.quoted, question.addressed) == ("terus siapa?", None, True)

    play(scene())


def test_other_talk_in_a_group_is_not_addressed() -> None:
    """Where Telegram hands it over at all, as with privacy mode off."""

    async def scene() -> None:
        script = Script(lambda event: said("!") if getattr(event, "addressed", True) else None)
        async with stage(script) as scene:
            scene.server.realm.privacy = False
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi")
            group = scene.server.add_group("Kelas XI", members=[siti, budi])
            first = await scene.server.say(group, siti, "kapan Iwami tiba?")
            await scene.server.say(group, budi, "entah", reply_to=first)
            await scene.settled()
            assert [(one.text, one.addressed) for one in script.all(Question)] == [
                ("kapan Iwami tiba?", False),
                ("entah", False),
            ]
            assert not scene.server.replies(group)

    play(scene())


@pytest.mark.parametrize(
    ("text", "name", "args"),
    [
        ("/ask kapan Iwami tiba?", "ask", {"question": "kapan Iwami tiba?"}),
        ("/tanya kapan Iwami tiba?", "ask", {"question": "kapan Iwami tiba?"}),
        ("/TANYA kapan?", "ask", {"question": "kapan?"}),
        ("/tanya@babad_bot kapan?", "ask", {"question": "kapan?"}),
        ("/settings zone Asia/Jakarta", "settings", {"setting": "zone", "value": "Asia/Jakarta"}),
        ("/start", "help", {}),
        ("/nonsens", "nonsens", {}),
        ("/quit", "quit", {}),
    ],
)
def test_commands_are_read_by_all_their_names(text: str, name: str, args: dict[str, str]) -> None:
    """As the table has them; in private an unknown one is handed on as well."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, text)
            await scene.server.next_message(chat)
            command = scene.script.last(Command)
            assert (command.name, dict(command.args)) == (name, args)

    play(scene())


def test_commands_for_other_bots_are_none_of_ours() -> None:
    """Named for them, or unknown in a group where they may be theirs."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            scene.server.realm.privacy = False
            await scene.server.say(group, siti, "/tanya@other_bot kapan?")
            await scene.server.say(group, siti, "/play lagu")
            await scene.server.say(group, siti, "/cancel@other_bot")
            await scene.server.say(group, siti, "/skip")
            await scene.server.say(group, siti, "/start@other_bot x")
            await scene.settled()
            assert not scene.script.events
            assert not scene.server.replies(group)

    play(scene())


@pytest.mark.parametrize("text", ["/check", "/periksa", "@babad_bot"])
def test_a_claim_can_be_pointed_at(text: str) -> None:
    """By replying to it with the command, or with nothing but the bot's name."""

    async def scene() -> None:
        async with stage() as scene:
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi")
            group = scene.server.add_group("Kelas XI", members=[siti, budi])
            claim = await scene.server.say(group, budi, "Iwami tiba tahun 1920")
            await scene.server.say(group, siti, text, reply_to=claim)
            await scene.server.next_message(group)
            command = scene.script.last(Command)
            assert (command.name, command.quoted) == ("check", "Iwami tiba tahun 1920")
            assert command.member.user == str(siti.id)

    play(scene())


def test_the_bots_name_alone_gets_help() -> None:
    """Somebody wants to know what it does."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "@babad_bot")
            await scene.server.next_message(group)
            assert scene.script.last(Command).name == "help"

    play(scene())


def test_a_topic_is_a_place_of_its_own_and_its_root_is_no_quote() -> None:
    """Everything said in a topic replies to the message that opened it."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            forum = scene.server.add_group("Kelas XI", forum=True, members=[siti])
            topic = await scene.server.add_topic(forum, siti, "Sejarah")
            await scene.server.say(forum, siti, "@babad_bot kapan?", thread=topic)
            answer = await scene.server.next_message(forum)
            question = scene.script.last(Question)
            assert (question.place.chat, question.place.thread) == (str(forum.id), str(topic.id))
            assert question.quoted is None
            assert answer.thread == topic.id

    play(scene())


def test_bots_ask_nothing() -> None:
    """They would answer each other without end."""

    async def scene() -> None:
        async with stage() as scene:
            scene.server.realm.privacy = False
            group = scene.server.add_group("Kelas XI")
            other = scene.server.add_user("Other", username="other_bot", is_bot=True)
            await scene.server.say(group, other, "/ask kapan?")
            await scene.settled()
            assert not scene.script.events

    play(scene())


def test_an_anonymous_administrator_speaks_as_the_group_and_manages_it() -> None:
    """Telegram hides who it is; a channel that speaks in a group manages nothing."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", admins=[siti])
            channel = scene.server.add_channel("Kanal Siti")
            await scene.server.say(group, group, "/settings")
            await scene.server.next_message(group)
            anonymous = scene.script.last(Command).member
            assert (anonymous.user, anonymous.rights) == (str(group.id), frozenset({Right.MANAGE}))
            await scene.server.say(group, channel, "/settings")
            await scene.server.next_message(group)
            spoken = scene.script.last(Command).member
            assert (spoken.user, spoken.rights) == (str(channel.id), frozenset())

    play(scene())


def test_rights_are_asked_of_telegram_once_a_minute() -> None:
    """Only those who administer the group manage it."""

    async def scene() -> None:
        async with stage() as scene:
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi")
            group = scene.server.add_group("Kelas XI", admins=[siti], members=[budi])
            for who in (siti, budi, siti):
                await scene.server.say(group, who, "/settings")
                await scene.server.next_message(group)
            rights = [command.member.rights for command in scene.script.all(Command)]
            assert rights == [{Right.MANAGE}, frozenset(), {Right.MANAGE}]
            assert len(scene.server.calls("getChatMember")) == 2

    play(scene())


def test_a_file_is_handed_over_with_its_bytes() -> None:
    """In private; in a group only when it is meant for the bot."""

    async def scene() -> None:
        async with stage(Script(lambda _: said("diterima"))) as scene:
            scene.server.realm.privacy = False
            siti = scene.server.add_user("Siti")
            chat, group = scene.server.private(siti), scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.upload(chat, siti, "paket.yaml", b"pack: x")
            await scene.server.next_message(chat)
            upload = scene.script.last(Upload)
            assert (upload.name, upload.data) == ("paket.yaml", b"pack: x")
            await scene.server.upload(group, siti, "tugas.docx", b"x")
            await scene.server.upload(group, siti, "paket.yaml", b"pack: y", caption="@babad_bot")
            await scene.server.next_message(group)
            assert [one.data for one in scene.script.all(Upload)] == [b"pack: x", b"pack: y"]

    play(scene())


def test_a_file_too_large_is_refused_with_the_limit() -> None:
    """Before anything of it is fetched."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            await scene.server.upload(chat, siti, "besar.yaml", b"x" * (UPLOAD + 1))
            assert "8 MB" in (await scene.server.next_message(chat)).text
            assert not scene.server.calls("getFile")

    play(scene())


def test_an_answer_follows_the_correction_of_its_question() -> None:
    """The same message is edited; what was not changed, or never answered, is left alone."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            ignored = await scene.server.say(group, siti, "kapan?")
            asked = await scene.server.say(group, siti, "@babad_bot kapan Iwmi tiba?")
            answer = await scene.server.next_message(group)
            await scene.server.edit(asked, "@babad_bot kapan Iwami tiba?")
            await scene.server.until(lambda: answer.text == "echo: kapan Iwami tiba?")
            await scene.server.edit(asked, "@babad_bot kapan Iwami tiba?")
            await scene.server.edit(ignored, "@babad_bot kapan?")
            await scene.settled()
            assert [one.text for one in scene.script.all(Question)] == [
                "kapan Iwmi tiba?",
                "kapan Iwami tiba?",
            ]
            assert len(scene.server.replies(group)) == 1

    play(scene())


def test_an_answer_may_grow_and_shrink_with_its_question() -> None:
    """Further messages are added, and those no longer needed go."""

    def answer(event: Event) -> Reply:
        times = int(getattr(event, "text", "1"))
        return Reply(tuple(Text((Span(f"{at} " * 1_500),)) for at in range(times)))

    async def scene() -> None:
        async with stage(Script(answer)) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            asked = await scene.server.say(chat, siti, "2")
            await scene.settled()
            assert len(scene.server.replies(chat)) == 2
            await scene.server.edit(asked, "3")
            await scene.settled()
            assert len(scene.server.replies(chat)) == 3
            await scene.server.edit(asked, "1")
            await scene.settled()
            assert len(scene.server.replies(chat)) == 1

    play(scene())


def test_silence_is_kept_and_posts_go_elsewhere() -> None:
    """A response without a reply says nothing to the asker."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            chat, group = scene.server.private(siti), scene.server.add_group("Kelas XI")
            place = Place(PLATFORM, str(group.id), str(group.id))
            scene.script.answer = lambda _: Response(None, (Post(place, said("untuk semua")),))
            await scene.server.say(chat, siti, "umumkan")
            assert (await scene.server.next_message(group)).text == "untuk semua"
            await scene.settled()
            assert not scene.server.replies(chat)

    play(scene())


def test_what_fails_is_apologised_for_and_never_shown() -> None:
    """The member gets a short note to hand on; the next question is answered again."""

    def fail(event: Event) -> Reply:
        if "!" in getattr(event, "text", ""):
            raise RuntimeError("secret detail")
        return said("ya")

    async def scene() -> None:
        async with stage(Script(fail)) as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "rusak!")
            apology = await scene.server.next_message(chat)
            assert "Something went wrong" in apology.text
            assert "secret" not in apology.text
            await scene.server.say(chat, siti, "lagi")
            assert (await scene.server.next_message(chat)).text == "ya"

    play(scene())


def test_capabilities_are_telegrams() -> None:
    """With room for the blank lines between blocks."""

    async def scene() -> None:
        async with stage() as scene:
            limits = scene.adapter.capabilities
            assert limits.text + limits.blocks == 4096
            assert scene.adapter.connected

    play(scene())
