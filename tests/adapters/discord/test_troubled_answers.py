"""Answers reach whoever asked although the network or the platform fails for a moment."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.blocks import Audience
from bot.seam import Response
from tests.adapters.discord.stage import Script, saying, stage, text, until
from tests.servers.discord import HTML

if TYPE_CHECKING:
    from tests.adapters.discord.stage import Stage

CALLBACK = "POST /interactions/*/callback*"
MESSAGES = "POST /channels/*/messages"


async def asked(on: Stage) -> str:
    """What a member reads after a command."""
    interaction = await on.server.command(on.budi, on.channel, "random")
    return (await interaction.answered()).text


@pytest.mark.parametrize("accepted", [False, True])
def test_a_response_whose_connection_is_cut_is_given_again(*, accepted: bool) -> None:
    """Whether it had arrived or not, there is one answer."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.cut(CALLBACK, accepted=accepted)
            assert "1918" in await asked(on)
            await on.stop()
            assert len(on.said()) == 1
            on.server.violations.clear()  # a second response to one interaction is what is tried here

    asyncio.run(play())


@pytest.mark.parametrize("scope", ["user", "global", "shared"])
def test_f5_a_response_that_is_held_up_comes_later(scope: str) -> None:
    """By as long as Discord says."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.rate_limit(CALLBACK, 0.2, scope=scope)
            assert "1918" in await asked(on)

    asyncio.run(play())


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_f6_a_response_to_a_failing_platform_is_given_again(status: int) -> None:
    """Within the three seconds that there are."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.fail(CALLBACK, status, body=HTML)
            assert "1918" in await asked(on)

    asyncio.run(play())


def test_an_announcement_whose_connection_is_cut_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the answer follows."""
    monkeypatch.setattr("adapters.discord.acknowledge.PATIENCE", 0.0)

    async def play() -> None:
        async with stage(Script(slowly)) as on:
            on.server.faults.cut(CALLBACK)
            assert "Ya." in await asked(on)

    asyncio.run(play())


async def slowly(_: object) -> Response:
    """A script that lets others go first."""
    for _turn in range(10):
        await asyncio.sleep(0)
    return Response(text("Ya."))


@pytest.mark.parametrize("fault", ["cut", "accepted", "503", "502", "hang"])
def test_an_answer_to_plain_words_is_written_again(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """Its nonce keeps it single."""
    monkeypatch.setattr("adapters.discord.messages.DEADLINE", 3.0 if fault != "hang" else 0.5)

    async def play() -> None:
        async with stage() as on:
            match fault:
                case "cut" | "accepted":
                    on.server.faults.cut(MESSAGES, accepted=fault == "accepted")
                case "hang":
                    on.server.faults.hang(MESSAGES, accepted=True)
                case _:
                    on.server.faults.fail(MESSAGES, int(fault), accepted=True)
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await on.answer()
            await on.stop()
            assert len(on.said()) == 1

    asyncio.run(play())


def test_an_answer_that_cannot_be_written_at_all_is_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The next one can."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.fail(MESSAGES, 403)
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            told = await until(lambda: [one for one in caplog.records if "Not answered" in one.getMessage()])
            assert [one.exc_info for one in told] == [None]
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await on.answer()

    asyncio.run(play())


def test_a_further_message_that_may_have_arrived_is_not_repeated() -> None:
    """It carries no nonce; what it continues is there."""

    async def play() -> None:
        long = " ".join(f"kata{number}" for number in range(1000))
        async with stage(Script(saying(text(long, audience=Audience.ASKER)))) as on:
            on.server.faults.cut("POST /webhooks/*", accepted=True)
            assert "kata0" in await asked(on)
            await on.stop()
            assert len(on.said()) == len({said.text for said in on.said()})

    asyncio.run(play())


def test_the_refusal_of_a_container_is_answered_in_plain_words() -> None:
    """With the same interaction."""

    async def play() -> None:
        async with stage() as on:
            body = b'{"message": "Invalid Form Body", "code": 50035, "errors": {}}'
            on.server.faults.fail(CALLBACK, 400, body=body)
            assert (await asked(on)).startswith("### Iwami")
            assert on.said()[0].content

    asyncio.run(play())
