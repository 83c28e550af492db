"""The adapter's life on Discord: it comes back by itself, gives up where that is right, and ends in order."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord.comparison import DIGEST, digest
from bot.seam import Change, Event, Membership, Response
from tests.adapters.discord.stage import ANSWER, PATIENCE, Script, definitions, saying, stage, text, until
from tests.servers.discord import Stage as Step

if TYPE_CHECKING:
    from tests.adapters.discord.stage import Stage


async def answers(on: Stage) -> None:
    """A command is answered; the bot is well."""
    assert "1918" in (await (await on.server.command(on.budi, on.channel, "random")).answered()).text


async def ended(on: Stage) -> None:
    """Wait until ``run`` ends, and raise what it ends with."""
    await asyncio.wait_for(asyncio.shield(on.running[-1]), PATIENCE)


def test_f6_a_login_that_fails_ends_the_run() -> None:
    """Whoever runs the adapter runs it again."""

    async def play() -> None:
        async with stage(serving=False) as on:
            on.server.faults.fail("GET /users/@me", 503)
            on.start()
            with pytest.raises(Exception, match="503"):
                await ended(on)
            on.start()
            await on.connected()
            await answers(on)

    asyncio.run(play())


@pytest.mark.parametrize(
    ("event", "spoilt"),
    [
        ("MESSAGE_CREATE", {"id": None}),
        ("MESSAGE_CREATE", {"author": None}),
        ("MESSAGE_CREATE", {"channel_id": "x"}),
        ("INTERACTION_CREATE", {"data": None}),
        ("INTERACTION_CREATE", {"type": 99}),
        ("INTERACTION_CREATE", {"member": None, "user": None}),
    ],
)
def test_f6_an_event_that_cannot_be_read_is_lost_alone(event: str, spoilt: dict[str, Any]) -> None:
    """As it is, the library would end over it."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.change_event(event, lambda data: {**data, **spoilt})
            if event == "MESSAGE_CREATE":
                await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            else:
                await on.server.command(on.budi, on.channel, "random")
            await answers(on)
            assert on.server.gateway.connections == 1

    asyncio.run(play())


def test_f6_an_unknown_type_of_message_is_no_question() -> None:
    """Discord adds types as it likes."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.change_event("MESSAGE_CREATE", lambda data: {**data, "type": 999})
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await answers(on)
            assert len(on.script.events) == 1

    asyncio.run(play())


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/api/v10", "http://tak.ada.invalid/api/v10"])
def test_f7_a_platform_that_cannot_be_reached_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Whoever runs the adapter runs it again."""

    async def play() -> None:
        async with stage(serving=False) as on:
            monkeypatch.setattr("discord.http.Route.BASE", address)
            on.start()
            with pytest.raises(OSError, match=r"127\.0\.0\.1|tak\.ada"):
                await ended(on)

    asyncio.run(play())


def test_f7_a_login_that_hangs_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library itself would wait for five minutes."""
    monkeypatch.setattr("adapters.discord.adapter.LOGIN", 0.2)

    async def play() -> None:
        async with stage(serving=False) as on:
            released = on.server.faults.hang("GET /users/@me")
            on.start()
            with pytest.raises(TimeoutError):
                await ended(on)
            released.set()

    asyncio.run(play())


def test_f9_what_is_being_answered_when_it_closes_is_still_answered() -> None:
    """And nothing new is taken in."""

    async def play() -> None:
        finishing = asyncio.Event()

        async def respond(_: Event) -> Response:
            await finishing.wait()
            return Response(ANSWER)

        async with stage(Script(respond)) as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            command = await on.server.command(on.budi, on.channel, "random")
            await until(lambda: len(on.script.events) == 2)
            closing = asyncio.create_task(on.adapter.close())
            await asyncio.sleep(0)
            await on.server.say(on.channel, on.budi, "Terlambat", mentions_bot=True)
            finishing.set()
            await closing
            await ended(on)
            assert "1918" in command.response.text
            assert len(on.said()) == 2
            assert len(on.script.events) == 2

    asyncio.run(play())


def test_f9_what_never_ends_does_not_keep_it_from_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while it is given up."""
    monkeypatch.setattr("adapters.discord.work.DRAIN", 0.1)

    async def respond(_: Event) -> Response:
        await asyncio.Event().wait()
        return Response()

    async def play() -> None:
        async with stage(Script(respond)) as on:
            await on.server.say(on.channel, on.budi, "Halo", mentions_bot=True)
            await until(lambda: on.script.events)
            await on.stop()

    asyncio.run(play())


