"""Commands, buttons, forms and completions on Discord: handed over as they are meant, answered in time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.blocks import Action, Audience, Field, Form, Option
from bot.seam import Choice, Command, Post, Press, Response, Right, Submit
from tests.adapters.discord.stage import ANSWER, Script, saying, stage, text, until
from tests.servers.discord import Callback

if TYPE_CHECKING:
    from bot.seam import Event

FORM = Form(
    "report:iwami",
    "Lapor kesalahan",
    (
        Field("kind", "Apa yang salah?", options=(Option("date", "Tanggal"), Option("name", "Nama"))),
        Field("note", "Catatan", required=False, long=True, hint="Sebutkan sumbernya", filled="Menurut"),
    ),
)


def test_a_slash_command_is_handed_over_with_its_options() -> None:
    """By the table's name, with where, who and the member's language."""

    async def play() -> None:
        async with stage() as on:
            on.server.join(on.guild, on.budi, "guru")
            interaction = await on.server.command(
                on.budi, on.channel, "ask", {"question": "Kapan Iwami tiba?"}, locale="id"
            )
            response = await interaction.answered()
            event = on.script.events[0]
            assert isinstance(event, Command)
            assert (event.name, event.args) == ("ask", {"question": "Kapan Iwami tiba?"})
            assert (event.place.community, event.place.chat) == (str(on.guild.id), str(on.channel.id))
            assert (event.member.user, event.member.locale) == (str(on.budi.id), "id")
            assert event.member.rights == {Right.MANAGE}
            assert "1918" in response.text
            assert not response.ephemeral

    asyncio.run(play())


def test_options_that_are_left_out_are_not_handed_over() -> None:
    """Rather than empty ones."""

    async def play() -> None:
        async with stage() as on:
            await (await on.server.command(on.budi, on.channel, "settings", {"setting": "zone"})).answered()
            event = on.script.events[0]
            assert isinstance(event, Command)
            assert event.args == {"setting": "zone"}

    asyncio.run(play())


def test_where_the_bot_is_only_installed_by_a_member_it_answers_as_well() -> None:
    """Discord lets it, though it cannot see the place."""

    async def play() -> None:
        async with stage() as on:
            elsewhere = on.server.add_guild("lain", channels=["obrolan"], joined=False)
            interaction = await on.server.command(
                on.budi, elsewhere.channel("obrolan"), "ask", {"question": "Kapan?"}
            )
            assert "1918" in (await interaction.answered()).text
            assert on.script.events[0].place.community == str(elsewhere.id)

    asyncio.run(play())


def test_in_private_a_command_is_private() -> None:
    """And its giver manages what is set there."""

    async def play() -> None:
        async with stage() as on:
            await (await on.server.command(on.budi, on.server.dm(on.budi), "help")).answered()
            event = on.script.events[0]
            assert event.place.private
            assert event.member.rights == {Right.MANAGE}

    asyncio.run(play())


def test_a_message_is_checked_from_its_context_menu() -> None:
    """Its words come along without any intent, and only the asker sees the answer."""

    async def play() -> None:
        async with stage() as on:
            message = await on.server.say(on.channel, on.server.add_user("ani"), "Iwami tiba tahun 1920.")
            interaction = await on.server.context_menu(on.budi, "Check this claim", message)
            await interaction.answered()
            event = on.script.events[0]
            assert isinstance(event, Command)
            assert (event.name, event.quoted) == ("check", "Iwami tiba tahun 1920.")
            assert interaction.response is not None
            assert interaction.response.ephemeral

    asyncio.run(play())


def test_the_bots_own_answer_can_be_checked_too() -> None:
    """Its words stand in a container."""

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await (await on.server.context_menu(on.budi, "Check this claim", await on.answer())).answered()
            event = on.script.events[-1]
            assert isinstance(event, Command)
            assert "12 Januari 1918" in (event.quoted or "")

    asyncio.run(play())


def test_options_are_completed() -> None:
    """With what was chosen so far, at most 25, each within 100 characters."""

    async def play() -> None:
        many = tuple(Choice(f"nilai-{number}", "label " * 40, "rinci") for number in range(40))
        long = Choice("x" * 101, "tak muat")
        async with stage(Script(complete=lambda _: (long, *many))) as on:
            found = await on.server.autocomplete(
                on.budi, on.channel, "settings", {"setting": "zone", "value": "as"}, focused="value"
            )
            lookup = on.script.lookups[0]
            assert (lookup.command, lookup.parameter, lookup.prefix) == ("settings", "value", "as")
            assert lookup.args == {"setting": "zone"}
            assert [choice["value"] for choice in found] == [f"nilai-{number}" for number in range(25)]

    asyncio.run(play())


@pytest.mark.parametrize("fails", [ValueError, TimeoutError, KeyError])
def test_a_completion_that_fails_offers_nothing(fails: type[Exception]) -> None:
    """And breaks nothing."""

    def fail(_: object) -> tuple[Choice, ...]:
        raise fails

    async def play() -> None:
        async with stage(Script(complete=fail)) as on:
            found = await on.server.autocomplete(
                on.budi, on.channel, "ask", {"question": "k"}, focused="question"
            )
            assert found == []

    asyncio.run(play())


def test_a_completion_that_takes_too_long_offers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types does not wait."""
    monkeypatch.setattr("adapters.discord.work.COMPLETION", 0.01)

    async def never(_: object) -> tuple[Choice, ...]:
        await asyncio.Event().wait()
        return ()

    async def play() -> None:
        async with stage(Script(complete=never)) as on:
            found = await on.server.autocomplete(
                on.budi, on.channel, "ask", {"question": "k"}, focused="question"
            )
            assert found == []

    asyncio.run(play())


