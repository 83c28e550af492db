"""One WebSocket of the gateway, and ways to break it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .sessions import Session, dump

if TYPE_CHECKING:
    from aiohttp import WSMessage

    from .clock import Clock
    from .faults import Faults

MAX_EVENTS, PER_SECONDS = 120, 60.0
"""Events that a bot may send; docs.discord.com/developers/events/gateway#rate-limiting."""


class Connection:
    """Sends frames unless they are withheld; counts those that come."""

    def __init__(self, request: web.Request, faults: Faults, clock: Clock) -> None:
        self._request = request
        self._faults = faults
        self._clock = clock
        self._received: deque[float] = deque(maxlen=MAX_EVENTS)
        self._socket = web.WebSocketResponse(compress=False, max_msg_size=0, timeout=1.0)
        self._ended = False
        self.session: Session | None = None

    @property
    def response(self) -> web.WebSocketResponse:
        """What the request is answered with."""
        return self._socket

    @property
    def closed_for_good(self) -> bool:
        """Whether it was the bot that closed, with a code that ends its session."""
        return not self._ended and self._socket.close_code in {1000, 1001}

    async def open(self) -> None:
        """Shake hands."""
        await self._socket.prepare(self._request)

    async def receive(self) -> WSMessage:
        """The next message."""
        return await self._socket.receive()

    async def send(self, op: int, data: object = None) -> None:
        """Send a frame that is no event."""
        await self.send_text(dump({"op": op, "d": data, "s": None, "t": None}))

    async def send_text(self, frame: str) -> None:
        """Send a frame as it is; a connection that broke meanwhile is no error."""
        if self._faults.silent or self._socket.closed:
            return
        try:
            await self._socket.send_str(frame)
        except ConnectionError:
            return

    async def close(self, code: int) -> None:
        """Close with a code."""
        self._end()
        await self._socket.close(code=code, drain=False)

    def cut(self) -> None:
        """Break it off without a word."""
        self._end()
        if self._request.transport:
            self._request.transport.abort()

    def _end(self) -> None:
        """From here on events are kept for a RESUME."""
        self._ended = True
        if self.session:
            self.session.connection = None

    def too_many(self) -> bool:
        """Count an event that came; whether there were too many."""
        now = self._clock.now()
        full = len(self._received) == MAX_EVENTS and now - self._received[0] < PER_SECONDS
        self._received.append(now)
        return full


def shard_of(data: dict[str, Any]) -> tuple[int, int]:
    """The shard that an IDENTIFY names."""
    index, count = data.get("shard") or (0, 1)
    return int(index), int(count)
