"""Forms, field by field: typed, pressed, skipped, left, and gone on with after a restart."""

from __future__ import annotations

import pytest

from bot.blocks import Action, Field, Form, Option
from bot.seam import Command, Event, Press, Question, Response, Submit
from tests.adapters.telegram.stage import Memory, Script, play, said, stage
from tests.servers.telegram import TelegramServer

FORM = Form(
    "report:iwami",
    "Lapor kesalahan",
    (
        Field("kind", "Apa yang salah?", options=(Option("date", "Tanggal"), Option("other", "Lainnya"))),
        Field("text", "Tulis yang benar", limit=40, hint="Satu kalimat", long=True),
        Field("source", "Sumbernya", required=False),
    ),
)
FILLED = Form("zone:", "Zona waktu", (Field("zone", "Zona", filled="Asia/Jakarta"),))


def reporting(form: Form = FORM) -> Script:
    """A conversation that opens a form on /report and on a press, and thanks for it."""

    def answer(event: Event) -> Response:
        match event:
            case Command(name="report") | Press():
                return Response(form)
            case Submit():
                return Response(said("terima kasih"))
            case _:
                return Response(said("menu", actions=(Action("Lapor", "report:iwami", opens_form=True),)))

    return Script(answer)


def test_a_form_is_filled_in_private_by_buttons_and_words() -> None:
    """Every field in turn, then all values at once."""

    async def scene() -> None:
        async with stage(reporting()) as scene:
            siti = scene.server.add_user("Siti", language_code="id")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "/lapor iwami")
            kind = await scene.server.next_message(chat)
            assert "Lapor kesalahan (1/3)" in kind.text
            assert [button["text"] for button in kind.buttons] == ["Tanggal", "Lainnya", "Batal"]
            await scene.server.press(siti, kind, kind.buttons[0]["callback_data"])
            text = await scene.server.next_message(chat)
            assert "Satu kalimat" in text.text
            await scene.server.say(chat, siti, "Iwami tiba 12 Januari")
            source = await scene.server.next_message(chat)
            assert [button["text"] for button in source.buttons] == ["Lewati", "Batal"]
            await scene.server.press(siti, source, source.buttons[0]["callback_data"])
            assert (await scene.server.next_message(chat)).text == "terima kasih"
            submit = scene.script.last(Submit)
            assert submit.form == "report:iwami"
            assert submit.values == {"kind": "date", "text": "Iwami tiba 12 Januari", "source": ""}
            assert not scene.notebook.kept.keys() - {key for key in scene.notebook.kept if "profile" in key}

    play(scene())


def test_in_a_group_the_member_is_asked_by_a_forced_reply() -> None:
    """It reaches them alone, and others' replies do not count."""

    async def scene() -> None:
        async with stage(reporting()) as scene:
            siti, budi = scene.server.add_user("Siti", language_code="en"), scene.server.add_user("Budi")
            group = scene.server.add_group("Kelas XI", members=[siti, budi])
            command = await scene.server.say(group, siti, "/lapor iwami")
            kind = await scene.server.next_message(group)
            assert kind.reply_to is command
            stranger = await scene.server.press(budi, kind, kind.buttons[1]["callback_data"])
            assert "tidak berlaku" in stranger.text or "no longer" in stranger.text
            await scene.server.press(siti, kind, kind.buttons[1]["callback_data"])
            text = await scene.server.next_message(group)
            call = scene.server.calls("sendMessage")[-1]
            assert '"selective": true' in call.fields["reply_markup"]
            assert text.reply_to is not None
            await scene.server.say(group, budi, "bukan aku", reply_to=text)
            await scene.server.next_message(group)
            assert scene.script.last(Question).text == "bukan aku"
            await scene.server.say(group, siti, "yang benar 1918", reply_to=text)
            source = await scene.server.next_message(group)
            await scene.server.say(group, siti, "/skip", reply_to=source)
            assert (await scene.server.next_message(group)).text == "terima kasih"
            assert scene.script.last(Submit).values == {
                "kind": "other",
                "text": "yang benar 1918",
                "source": "",
            }

    play(scene())


def test_a_reply_to_something_else_of_the_bots_is_a_question() -> None:
    """The form waits on."""

    async def scene() -> None:
        async with stage(reporting(Form("x:", "F", (Field("a", "A"),)))) as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "@babad_bot hai")
            other = await scene.server.next_message(group)
            await scene.server.say(group, siti, "/report x")
            asked = await scene.server.next_message(group)
            await scene.server.say(group, siti, "kapan?", reply_to=other)
            await scene.server.next_message(group)
            assert scene.script.last(Question).text == "kapan?"
            await scene.server.say(group, siti, "isi", reply_to=asked)
            await scene.server.next_message(group)
            assert scene.script.last(Submit).values == {"a": "isi"}

    play(scene())


def test_a_form_goes_on_after_a_restart() -> None:
    """Another process takes the next value; only the notebook knows."""

    async def scene() -> None:
        memory = Memory()
        async with TelegramServer() as server:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            async with stage(reporting(), server=server, notebook=memory):
                await server.say(chat, siti, "/lapor iwami")
                kind = await server.next_message(chat)
            async with stage(reporting(), server=server, notebook=memory) as scene:
                await server.press(siti, kind, kind.buttons[0]["callback_data"])
                await server.next_message(chat)
                await server.say(chat, siti, "yang benar")
                source = await server.next_message(chat)
                await server.say(chat, siti, "buku")
                await server.next_message(chat)
                assert source.buttons
                assert scene.script.last(Submit).values == {
                    "kind": "date",
                    "text": "yang benar",
                    "source": "buku",
                }

    play(scene())