def test_closing_before_it_serves_keeps_it_from_serving() -> None:
    """And closing twice does no harm."""

    async def play() -> None:
        async with stage() as on:
            await on.stop()
            await on.adapter.close()
            await on.adapter.run(on.script)
            assert on.server.gateway.connections == 1

    asyncio.run(play())


def test_it_tells_whether_it_is_connected() -> None:
    """Before, while and after."""

    async def play() -> None:
        async with stage(serving=False) as on:
            on.start()
            told = [on.adapter.connected]
            await on.connected()
            told.append(on.adapter.connected)
            on.server.faults.drop(Step.UPGRADE, times=1)
            on.server.gateway.cut()
            await until(lambda: not on.adapter.connected)
            await until(lambda: on.adapter.connected)
            await on.stop()
            assert [*told, on.adapter.connected] == [False, True, False]

    asyncio.run(play())


def test_several_connections_serve_as_one() -> None:
    """By the number that Discord recommends."""

    async def play() -> None:
        async with stage(serving=False, sharded=True) as on:
            on.server.gateway.guilds_per_shard = 1
            on.server.add_guild("lain")
            on.start()
            await on.connected()
            await answers(on)
            assert on.server.gateway.identifies == 2

    asyncio.run(play())


def test_joining_and_leaving_a_server_is_handed_over() -> None:
    """And a greeting goes where the bot may write."""

    async def play() -> None:
        async with stage(Script(saying(text("Salam kenal.")))) as on:
            client = on.adapter._client
            assert client is not None
            await client.wait_until_ready()  # until then the library takes every server for an old one
            guild = on.server.add_guild("baru", channels=["lobi"], joined=False)
            await on.server.announce(guild)
            event = await on.first()
            assert isinstance(event, Membership)
            assert (event.change, event.place.community) == (Change.ADDED, str(guild.id))
            assert (await on.answer(channel=guild.channel("lobi"))).text == "Salam kenal."
            await on.server.kick(guild)
            left = await until(lambda: on.script.events[1:])
            assert isinstance(left[0], Membership)
            assert left[0].change is Change.REMOVED

    asyncio.run(play())


def test_an_outage_of_a_server_is_no_leaving() -> None:
    """Nothing is handed over, so that nothing is forgotten."""

    async def play() -> None:
        async with stage() as on:
            await on.server.lose(on.guild)
            await on.server.announce(on.guild)
            await answers(on)
            assert not [event for event in on.script.events if isinstance(event, Membership)]

    asyncio.run(play())


@pytest.mark.parametrize(("noted", "warned"), [("same", False), ("other", True), (None, True)])
def test_commands_that_may_be_old_are_told_at_start(
    caplog: pytest.LogCaptureFixture, noted: str | None, *, warned: bool
) -> None:
    """By the digest that ``babad discord sync`` notes."""

    async def play() -> None:
        async with stage(serving=False) as on:
            if noted is not None:
                on.notes.kept[DIGEST] = digest(await definitions()) if noted == "same" else noted
            on.start()
            await on.connected()

    asyncio.run(play())
    assert any("babad discord sync" in record.getMessage() for record in caplog.records) == warned


def test_a_store_that_is_away_keeps_nobody_from_serving() -> None:
    """The digest can wait."""

    async def play() -> None:
        async with stage(serving=False) as on:
            on.notes.away = True
            on.start()
            await on.connected()
            await answers(on)

    asyncio.run(play())


def test_no_token_and_no_words_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Not even while debugging."""

    async def play() -> None:
        async with stage(serving=False) as on:
            with caplog.at_level(logging.DEBUG):
                on.start()
                await on.connected()
                await on.server.say(on.channel, on.budi, "Kata rahasia", mentions_bot=True)
                interaction = await on.server.command(
                    on.budi, on.channel, "ask", {"question": "Kata rahasia"}
                )
                await interaction.answered()
                await on.answer()
            logged = "\n".join(
                record.getMessage() for record in caplog.records if record.name != "aiohttp.access"
            )
            for secret in (on.server.token, interaction.token, "rahasia", "1918"):
                assert secret not in logged

    asyncio.run(play())
