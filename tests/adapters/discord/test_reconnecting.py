"""A connection that fails comes back by itself, is begun anew, or is given up, as Discord means it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.delivery import RefusedError
from tests.adapters.discord.stage import PATIENCE, stage, until
from tests.servers.discord import Stage as Step

if TYPE_CHECKING:
    from tests.adapters.discord.stage import Stage


async def answers(on: Stage) -> None:
    """A command is answered; the bot is well."""
    assert "1918" in (await (await on.server.command(on.budi, on.channel, "random")).answered()).text


async def ended(on: Stage) -> None:
    """Wait until ``run`` ends, and raise what it ends with."""
    await asyncio.wait_for(asyncio.shield(on.running[-1]), PATIENCE)


@pytest.mark.parametrize("step", [Step.AFTER_HELLO, Step.AFTER_IDENTIFY, Step.AFTER_READY])
def test_f1_a_connection_that_drops_while_it_begins_is_made_again(step: Step) -> None:
    """By the library, without an end of ``run``."""

    async def play() -> None:
        async with stage(serving=False) as on:
            on.server.faults.drop(step)
            on.start()
            await on.connected()
            await answers(on)
            assert on.server.gateway.identifies <= 2

    asyncio.run(play())


@pytest.mark.parametrize("step", [Step.UPGRADE, Step.BEFORE_HELLO])
def test_f1_a_first_connection_that_fails_ends_the_run(step: Step) -> None:
    """The library cannot go on from there; whoever runs the adapter runs it again."""

    async def play() -> None:
        async with stage(serving=False) as on:
            on.server.faults.drop(step, times=1)
            on.start()
            try:
                await on.connected()
            except ConnectionError as error:
                assert str(error) == "Discord's gateway cannot be reached"  # noqa: PT017  # it need not fail
                on.start()
                await on.connected()
            await answers(on)
            assert on.server.gateway.identifies == 1

    asyncio.run(play())


@pytest.mark.parametrize("step", [Step.UPGRADE, Step.AFTER_HELLO])
def test_f1_a_later_connection_that_fails_is_made_again(step: Step) -> None:
    """As often as needed; nothing that was said meanwhile is lost."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.drop(step, times=2)
            on.server.gateway.cut()
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await on.answer()
            assert on.server.gateway.identifies == 1
            assert len(on.said()) == 1

    asyncio.run(play())


def test_f2_a_silent_connection_is_given_up_and_resumed() -> None:
    """What was said meanwhile is answered."""

    async def play() -> None:
        async with stage(serving=False) as on:
            on.server.gateway.heartbeat_interval = 100
            on.start(heartbeat=0.5)
            await on.connected()
            on.server.faults.silent = True
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await until(lambda: on.server.gateway.connections > 1)
            on.server.faults.silent = False
            await on.answer()
            assert on.server.gateway.identifies == 1

    asyncio.run(play())


@pytest.mark.parametrize("resumable", [True, False])
def test_f3_an_invalid_session_is_resumed_or_begun_anew(*, resumable: bool) -> None:
    """As Discord says."""

    async def play() -> None:
        async with stage() as on:
            await on.server.gateway.invalidate(resumable=resumable)
            await on.server.gateway.settled(identifies=1 if resumable else 2, resumes=1 if resumable else 0)
            await until(lambda: on.adapter.connected)
            await answers(on)

    asyncio.run(play())


def test_f3_a_resume_that_is_refused_begins_anew() -> None:
    """With one more identify, not more."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.refuse_resumes = 1
            on.server.gateway.cut()
            await on.server.gateway.settled(identifies=2)
            await until(lambda: on.adapter.connected)
            await answers(on)
            assert on.server.gateway.identifies == 2

    asyncio.run(play())


@pytest.mark.parametrize("sharded", [False, True])
@pytest.mark.parametrize(
    ("code", "word"), [(4004, "token"), (4014, "Message Content"), (4013, "newer version")]
)
def test_f4_a_refusal_for_good_is_not_tried_again(code: int, word: str, *, sharded: bool) -> None:
    """It ends with a sentence that tells what to mend, after one identify at most."""

    async def play() -> None:
        async with stage(serving=False, sharded=sharded) as on:
            on.server.faults.reject_identifies_with = code
            on.start()
            with pytest.raises(RefusedError, match=word):
                await asyncio.wait_for(ended(on), 5)
            assert on.server.gateway.connections == 1

    asyncio.run(play())


def test_f4_a_wrong_token_is_refused_before_anything_is_connected() -> None:
    """And never shown."""

    async def play() -> None:
        async with stage(serving=False) as on:
            on.server.bad_token = True
            on.start()
            with pytest.raises(RefusedError) as refused:
                await asyncio.wait_for(ended(on), 5)
            assert "developer portal" in str(refused.value)
            assert on.server.token not in str(refused.value)
            assert on.server.gateway.connections == 0

    asyncio.run(play())