def test_a_press_carries_its_action_and_who_asked() -> None:
    """Whoever presses."""

    async def play() -> None:
        async with stage() as on:
            ani = on.server.add_user("ani")
            asked = await on.server.command(on.budi, on.channel, "random")
            message = (await asked.answered()).message
            assert message is not None
            await (await on.server.press(ani, message, message.custom_id("Mengapa?"))).answered()
            event = on.script.events[-1]
            assert isinstance(event, Press)
            assert (event.action, event.asker, event.member.name) == ("why:", str(on.budi.id), "ani")

    asyncio.run(play())


def test_a_press_on_an_answer_to_a_message_tells_who_asked_too() -> None:
    """By the message that is replied to."""

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            message = await on.answer()
            await (await on.server.press(on.budi, message, "why:")).answered()
            event = on.script.events[-1]
            assert isinstance(event, Press)
            assert event.asker == str(on.budi.id)

    asyncio.run(play())


def test_buttons_work_after_a_restart() -> None:
    """Another process answers a press on a message of the first."""

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            message = await on.answer()
            await on.stop()
            on.start()
            await on.connected()
            response = await (await on.server.press(on.budi, message, "why:")).answered()
            assert "1918" in response.text
            assert isinstance(on.script.events[-1], Press)

    asyncio.run(play())


def test_a_reply_may_replace_the_message_that_was_pressed() -> None:
    """In whatever look that message has."""

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            message = await on.answer()
            on.script.respond = saying(text("Terjawab.", replaces=True))
            interaction = await on.server.press(on.budi, message, "why:")
            assert (await interaction.answered()).type is Callback.UPDATE
            assert message.text == "Terjawab."
            assert on.said() == [message]

    asyncio.run(play())


def test_a_reply_for_the_asker_alone_is_seen_by_nobody_else() -> None:
    """Discord calls it ephemeral."""

    async def play() -> None:
        async with stage(Script(saying(text("Rahasia.", audience=Audience.ASKER)))) as on:
            response = await (await on.server.command(on.budi, on.channel, "mydata")).answered()
            assert response.ephemeral

    asyncio.run(play())


