"""The loopback Discord as a process of its own, driven over HTTP, and discord.py pointed there and back."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.servers.discord import DiscordServer, pointed_at
from tests.servers.discord_play import Player, stage, within

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULE = "tests.servers.discord"


@dataclass(frozen=True, slots=True)
class Remote:
    """A server in a process of its own, by its URLs."""

    rest_url: str
    gateway_url: str
    control_url: str
    token: str

    async def control(self, verb: str, **asked: Any) -> dict[str, Any]:
        """Have it do something."""
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{self.control_url}/{verb}", json=asked) as answer,
        ):
            result: dict[str, Any] = {"status": answer.status, **await answer.json()}
            return result


@contextmanager
def process() -> Iterator[Remote]:
    """Start it, and end it by SIGTERM."""
    with subprocess.Popen([sys.executable, "-m", MODULE], stdout=subprocess.PIPE, text=True) as running:  # noqa: S603  # our own
        assert running.stdout
        yield Remote(**json.loads(running.stdout.readline()))
        running.terminate()
        assert running.wait(30) == 0


def test_a_process_is_driven_over_http() -> None:
    """Guilds, users, messages, commands under load, faults and counters; mistakes are told."""

    async def scene(remote: Remote) -> None:
        guild = (await remote.control("guilds", count=2, channels=["umum"]))["guilds"][1]
        who = {
            "user": (await remote.control("user", name="budi"))["id"],
            "channel": guild["channels"]["umum"],
        }
        await remote.control("fault", kind="fail", pattern="GET /oauth2/*", status=502)
        with pointed_at(remote):
            async with Player() as client:
                running = asyncio.create_task(client.start(remote.token))
                await within(client.ready.wait())
                await remote.control("say", **who, text="halo", mentions_bot=True)
                assert (await client.hear()).content == "<@1001> halo"
                await remote.control("gateway", do="invalidate", resumable=True)
                answer = await remote.control("command", **who, name="ask", options={"question": "siapa?"})
                assert answer["text"] == "en-US: siapa?"
                report = await remote.control(
                    "load",
                    **who,
                    command="ask",
                    options=[{"question": "a"}, {"question": "b"}],
                    seconds=0.2,
                    rate=50,
                )
                assert (report["sent"], report["answered"], report["lost"]) == (10, 10, 0)
                assert set(report["delay"]) == {"50", "90", "99", "100"}
                found = (await remote.control("messages", channel=who["channel"]))["messages"]
                assert [one["text"] for one in found][-2:] == ["en-US: a", "en-US: b"]
                posts = (await remote.control("posts"))["posts"]
                assert [one["text"] for one in posts if one["channel"] == who["channel"]][-1] == "en-US: b"
                assert posts[0]["at"] <= posts[-1]["at"]
                await client.close()
                await within(running)
        state = await remote.control("state")
        assert (state["identifies"], state["violations"]) == (1, [])
        assert (await remote.control("dance"))["status"] == 404
        mistake = await remote.control("command", **who, name="nothing")
        assert (mistake["status"], "no command" in mistake["error"]) == (400, True)

    with process() as remote:
        asyncio.run(scene(remote))


def test_a_client_is_pointed_back_afterwards() -> None:
    """Nothing of discord.py stays changed."""

    async def scene() -> None:
        before = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Client.before_identify_hook)
        async with DiscordServer() as server:
            with pointed_at(server):
                assert server.rest_url == Route.BASE
        after = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Client.before_identify_hook)
        assert before == after

    asyncio.run(scene())


def test_ten_thousand_guilds_are_served() -> None:
    """Over four shards, as Discord demands."""

    async def scene() -> None:
        server = DiscordServer()
        for number in range(10_000):
            server.add_guild(f"kelas {number}")
        async with server, aiohttp.ClientSession() as http:
            headers = {"Authorization": f"Bot {server.token}"}
            async with http.get(f"{server.rest_url}/gateway/bot", headers=headers) as answer:
                assert (await answer.json())["shards"] == 4
            identify = {"token": server.token, "intents": 1, "properties": {}}
            assert await guilds_of(http, server, {**identify, "shard": [2, 4]}) == 2500
            assert await guilds_of(http, server, identify) == 4011

    asyncio.run(scene())


async def guilds_of(
    http: aiohttp.ClientSession, server: DiscordServer, identify: dict[str, Any]
) -> int | None:
    """How many guilds a shard is told of, or the code that it is closed with."""
    async with http.ws_connect(server.gateway_url) as gateway:
        await gateway.send_json({"op": 2, "d": identify})
        count = wanted = 0
        async for message in gateway:
            frame = json.loads(message.data)
            if frame["t"] == "READY":
                wanted = len(frame["d"]["guilds"])
            count += int(frame["t"] == "GUILD_CREATE")
            if wanted and count == wanted:
                return count
        code: int | None = gateway.close_code
        return code


def test_a_bot_that_breaks_the_gateways_rules_is_closed() -> None:
    """Undecodable or unknown frames, and too many of them, with Discord's codes."""

    async def scene() -> None:
        async with DiscordServer() as server, aiohttp.ClientSession() as http:
            frames = {4002: ["{"], 4001: ['{"op":99}'], 4008: ['{"op":1,"d":null}'] * 121}
            for code, sent in frames.items():
                async with http.ws_connect(server.gateway_url) as gateway:
                    for frame in sent:
                        await gateway.send_str(frame)
                    async for _ in gateway:
                        pass
                    assert gateway.close_code == code
            assert [violation.where for violation in server.violations] == ["4002", "4001", "4008"]

    asyncio.run(scene())


def test_identifies_may_be_paced() -> None:
    """A second one within the interval is refused by op 9."""

    async def scene() -> None:
        server = DiscordServer()
        server.gateway.identify_interval = 5.0
        async with stage(server) as on:
            assert await within(on.client.events.get()) == "ready"
            await server.gateway.invalidate(resumable=False)
            await server.gateway.settled(identifies=3)
            assert on.client.events.empty()
            server.clock.advance(5.0)
            assert await within(on.client.events.get()) == "ready"

    asyncio.run(scene())