@pytest.mark.parametrize("word", ["/cancel", "/batal", "button", "/tanya kapan?"])
def test_a_form_can_be_left(word: str) -> None:
    """By a command in either language, by its button, or by giving another command."""

    async def scene() -> None:
        async with stage(reporting()) as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "/lapor iwami")
            kind = await scene.server.next_message(chat)
            if word == "button":
                answer = await scene.server.press(siti, kind, kind.buttons[-1]["callback_data"])
                assert answer.text == "Stopped. Nothing was sent."
            else:
                await scene.server.say(chat, siti, word)
                await scene.server.next_message(chat)
            await scene.server.say(chat, siti, "kapan?")
            await scene.server.next_message(chat)
            assert scene.script.last(Question).text == "kapan?"
            assert not scene.script.all(Submit)

    play(scene())


@pytest.mark.parametrize("word", ["/cancel", "/skip"])
def test_there_may_be_nothing_to_leave(word: str) -> None:
    """Then that is said."""

    async def scene() -> None:
        async with stage(reporting()) as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, word)
            assert "no form" in (await scene.server.next_message(chat)).text

    play(scene())


def test_wrong_values_are_asked_for_again() -> None:
    """Too long, not among the choices, or left out although needed."""

    async def scene() -> None:
        async with stage(reporting()) as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "/report iwami")
            kind = await scene.server.next_message(chat)
            await scene.server.say(chat, siti, "tanggalnya")
            assert (await scene.server.next_message(chat)).text == "Please choose one of the buttons."
            await scene.server.say(chat, siti, "/skip")
            assert "can't be skipped" in (await scene.server.next_message(chat)).text
            await scene.server.press(siti, kind, kind.buttons[0]["callback_data"])
            await scene.server.next_message(chat)
            await scene.server.say(chat, siti, "x" * 41)
            assert (await scene.server.next_message(chat)).text == "That is too long: 40 characters at most."
            await scene.server.say(chat, siti, "x" * 40)
            assert "(3/3)" in (await scene.server.next_message(chat)).text

    play(scene())


def test_what_is_filled_in_already_is_shown_and_can_be_kept() -> None:
    """By a button, although the field is required."""

    async def scene() -> None:
        async with stage(reporting(FILLED)) as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "/report x")
            asked = await scene.server.next_message(chat)
            assert "So far: Asia/Jakarta" in asked.text
            assert asked.buttons[0]["text"] == "Keep it"
            await scene.server.press(siti, asked, asked.buttons[0]["callback_data"])
            await scene.server.next_message(chat)
            assert scene.script.last(Submit).values == {"zone": "Asia/Jakarta"}

    play(scene())


def test_a_button_of_a_past_field_does_nothing() -> None:
    """The form goes on where it is."""

    async def scene() -> None:
        async with stage(reporting()) as scene:
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "/report iwami")
            kind = await scene.server.next_message(chat)
            await scene.server.press(siti, kind, kind.buttons[0]["callback_data"])
            await scene.server.next_message(chat)
            answer = await scene.server.press(siti, kind, kind.buttons[1]["callback_data"])
            assert "no longer" in answer.text
            await scene.server.say(chat, siti, "yang benar")
            assert "(3/3)" in (await scene.server.next_message(chat)).text

    play(scene())


def test_a_form_opened_under_anothers_question_is_filled_in_private() -> None:
    """Nothing of the presser's is there to reply to; under their own question it stays in the group."""

    async def scene() -> None:
        async with stage(reporting()) as scene:
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi")
            group = scene.server.add_group("Kelas XI", members=[siti, budi])
            asked = await scene.server.say(group, siti, "@babad_bot kapan?")
            answer = await scene.server.next_message(group)
            pressed = await scene.server.press(budi, answer, "report:iwami")
            start = pressed.url.partition("?start=")[2]
            chat = scene.server.private(budi)
            await scene.server.say(chat, budi, f"/start {start}")
            assert "(1/3)" in (await scene.server.next_message(chat)).text
            await scene.server.press(siti, answer, "report:iwami")
            form = await scene.server.next_message(group)
            assert "(1/3)" in form.text
            assert form.reply_to is asked

    play(scene())


def test_without_the_store_a_form_is_refused_and_questions_are_answered() -> None:
    """One clear sentence, and the rest goes on."""

    async def scene() -> None:
        memory = Memory()
        async with stage(reporting(), notebook=memory) as scene:
            memory.broken = True
            siti = scene.server.add_user("Siti", language_code="en")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "kapan?")
            assert (await scene.server.next_message(chat)).text == "menu"
            await scene.server.say(chat, siti, "/report iwami")
            await scene.server.next_message(chat)
            assert "can't take this down" in (await scene.server.next_message(chat)).text

    play(scene())


def test_a_form_kept_by_another_version_is_dropped() -> None:
    """What cannot be read any more must not stand in the way."""

    async def scene() -> None:
        memory = Memory()
        async with stage(reporting(), notebook=memory) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            memory.kept[f"telegram:form:{siti.id}::{siti.id}"] = '{"form": "old"}'
            await scene.server.say(chat, siti, "kapan?")
            assert (await scene.server.next_message(chat)).text == "menu"

    play(scene())
