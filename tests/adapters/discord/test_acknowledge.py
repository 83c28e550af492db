"""The first response to an interaction comes in time, and its reply where it belongs."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from bot.blocks import Audience, Field, Form, Option, Reply
from bot.seam import Response
from tests.adapters.discord.stage import ANSWER, Script, stage, text, until
from tests.servers.discord import Callback

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.seam import Event

FORM = Form(
    "report:iwami",
    "Lapor kesalahan",
    (
        Field("kind", "Apa yang salah?", options=(Option("date", "Tanggal"), Option("name", "Nama"))),
        Field("note", "Catatan", required=False, long=True, hint="Sebutkan sumbernya", filled="Menurut"),
    ),
)


class Slow:
    """A script that answers only once it is let."""

    def __init__(self, reply: Reply | Form | None) -> None:
        self.let = asyncio.Event()
        self._reply = reply

    async def __call__(self, event: Event) -> Response:
        """Wait, then answer."""
        del event
        await self.let.wait()
        return Response(self._reply)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Announce what is not ready at once."""
    monkeypatch.setattr("adapters.discord.acknowledge.PATIENCE", 0.0)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("command", "audience", "announced_privately"),
    [
        ("random", Audience.EVERYONE, False),
        ("random", Audience.ASKER, False),
        ("privacy", Audience.ASKER, True),
        ("privacy", Audience.EVERYONE, True),
    ],
)
def test_a_slow_reply_is_announced_first(
    command: str, audience: Audience, *, announced_privately: bool
) -> None:
    """And what is for the asker alone stays so, however it was announced."""

    async def play() -> None:
        slow = Slow(text("Akhirnya.", audience=audience))
        async with stage(Script(slow)) as on:
            interaction = await on.server.command(on.budi, on.channel, command)
            response = await interaction.acknowledged()
            assert response.deferred
            assert response.ephemeral == announced_privately
            slow.let.set()
            await until(lambda: response.text.strip() == "Akhirnya.")
            private = audience is Audience.ASKER or announced_privately
            public = [said for said in on.said() if not said.ephemeral]
            assert [said.text for said in public] == ([] if private else ["Akhirnya."])

    asyncio.run(play())


@pytest.mark.usefixtures("hurried")
def test_a_slow_press_leaves_no_trace_before_its_reply() -> None:
    """The reply then follows, or replaces the message."""

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            message = await on.answer()
            for reply, shown in (
                (text("Baru."), [ANSWER, "Baru."]),
                (text("Ganti.", replaces=True), ["Ganti.", "Baru."]),
            ):
                slow = Slow(reply)
                on.script.respond = slow
                interaction = await on.server.press(on.budi, message, "why:")
                assert (await interaction.acknowledged()).type is Callback.DEFERRED_UPDATE
                slow.let.set()
                await interaction.answered()
                texts = [said.text for said in on.said()]
                assert texts[-1] == shown[-1]
                assert shown[0] is ANSWER or texts[0] == shown[0]

    asyncio.run(play())


def test_a_press_that_opens_a_form_is_never_announced(hurried: None) -> None:
    """The form has to be the first response, however long it takes."""
    del hurried

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            message = await on.answer()
            slow = Slow(FORM)
            on.script.respond = slow
            interaction = await on.server.press(on.budi, message, message.custom_id("Lapor"))
            await until(lambda: len(on.script.events) == 2)
            slow.let.set()
            response = await interaction.answered()
            assert response.type is Callback.MODAL
            assert response.modal is not None
            assert response.modal["custom_id"] == "report:iwami"

    asyncio.run(play())


@pytest.mark.usefixtures("hurried")
def test_a_form_that_comes_too_late_can_still_be_opened() -> None:
    """By a button."""

    async def play() -> None:
        slow = Slow(FORM)
        async with stage(Script(slow)) as on:
            interaction = await on.server.command(on.budi, on.channel, "report", {"fact": "iwami"})
            assert (await interaction.acknowledged()).deferred
            slow.let.set()
            message = (await interaction.answered()).message
            assert message is not None
            await until(lambda: message.controls)
            assert message.custom_id("Lapor kesalahan") == "!report:iwami"

    asyncio.run(play())


@pytest.mark.parametrize("slow", [False, True])
def test_silence_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, *, slow: bool) -> None:
    """A command is acknowledged all the same, else Discord says that the bot failed."""
    if slow:
        monkeypatch.setattr("adapters.discord.acknowledge.PATIENCE", 0.0)

    async def play() -> None:
        async with stage() as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            message = await on.answer()
            nothing = Slow(None)
            nothing.let.set()
            on.script.respond = nothing
            command = await on.server.command(on.budi, on.channel, "random")
            assert (await command.acknowledged()).deferred
            await until(lambda: on.said() == [message])
            press = await on.server.press(on.budi, message, "why:")
            assert (await press.acknowledged()).type is Callback.DEFERRED_UPDATE

    asyncio.run(play())


def test_an_answer_that_comes_too_late_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Without a traceback; the next one is answered."""

    async def play() -> None:
        slow = Slow(ANSWER)
        async with stage(Script(slow)) as on:
            await on.server.command(on.budi, on.channel, "random")
            await until(lambda: on.script.events)
            on.server.clock.advance(4)
            slow.let.set()
            late = await until(lambda: [one for one in caplog.records if "too late" in one.getMessage()])
            assert [(one.levelno, one.exc_info) for one in late] == [(logging.WARNING, None)]
            await (await on.server.command(on.budi, on.channel, "random")).answered()

    asyncio.run(play())


def test_a_handler_that_fails_does_not_leave_a_member_waiting() -> None:
    """The interaction is acknowledged, and the next one answered."""

    async def play() -> None:
        async with stage(Script(failing_first())) as on:
            await (await on.server.command(on.budi, on.channel, "random")).acknowledged()
            assert "1918" in (await (await on.server.command(on.budi, on.channel, "random")).answered()).text

    asyncio.run(play())


def failing_first() -> Callable[[Event], Response]:
    """A script that fails once."""
    failures = [ValueError("x")]

    def respond(_: Event) -> Response:
        if failures:
            raise failures.pop()
        return Response(ANSWER)

    return respond
