"""The last place that every request passes: nothing that could ping leaves, and doubts are written down.

The library is given these through its own options ``connector`` and ``http_trace``; messages, interaction
responses and follow-ups all pass here.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import aiohttp
from aiohttp import MultipartWriter, TraceConfig

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import SimpleNamespace

    from aiohttp import ClientRequest, ClientTimeout
    from aiohttp.connector import Connection
    from aiohttp.payload import Payload
    from aiohttp.tracing import Trace, TraceRequestEndParams, TraceRequestHeadersSentParams

_SAYS: Final = frozenset({"content", "embeds", "components"})


class PingError(AssertionError):
    """A message was about to leave that could ping somebody: a mistake of ours, stopped."""


class TwiceError(aiohttp.ClientError):
    """What must not be sent twice was about to be."""


@dataclass(slots=True)
class Attempt:
    """What is known of one delivery while it is under way."""

    once: bool = False
    """It must not leave again while it may have arrived."""
    doubtful: bool = False
    """A request left and nothing tells whether it was carried out."""
    accepted: bool = False
    """A request was carried out, whatever became of the next."""
    wait: float = 0.0
    """Seconds that the platform asked to wait; it carried nothing out."""


_ATTEMPT: ContextVar[Attempt | None] = ContextVar("attempt", default=None)


@contextmanager
def attempt(*, once: bool = False) -> Iterator[Attempt]:
    """Watch the requests that are made within; ``once`` holds for those of the block only."""
    watched = _ATTEMPT.get() or Attempt()
    token = _ATTEMPT.set(watched)
    before, watched.once = watched.once, once
    try:
        yield watched
    finally:
        watched.once = before
        _ATTEMPT.reset(token)


class Transport(aiohttp.TCPConnector):
    """Lets requests out that ping nobody, and none twice that must not be."""

    def __init__(self) -> None:
        super().__init__(limit=0)

    async def connect(self, req: ClientRequest, traces: list[Trace], timeout: ClientTimeout) -> Connection:  # noqa: ASYNC109  # the library's own signature
        """Find a connection for ``req``.

        Raises:
            PingError: when it is a message that does not rule pings out.
            TwiceError: when it may have arrived before and must not again.
        """
        watched = _ATTEMPT.get()
        if watched is not None and watched.once and watched.doubtful:
            raise TwiceError
        if req.method != "GET":
            _assert_pings_nobody(_body(req.body))
        return await super().connect(req, traces, timeout)


def _body(body: Payload | bytes) -> Any:
    """What a request says, as values; None when it is no JSON."""
    # With files, the message is the first part.
    said = next(iter(body))[0] if isinstance(body, MultipartWriter) else body
    try:
        return json.loads(said.decode())
    except (ValueError, TypeError):
        return None


def _assert_pings_nobody(body: Any) -> None:
    if not isinstance(body, dict):
        return
    for said in (body, body.get("data"), body.get("message")):
        if isinstance(said, dict) and not _SAYS.isdisjoint(said) and not _is_form(said):
            mentions = said.get("allowed_mentions")
            if not isinstance(mentions, dict) or any(mentions.values()) or "parse" not in mentions:
                raise PingError("A message without allowed_mentions that rule everything out")


def _is_form(said: dict[str, Any]) -> bool:
    """A form has a title and an id; it is shown to one member and can mention nobody."""
    return "title" in said and "custom_id" in said


def trace() -> TraceConfig:
    """Writes into the attempt under way when a request leaves and how it is answered."""
    config = TraceConfig()
    config.on_request_headers_sent.append(_left)
    config.on_request_end.append(_answered)
    return config


async def _left(
    session: aiohttp.ClientSession, context: SimpleNamespace, params: TraceRequestHeadersSentParams
) -> None:
    del session, context, params
    if (watched := _ATTEMPT.get()) is not None:
        watched.doubtful, watched.wait = True, 0.0


async def _answered(
    session: aiohttp.ClientSession, context: SimpleNamespace, params: TraceRequestEndParams
) -> None:
    del session, context
    if (watched := _ATTEMPT.get()) is None:
        return
    watched.doubtful = params.response.status >= 500  # noqa: PLR2004  # from here on the platform is at fault
    watched.accepted = watched.accepted or params.response.ok
    if params.response.status == 429:  # noqa: PLR2004  # too many requests
        watched.wait = _seconds(params.response.headers.get("Retry-After", ""))


def _seconds(header: str) -> float:
    try:
        return max(1.0, float(header))
    except ValueError:
        return 1.0
