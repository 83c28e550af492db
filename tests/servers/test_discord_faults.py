"""Faults that the loopback Discord can produce, and how discord.py fares with each."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from tests.servers.discord import HTML, TRUNCATED, DiscordServer, Limit
from tests.servers.discord_play import Stage, play, within

SEND = "POST /channels/*/messages"
FIRST_HOOK = "POST /interactions/*/callback"


def sent_times(server: DiscordServer) -> list[float]:
    """When messages were posted, by the server's clock."""
    return [request.time for request in server.requests if request.route == "/channels/{channel}/messages"]


@pytest.mark.parametrize("scope", ["user", "global", "shared"])
def test_a_429_is_waited_out(scope: str) -> None:
    """Of a route, of everything, and of a resource shared with other bots."""

    async def scene(on: Stage) -> None:
        on.server.faults.rate_limit(SEND, 0.3, scope)
        await on.there.send("halo")
        first, second = sent_times(on.server)
        assert second - first >= 0.3
        journal = on.server.platform.journal
        assert (journal.invalid, journal.too_early) == (int(scope != "shared"), 0)

    play(scene)


def test_a_global_429_holds_other_routes_too() -> None:
    """A request elsewhere begins only after the time is over."""

    async def scene(on: Stage) -> None:
        fault = on.server.faults.rate_limit(SEND, 0.3, "global")
        sending = asyncio.ensure_future(on.there.send("halo"))
        await within(on.server.until(lambda: bool(fault.struck)))
        await on.client.fetch_user(on.user.id)
        await within(sending)
        *_, fetched = (one.time for one in on.server.requests if one.route == "/users/{user}")
        assert fetched - sent_times(on.server)[0] >= 0.3

    play(scene)


def test_who_comes_before_the_time_is_refused_again() -> None:
    """And counted."""

    async def scene() -> None:
        async with DiscordServer() as server, aiohttp.ClientSession() as http:
            headers = {"Authorization": f"Bot {server.token}"}
            server.faults.rate_limit("GET /users/@me", 60.0, "global")
            for _ in range(2):
                async with http.get(f"{server.rest_url}/users/@me", headers=headers) as answer:
                    assert answer.status == 429
                    assert answer.headers["Via"]
                    assert (await answer.json())["retry_after"] > 59
            assert server.platform.journal.too_early == 1
            server.clock.advance(60.0)
            async with http.get(f"{server.rest_url}/users/@me", headers=headers) as answer:
                assert answer.status == 200

    asyncio.run(scene())


def test_buckets_are_announced_and_kept_to() -> None:
    """The client waits by itself when nothing is left, and no 429 comes."""

    async def scene(on: Stage) -> None:
        on.server.limits.routes["POST /channels/{channel}/messages"] = Limit(2, 0.3)
        for number in range(4):
            await on.there.send(str(number))
        times = sent_times(on.server)
        assert len(times) == 4
        assert times[2] - times[0] >= 0.29
        assert on.server.platform.journal.invalid == 0

    play(scene)


def test_a_ban_by_the_network_in_front_is_told_at_once() -> None:
    """A 429 without the header ``Via``."""

    async def scene(on: Stage) -> None:
        on.server.faults.rate_limit(SEND, 0.1, via=False)
        with pytest.raises(discord.HTTPException, match="429"):
            await on.there.send("halo")

    play(scene)


def test_a_bot_that_sends_too_much_is_refused() -> None:
    """The server's own global limit."""

    async def scene(on: Stage) -> None:
        on.server.limits.whole = Limit(5, 0.4)
        await asyncio.gather(*(on.client.fetch_user(on.user.id) for _ in range(8)))
        assert on.server.platform.journal.invalid > 0

    play(scene)


@pytest.mark.parametrize("status", [500, 502, 504, 524])
def test_a_failing_server_is_tried_again(status: int) -> None:
    """With a page for an answer."""

    async def scene(on: Stage) -> None:
        fault = on.server.faults.fail(SEND, status, body=HTML)
        await on.there.send("halo")
        assert fault.struck == 1
        assert [each.text for each in on.server.messages(on.channel)] == ["halo"]

    play(scene)


