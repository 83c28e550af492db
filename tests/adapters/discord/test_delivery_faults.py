"""Posts through a platform and a network that fail: never doubled, never lost in silence."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.delivery import Later, Sent, Unsure
from bot.seam import Place
from tests.adapters.discord.stage import ANSWER, Stage, stage
from tests.servers.discord import HTML, TRUNCATED

if TYPE_CHECKING:
    from tests.servers.discord import Channel

POSTS = "POST /channels/*/messages"


def there(on: Stage, channel: Channel | None = None) -> Place:
    """A channel as a place."""
    found = channel or on.channel
    parent = found.parent if found.is_thread else None
    if parent is not None:
        return Place("discord", str(on.guild.id), str(parent.id), str(found.id))
    return Place("discord", str(on.guild.id), str(found.id))


@pytest.mark.parametrize("scope", ["user", "global", "shared"])
def test_f5_a_short_rate_limit_is_waited_out(scope: str) -> None:
    """By the library, as long as Discord says."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.rate_limit(POSTS, 0.3, scope=scope)
            assert isinstance(await on.adapter.send(there(on), ANSWER, "1"), Sent)
            assert len(on.said()) == 1
            assert on.server.platform.journal.too_early == 0

    asyncio.run(play())


@pytest.mark.parametrize("scope", ["user", "global", "shared"])
@pytest.mark.parametrize("seconds", [65.0, 1337.0])
def test_f5_a_long_rate_limit_is_told(scope: str, seconds: float) -> None:
    """And not waited for, since the post can be sent later."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.rate_limit(POSTS, seconds, scope=scope)
            delivery = await on.adapter.send(there(on), ANSWER, "1")
            assert isinstance(delivery, Later)
            assert delivery.seconds == pytest.approx(seconds, abs=1)

    asyncio.run(play())


def test_f5_a_rate_limit_that_outlasts_the_deadline_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was sent: whoever waits knows when to try again."""
    monkeypatch.setattr("adapters.discord.deliveries.DEADLINE", 0.2)

    async def play() -> None:
        async with stage() as on:
            on.server.faults.rate_limit(POSTS, 20.0)
            delivery = await on.adapter.send(there(on), ANSWER, "1")
            assert isinstance(delivery, Later)
            assert delivery.seconds == pytest.approx(20, abs=1)

    asyncio.run(play())


@pytest.mark.parametrize("status", [500, 502, 504, 524])
def test_f6_a_passing_fault_is_survived(status: int) -> None:
    """The library tries again with the same nonce, so that nothing is doubled."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.fail(POSTS, status, body=HTML, accepted=True)
            assert isinstance(await on.adapter.send(there(on), ANSWER, "1"), Sent)
            assert len(on.said()) == 1

    asyncio.run(play())


def test_f6_an_overloaded_platform_leaves_a_doubt() -> None:
    """It may have carried out what it answers so."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.fail(POSTS, 503, accepted=True)
            assert await on.adapter.send(there(on), ANSWER, "1") == Unsure()
            assert isinstance(await on.adapter.send(there(on), ANSWER, "1"), Sent)
            assert len(on.said()) == 1

    asyncio.run(play())


@pytest.mark.parametrize(
    "body", [TRUNCATED, HTML, b'{"id": null}', b"[]"], ids=["cut", "html", "null", "list"]
)
def test_f6_an_answer_that_cannot_be_read_leaves_a_doubt(body: bytes) -> None:
    """It was accepted, and what it came to is not known."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.fail(POSTS, 200, body=body, accepted=True)
            assert await on.adapter.send(there(on), ANSWER, "1") == Unsure()

    asyncio.run(play())


def test_f6_unknown_values_in_an_answer_do_no_harm() -> None:
    """Discord adds types and leaves out fields as it likes."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.change(
                POSTS, lambda body: {**body, "type": 99, "author": None, "unheard": {"of": 1}}
            )
            delivery = await on.adapter.send(there(on), ANSWER, "1")
            assert isinstance(delivery, Sent | Unsure)
            assert len(on.said()) == 1

    asyncio.run(play())


@pytest.mark.parametrize("accepted", [False, True])
def test_f7_a_cut_connection_leaves_a_doubt(*, accepted: bool) -> None:
    """Whether it arrived is not known; sent again, it is there once."""

    async def play() -> None:
        async with stage() as on:
            on.server.faults.cut(POSTS, accepted=accepted)
            assert await on.adapter.send(there(on), ANSWER, "1") == Unsure()
            assert isinstance(await on.adapter.send(there(on), ANSWER, "1"), Sent)
            assert len(on.said()) == 1

    asyncio.run(play())


def test_f7_a_server_that_hangs_leaves_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the deadline; the library itself would wait for five minutes."""
    monkeypatch.setattr("adapters.discord.deliveries.DEADLINE", 0.2)

    async def play() -> None:
        async with stage() as on:
            released = on.server.faults.hang(POSTS)
            assert await on.adapter.send(there(on), ANSWER, "1") == Unsure()
            released.set()

    asyncio.run(play())


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9", "https://127.0.0.1:{port}", "http://tak.ada.invalid"]
)
def test_f7_what_cannot_be_reached_got_nothing(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """A refused connection, a handshake that fails, a name that is not known: certainly not sent."""

    async def play() -> None:
        async with stage() as on:
            port = on.server.rest_url.split(":")[2].split("/")[0]
            monkeypatch.setattr("discord.http.Route.BASE", address.format(port=port))
            delivery = await on.adapter.send(there(on), ANSWER, "1")
            assert isinstance(delivery, Later)

    asyncio.run(play())
