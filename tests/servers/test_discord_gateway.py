"""The loopback Discord's gateway: every fault of it, what is replayed, and shards."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
import pytest

from tests.servers.discord import DiscordServer, pointed_at
from tests.servers.discord import Stage as Point
from tests.servers.discord_play import INTENTS, Player, Stage, play, stage, within

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def after(on: Stage, disturb: Callable[[DiscordServer], Awaitable[None]], event: str) -> None:
    """Disturb the gateway, say something meanwhile, and see that the bot comes back and hears it once."""
    server = on.server
    while not on.client.events.empty():
        on.client.events.get_nowait()
    await disturb(server)
    await server.say(on.channel, on.user, "sementara", mentions_bot=True)
    if event == "resumed":
        assert "sementara" in (await on.client.hear()).content
    assert await within(on.client.events.get()) == event
    await server.say(on.channel, on.user, "kemudian", mentions_bot=True)
    while "kemudian" not in (await on.client.hear()).content:
        assert event == "ready"
    assert on.client.heard.empty()
    assert server.violations == []


async def cut(server: DiscordServer) -> None:
    """Break off without a word."""
    server.gateway.cut()


def closing(code: int) -> Callable[[DiscordServer], Awaitable[None]]:
    """Close with a code."""
    return lambda server: server.gateway.close(code)


RESUMABLE: dict[str, Callable[[DiscordServer], Awaitable[None]]] = {
    "op 7": lambda server: server.gateway.reconnect(),
    "op 9 true": lambda server: server.gateway.invalidate(resumable=True),
    "cut": cut,
    **{str(code): closing(code) for code in (1000, 1001, 4000, 4001, 4008, 4009)},
}


@pytest.mark.parametrize("fault", RESUMABLE)
def test_what_was_said_meanwhile_is_replayed_on_resume(fault: str) -> None:
    """After every fault that leaves the session alive."""

    async def scene(on: Stage) -> None:
        await after(on, RESUMABLE[fault], "resumed")
        gateway = on.server.gateway
        assert (gateway.identifies, gateway.resumes) == (1, 1)

    play(scene)


def test_a_session_called_invalid_begins_anew() -> None:
    """Op 9 false, at once or in answer to a RESUME."""

    async def scene(on: Stage) -> None:
        await after(on, lambda server: server.gateway.invalidate(resumable=False), "ready")
        on.server.faults.refuse_resumes = 1
        await after(on, cut, "ready")
        on.server.faults.refuse_identifies = 1
        await after(on, lambda server: server.gateway.invalidate(resumable=False), "ready")
        assert (on.server.gateway.identifies, on.server.gateway.resumes) == (5, 1)

    play(scene)


@pytest.mark.parametrize("point", [Point.AFTER_HELLO, Point.BEFORE_HELLO, Point.UPGRADE])
def test_a_resume_that_breaks_off_is_tried_again(point: Point) -> None:
    """At each stage before it is answered."""

    async def scene(on: Stage) -> None:
        on.server.faults.drop(point)
        await after(on, cut, "resumed")
        assert on.server.gateway.identifies == 1

    play(scene)


@pytest.mark.parametrize("point", [Point.AFTER_HELLO, Point.AFTER_IDENTIFY, Point.AFTER_READY])
def test_a_beginning_that_breaks_off_is_tried_again(point: Point) -> None:
    """At each stage that discord.py survives the first time."""

    async def scene() -> None:
        server = DiscordServer()
        server.faults.drop(point)
        async with stage(server) as on:
            await server.say(on.channel, on.user, "halo", mentions_bot=True)
            assert (await on.client.hear()).content == "<@1001> halo"

    asyncio.run(scene())


def test_a_silent_gateway_is_noticed() -> None:
    """No frame comes for longer than the client waits; what was said meanwhile is replayed."""

    async def scene() -> None:
        server = DiscordServer()
        server.gateway.heartbeat_interval = 0.1
        async with stage(server, heartbeat_timeout=0.5) as on:
            server.faults.silent = True
            await server.say(on.channel, on.user, "sementara", mentions_bot=True)
            await within(server.gateway.settled(connections=2))
            server.faults.silent = False
            assert "sementara" in (await on.client.hear()).content
            assert server.gateway.identifies == 1

    asyncio.run(scene())


def test_a_gateway_that_asks_for_a_heartbeat_gets_one() -> None:
    """Op 1; and acknowledgements may be withheld without a client noticing while events come."""

    async def scene(on: Stage) -> None:
        gateway = on.server.gateway
        on.server.faults.withhold_acks = True
        before = gateway.heartbeats
        await gateway.ask_heartbeat()
        await within(on.server.until(lambda: gateway.heartbeats > before))

    play(scene)


@pytest.mark.parametrize(
    ("code", "error"), [(4004, discord.ConnectionClosed), (4014, discord.PrivilegedIntentsRequired)]
)
def test_codes_that_are_final_end_the_client(code: int, error: type[Exception]) -> None:
    """A bad token and disallowed intents: one IDENTIFY, and never again."""

    async def scene() -> None:
        async with DiscordServer() as server:
            server.faults.reject_identifies_with = code
            with pointed_at(server), pytest.raises(error):
                async with Player() as client:
                    await within(client.start(server.token))
            assert server.gateway.identifies == 1

    asyncio.run(scene())


def test_intents_that_were_not_granted_are_disallowed() -> None:
    """As the portal would have it."""

    async def scene() -> None:
        async with DiscordServer() as server:
            with pointed_at(server), pytest.raises(discord.PrivilegedIntentsRequired):
                async with Player(intents=discord.Intents.all()) as client:
                    await within(client.start(server.token))

    asyncio.run(scene())


@pytest.mark.parametrize("bad", ["the server's", "the client's"])
def test_a_bad_token_does_not_get_in(bad: str) -> None:
    """Refused by the server, or simply wrong."""

    async def scene() -> None:
        async with DiscordServer() as server:
            server.bad_token = bad == "the server's"
            with pointed_at(server), pytest.raises(discord.LoginFailure):
                async with Player() as client:
                    await within(client.start(server.token if server.bad_token else "wrong"))
            assert server.platform.journal.invalid == 1

    asyncio.run(scene())


def test_shards_hear_their_own_guilds() -> None:
    """Two shards of one process, told by the gateway how many there should be."""

    async def scene() -> None:
        server = DiscordServer()
        async with server:
            guilds = [server.add_guild(f"kelas {number}") for number in range(6)]
            user = server.add_user("budi")
            server.gateway.guilds_per_shard = 3
            with pointed_at(server):
                client = Sharded(intents=INTENTS, guild_ready_timeout=0.05)
                running = asyncio.create_task(client.start(server.token))
                await within(client.ready.wait())
                assert client.shard_count == 2
                assert sorted(guild.name for guild in client.guilds) == [guild.name for guild in guilds]
                for guild in guilds:
                    await server.say(guild.channel("general"), user, "halo", mentions_bot=True)
                shards = [await within(client.heard.get()) for _ in guilds]
                assert sorted(shards) == [0, 0, 0, 1, 1, 1]
                await client.close()
                await within(running)
            assert server.gateway.identifies == 2

    asyncio.run(scene())


class Sharded(discord.AutoShardedClient):
    """Notes on which shard it hears something."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.ready = asyncio.Event()
        self.heard: asyncio.Queue[int] = asyncio.Queue()

    async def on_ready(self) -> None:
        """Note it."""
        self.ready.set()

    async def on_message(self, message: discord.Message) -> None:
        """Note the shard."""
        assert message.guild is not None
        self.heard.put_nowait(message.guild.shard_id)