def test_a_form_is_handed_over_filled_in() -> None:
    """By its id and the names of its fields; also to another process than the one that showed it."""

    async def play() -> None:
        async with stage(Script(saying_form)) as on:
            shown = await on.server.command(on.budi, on.channel, "report", {"fact": "iwami"})
            await shown.answered()
            await on.stop()
            on.start()
            await on.connected()
            sent = await on.server.submit(on.budi, shown, {"kind": ["name"], "note": "Bukan Iwami"})
            await sent.answered()
            event = on.script.events[-1]
            assert isinstance(event, Submit)
            assert (event.form, event.values) == ("report:iwami", {"kind": "name", "note": "Bukan Iwami"})

    asyncio.run(play())


def saying_form(event: Event) -> Response:
    """A form to a command, thanks for what is filled in."""
    return Response(text("Terima kasih.") if isinstance(event, Submit) else FORM)


def test_long_replies_follow_on_more_messages() -> None:
    """All with the audience of the first."""

    async def play() -> None:
        long = " ".join(f"kata{number}" for number in range(1500))
        async with stage(Script(saying(text(long, audience=Audience.ASKER)))) as on:
            response = await (await on.server.command(on.budi, on.channel, "random")).answered()
            await until(lambda: "kata1499" in response.text)
            assert len(response.followups) > 1
            assert all(said.ephemeral for said in on.said())

    asyncio.run(play())


def test_posts_that_follow_from_an_event_are_sent() -> None:
    """Where they belong."""

    async def play() -> None:
        async with stage() as on:
            on.script.respond = lambda event: Response(
                text("Ya."), (Post(event.place, text("Untuk semua.")),)
            )
            await (await on.server.command(on.budi, on.channel, "random")).answered()
            assert (await on.answer(2)).text == "Untuk semua."

    asyncio.run(play())


def test_an_event_that_comes_twice_is_answered_once() -> None:
    """Discord repeats some when a connection is resumed."""

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await on.answer()
            client = on.adapter._client
            assert client is not None
            client.ws.sequence = 1
            on.server.gateway.cut()
            await on.server.gateway.settled(identifies=1, resumes=1)
            await (await on.server.command(on.budi, on.channel, "random")).answered()
            assert len(on.script.events) == 2

    asyncio.run(play())


def test_a_command_of_another_version_is_handed_over_by_its_name() -> None:
    """The conversation knows what to say to it."""

    async def play() -> None:
        async with stage() as on:
            on.server.register([{"name": "lama", "description": "Tak ada lagi", "type": 1}])
            await (await on.server.command(on.budi, on.channel, "lama")).answered()
            event = on.script.events[0]
            assert isinstance(event, Command)
            assert event.name == "lama"

    asyncio.run(play())


def test_plain_messages_are_pressed_and_replaced_alike() -> None:
    """Their look is kept."""

    async def play() -> None:
        async with stage(plain=True) as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            message = await on.answer()
            assert message.content.startswith("### Iwami")
            on.script.respond = saying(text("Terjawab.", Action("Lagi", "random:"), replaces=True))
            await (await on.server.press(on.budi, message, "why:")).answered()
            assert message.content == "Terjawab."

    asyncio.run(play())


def test_messages_and_forms_leave_nothing_in_memory() -> None:
    """The library would keep each of them for ever."""

    async def play() -> None:
        async with stage(Script(saying_form)) as on:
            shown = await on.server.command(on.budi, on.channel, "report", {"fact": "iwami"})
            await shown.answered()
            on.script.respond = saying(ANSWER)
            message = (await (await on.server.command(on.budi, on.channel, "random")).answered()).message
            assert message is not None
            await (await on.server.press(on.budi, message, "why:")).answered()
            client = on.adapter._client
            assert client is not None
            store = client._connection._view_store
            assert (store._views, store._modals, store._synced_message_views) == ({}, {}, {})

    asyncio.run(play())