def test_a_server_that_is_away_is_told_at_once() -> None:
    """503, which discord.py does not try again; half an object, which it cannot read."""

    async def scene(on: Stage) -> None:
        on.server.faults.fail(SEND, 503)
        with pytest.raises(discord.DiscordServerError):
            await on.there.send("halo")
        on.server.faults.fail(SEND, 502, body=TRUNCATED)
        with pytest.raises(ValueError, match="Unterminated"):
            await on.there.send("halo")
        on.server.faults.cut(SEND)
        with pytest.raises((aiohttp.ClientError, OSError)):
            await on.there.send("halo")
        assert on.server.messages(on.channel) == []

    play(scene)


def test_a_message_may_be_posted_though_nobody_heard_so() -> None:
    """Accepted, then an error: the nonce that discord.py sends keeps the second try from posting twice."""

    async def scene(on: Stage) -> None:
        on.server.faults.fail(SEND, 502, accepted=True)
        await on.there.send("halo")
        assert len(sent_times(on.server)) == 2
        on.server.faults.cut(SEND, accepted=True)
        with pytest.raises((aiohttp.ClientError, OSError)):
            await on.there.send("hai", nonce="n")
        assert (await on.there.send("hai", nonce="n")).content == "hai"
        assert [each.text for each in on.server.messages(on.channel)] == ["halo", "hai"]

    play(scene)


def test_an_answer_may_hang() -> None:
    """Until it is let go."""

    async def scene(on: Stage) -> None:
        released = on.server.faults.hang(SEND)
        sending = asyncio.ensure_future(on.there.send("halo"))
        await within(on.server.until(lambda: bool(sent_times(on.server))))
        assert not sending.done()
        released.set()
        assert (await within(sending)).content == "halo"

    play(scene)


def test_answers_and_events_may_carry_what_nobody_knows() -> None:
    """Unknown values and fields that are null."""

    async def scene(on: Stage) -> None:
        on.server.faults.change(SEND, lambda body: {**body, "type": 99, "flags": None, "new": {}})
        assert (await on.there.send("halo")).type.value == 99
        on.server.faults.change_event("MESSAGE_CREATE", lambda data: {**data, "type": 99})
        await on.server.say(on.channel, on.user, "halo", mentions_bot=True)
        assert (await on.client.hear()).type.value == 99

    play(scene)


def test_a_late_or_second_response_is_refused() -> None:
    """10062 after three seconds, 40060 the second time, 50027 and 10015 for follow-ups out of time."""

    async def scene(on: Stage) -> None:
        released = on.server.faults.hang(FIRST_HOOK)
        late = await on.server.command(on.user, on.channel, "report")
        await within(on.server.until(lambda: on.server.requests[-1].route.endswith("/callback")))
        on.server.clock.advance(3.1)
        released.set()
        timely = await on.server.command(on.user, on.channel, "report")
        await timely.answered()
        assert await codes(on, late.id, late.token) == [10062, 10015]
        assert await codes(on, timely.id, timely.token) == [40060, None]
        on.server.clock.advance(15 * 60)
        assert await codes(on, timely.id, timely.token) == [10062, 50027]
        assert [violation.kind for violation in on.server.violations] == ["acknowledged"]

    play(scene)


async def codes(on: Stage, number: int, token: str) -> list[int | None]:
    """What a callback and a follow-up are answered with: a code, or none when it is taken."""
    found = []
    body = {"content": "x", "allowed_mentions": {"parse": []}}
    paths = (f"interactions/{number}/{token}/callback", f"webhooks/{on.server.bot.id}/{token}")
    async with aiohttp.ClientSession() as http:
        for path, data in zip(paths, ({"type": 4, "data": body}, body), strict=True):
            async with http.post(f"{on.server.rest_url}/{path}", json=data) as answer:
                found.append((await answer.json()).get("code"))
    return found
