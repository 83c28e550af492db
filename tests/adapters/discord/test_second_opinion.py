"""Another judge than our own server: simcord, which knows Discord's rules by itself."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord.adapter import Discord
from adapters.discord.client import make_client
from adapters.discord.settings import read_settings
from bot.blocks import Field, Form
from bot.seam import Choice, Command, Press, Response, Submit
from tests.adapters.discord.stage import ANSWER, Notes, Script, text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.seam import Event

simcord = pytest.importorskip("simcord")
FORM = Form("report:iwami", "Lapor", (Field("note", "Catatan"),))


def respond(event: Event) -> Response:
    """A form to a press that opens one, thanks for what is filled in, else the answer."""
    if isinstance(event, Submit):
        return Response(text(f"Terima kasih: {event.values['note']}"))
    return Response(FORM if isinstance(event, Press) and event.action == "report:iwami" else ANSWER)


@asynccontextmanager
async def simulated(script: Script) -> AsyncIterator[tuple[Any, Any, Any]]:
    """A simulated Discord: itself, a channel and a member."""
    settings = read_settings({"token": "abc"})
    client = make_client(settings)
    tree = Discord(settings, Notes())._wire(client, script)
    vars(client)["tree"] = tree  # where the simulation looks for it
    async with simcord.run(client) as env:
        await tree.payload()  # sets the translator
        await tree.sync()
        guild = env.create_guild()
        yield env, guild.create_text_channel("umum"), guild.add_member(env.create_user("budi"))


def test_a_command_is_answered_with_buttons_that_work() -> None:
    """Commands, presses, forms: as a member goes through them."""

    async def play() -> None:
        script = Script(respond)
        async with simulated(script) as (_, channel, budi):
            answered = await budi.slash(channel, "ask", question="Kapan Iwami tiba?")
            again = await budi.click(answered.response, label="Mengapa?")
            assert "1918" in str(again.response.components)
            form = await budi.click(answered.response, label="Lapor")
            await budi.submit_modal(form, {"note": "Bukan"})
            ask, why, report, filled = script.events
            assert isinstance(ask, Command)
            assert [press.action for press in (why, report) if isinstance(press, Press)] == [
                "why:",
                "report:iwami",
            ]
            assert isinstance(filled, Submit)
            assert filled.values == {"note": "Bukan"}

    asyncio.run(play())


def test_plain_words_are_answered() -> None:
    """In a channel with a mention, in private without."""

    async def play() -> None:
        script = Script(respond)
        async with simulated(script) as (env, channel, budi):
            await budi.send(channel, f"<@{env.bot.user.id}> Kapan?")
            await budi.send(channel, "Bukan untukmu")
            await budi.send_dm("Kapan?")
            assert len(script.events) == 2

    asyncio.run(play())


def test_options_are_completed() -> None:
    """While they are typed."""

    async def play() -> None:
        async with simulated(Script(complete=lambda _: (Choice("Iwami", "Iwami", "kapal"),))) as (
            _,
            channel,
            budi,
        ):
            assert [
                choice["value"] for choice in await budi.autocomplete(channel, "ask", "question", "iw")
            ] == ["Iwami"]

    asyncio.run(play())
