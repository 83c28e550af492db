"""What stands between one process and its platform: here a request can be lost, late, or left unanswered."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import parse_qs

import aiohttp
from aiohttp import web

from tests.soak.points import Point

if TYPE_CHECKING:
    import random
    from types import TracebackType

    from tests.soak.ambush import Ambush

_POST: Final = re.compile(r".*/channels/(\d+)/(?:messages|threads)|.*/(?:sendMessage|sendPhoto)")
_POLL: Final = re.compile(r".*/getUpdates")
_LOCAL: Final = frozenset({"host", "connection", "transfer-encoding", "content-length"})
"""Headers that concern one connection."""
_NEVER: Final = 3600.0
NOTHING_NEW: Final = json.dumps({"ok": True, "result": []})
POLL: Final = 1.0
"""Seconds that a poll is held: several processes may not poll for one bot, and no trial has anything new."""
SLOWNESS: Final = 0.05
"""Seconds at most that a request or a reply is under way, so that several are at once."""


class Gate:
    """Passes requests of one process on, and strikes it when a post comes by.

    Args:
        target: where requests go to.
        ambush: says when, if its point lies here.
        chance: how slow each request and reply is.
    """

    def __init__(self, target: str, ambush: Ambush, chance: random.Random) -> None:
        self.process = 0
        self.held = asyncio.Event()
        """Set to let a late request go on."""
        self.under_way = 0
        """Requests that were not answered yet, polls and lost ones not counted."""
        self._target = target
        self._ambush = ambush
        self._chance = chance
        self._runner = web.ServerRunner(web.Server(self._pass, access_log=None), shutdown_timeout=0.1)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._session = aiohttp.ClientSession(auto_decompress=False, connector=aiohttp.TCPConnector(limit=0))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.held.set()
        await self._runner.cleanup()
        assert self._session is not None
        await self._session.close()

    @property
    def url(self) -> str:
        """Where the process finds its platform."""
        return "http://{}:{}".format(*self._runner.addresses[0])

    async def _pass(self, request: web.BaseRequest) -> web.StreamResponse:
        if _POLL.fullmatch(request.path):
            await asyncio.sleep(POLL)
            return web.Response(text=NOTHING_NEW, content_type="application/json")
        body = await request.read()
        place = _place(request.path, body)
        if request.method != "POST" or place is None:
            return await self._forward(request, body)
        self.under_way += 1
        try:
            return await self._post(request, body, place)
        finally:
            self.under_way -= 1

    async def _post(self, request: web.BaseRequest, body: bytes, place: str) -> web.StreamResponse:
        await self._dawdle()
        if self._struck(Point.LOST, place):
            return _silence(request)
        if self._struck(Point.LATE, place):
            await self.held.wait()
        response = await self._forward(request, body)
        if self._struck(Point.ARRIVED, place):
            return _silence(request)
        await self._dawdle()
        return response

    async def _dawdle(self) -> None:
        await asyncio.sleep(self._chance.uniform(0, SLOWNESS))

    def _struck(self, point: Point, place: str) -> bool:
        return self._ambush.passed(point, place, self.process)

    async def _forward(self, request: web.BaseRequest, body: bytes) -> web.Response:
        assert self._session is not None
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _LOCAL}
        url = f"{self._target}{request.path_qs}"
        async with self._session.request(request.method, url, data=body, headers=headers) as answer:
            kept = {name: value for name, value in answer.headers.items() if name.lower() not in _LOCAL}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)


def _place(path: str, body: bytes) -> str | None:
    """The id of the chat that a request posts to; None when it posts nothing."""
    found = _POST.fullmatch(path)
    if found is None:
        return None
    if found[1]:
        return found[1]
    return parse_qs(body.decode())["chat_id"][0]


def _silence(request: web.BaseRequest) -> web.Response:
    """No answer at all."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
