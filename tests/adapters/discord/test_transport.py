"""Nothing that could ping leaves, whoever wrote it."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from adapters.discord.transport import PingError, Transport, TwiceError, attempt, trace

SILENT: dict[str, list[str]] = {"parse": []}


async def sent(**request: Any) -> int:
    """How many requests arrive when one is made so."""
    arrived: list[web.Request] = []

    async def take(request: web.Request) -> web.Response:
        arrived.append(request)
        await request.read()
        return web.Response(status=204)

    app = web.Application()
    app.router.add_route("*", "/", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        async with aiohttp.ClientSession(connector=Transport()) as session:
            method = request.pop("method", "POST")
            port = runner.addresses[0][1]
            async with session.request(method, f"http://127.0.0.1:{port}/", **request):
                return len(arrived)
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    "body",
    [
        {"content": "@everyone"},
        {"content": "x", "allowed_mentions": None},
        {"content": "x", "allowed_mentions": {}},
        {"content": "x", "allowed_mentions": {"parse": ["everyone"]}},
        {"content": "x", "allowed_mentions": {"parse": [], "users": ["1"]}},
        {"content": "x", "allowed_mentions": {"parse": [], "roles": ["1"]}},
        {"content": "x", "allowed_mentions": {"parse": [], "replied_user": True}},
        {"components": []},
        {"embeds": [{}]},
        {"type": 4, "data": {"content": "x"}},
        {"name": "post", "message": {"content": "x"}},
    ],
)
def test_a_message_that_could_ping_is_stopped(body: dict[str, Any]) -> None:
    """Plain, as a response, as a post, with files or without."""
    with pytest.raises(PingError):
        asyncio.run(sent(json=body))


@pytest.mark.parametrize(
    "body",
    [
        {"content": "@everyone", "allowed_mentions": SILENT},
        {"content": "x", "allowed_mentions": {"parse": [], "replied_user": False}},
        {"type": 4, "data": {"content": "x", "allowed_mentions": SILENT}},
        {"type": 5, "data": {"flags": 64}},
        {"type": 9, "data": {"title": "x", "custom_id": "x", "components": []}},
        {"archived": False},
        [{"name": "ask"}],
    ],
)
def test_everything_else_leaves(body: Any) -> None:
    """Announcements, forms and what is no message."""
    assert asyncio.run(sent(json=body)) == 1


@pytest.mark.parametrize(("mentions", "stopped"), [(SILENT, False), ({"parse": ["users"]}, True)])
def test_a_message_with_files_is_looked_at_too(mentions: dict[str, Any], *, stopped: bool) -> None:
    """It travels as the first part of a form."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", aiohttp.JsonPayload({"content": "x", "allowed_mentions": mentions}))
    form.add_field("files[0]", b"\x89PNG", filename="a.png", content_type="application/octet-stream")
    if stopped:
        with pytest.raises(PingError):
            asyncio.run(sent(data=form))
    else:
        assert asyncio.run(sent(data=form)) == 1


def test_reading_is_never_stopped() -> None:
    """It says nothing."""
    assert asyncio.run(sent(method="GET")) == 1


def test_what_must_not_be_sent_twice_is_not() -> None:
    """Once its first request left without an answer."""

    async def twice() -> None:
        with attempt(once=True) as watched:
            watched.doubtful = True
            await sent(json={"archived": False})

    with pytest.raises(TwiceError):
        asyncio.run(twice())


def test_what_holds_for_a_part_does_not_hold_for_the_whole() -> None:
    """But doubts do."""
    with attempt() as whole:
        with attempt(once=True) as part:
            part.doubtful = True
        assert (whole.once, whole.doubtful) == (False, True)


def test_requests_outside_of_a_delivery_are_not_watched() -> None:
    """The trace has nowhere to write."""

    async def play() -> None:
        async with aiohttp.ClientSession(trace_configs=[trace()]) as session:
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get("http://127.0.0.1:9/")

    asyncio.run(play())
