"""Faults to order: of requests, of the gateway's handshake, and of what payloads carry."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from .ratelimits import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
TRUNCATED = b'{"message": "Internal Ser'
OVERLOADED = b'{"message": "Internal Server Error", "code": 0}'


class Stage(StrEnum):
    """Where in a connection's beginning the gateway may break off."""

    UPGRADE = "upgrade"
    BEFORE_HELLO = "before_hello"
    AFTER_HELLO = "after_hello"
    AFTER_IDENTIFY = "after_identify"
    AFTER_READY = "after_ready"


@dataclass(slots=True)
class RestFault:
    """What befalls the next ``times`` requests whose ``METHOD /path`` matches a shell pattern.

    ``accepted`` faults strike after the request has done its work: it was sent, yet the bot cannot know.
    """

    pattern: str
    times: int
    accepted: bool = False
    refusal: Refusal | None = None
    status: int = 0
    body: bytes = OVERLOADED
    content_type: str = "application/json"
    cut: bool = False
    hang: asyncio.Event | None = None
    change: Callable[[Any], Any] | None = None
    struck: int = 0


@dataclass(slots=True)
class _Drop:
    stage: Stage
    times: int
    code: int | None


@dataclass(slots=True)
class Faults:
    """The faults in waiting; :meth:`clear` forgets them all.

    ``withhold_acks`` leaves heartbeats unanswered; ``silent`` withholds every frame, events being kept for a
    RESUME; ``refuse_resumes`` and ``refuse_identifies`` are how many of them are still answered by op 9;
    ``reject_identifies_with`` closes each IDENTIFY with a code.
    """

    withhold_acks: bool = False
    silent: bool = False
    refuse_resumes: int = 0
    refuse_identifies: int = 0
    reject_identifies_with: int | None = None
    _rest: list[RestFault] = field(default_factory=list)
    _drops: deque[_Drop] = field(default_factory=deque)
    _changes: dict[str, tuple[int, Callable[[Any], Any]]] = field(default_factory=dict)

    def rate_limit(
        self, pattern: str, retry_after: float, scope: str = "user", times: int = 1, *, via: bool = True
    ) -> RestFault:
        """Answer 429; ``scope`` is user, global or shared. Whoever comes too early is refused again."""
        return self._add(RestFault(pattern, times, refusal=Refusal(retry_after, scope, via)))

    def fail(
        self, pattern: str, status: int, times: int = 1, *, body: bytes = OVERLOADED, accepted: bool = False
    ) -> RestFault:
        """Answer a status: 500, 502, 503, 504, 524 or another; a body is JSON, HTML or TRUNCATED."""
        kind = "text/html" if body.startswith(b"<") else "application/json"
        return self._add(RestFault(pattern, times, accepted, status=status, body=body, content_type=kind))

    def cut(self, pattern: str, times: int = 1, *, accepted: bool = False) -> RestFault:
        """Cut the connection instead of answering."""
        return self._add(RestFault(pattern, times, accepted, cut=True))

    def hang(self, pattern: str, times: int = 1, *, accepted: bool = False) -> asyncio.Event:
        """Answer only once the event that is returned is set."""
        released = asyncio.Event()
        self._add(RestFault(pattern, times, accepted, hang=released))
        return released

    def change(self, pattern: str, change: Callable[[Any], Any], times: int = 1) -> RestFault:
        """Pass what an answer carries through a function first: null fields, unknown values."""
        return self._add(RestFault(pattern, times, accepted=True, change=change))

    def change_event(self, name: str, change: Callable[[Any], Any], times: int = 1) -> None:
        """Pass what a gateway event carries through a function first."""
        self._changes[name] = (times, change)

    def drop(self, stage: Stage, times: int = 1, code: int | None = None) -> None:
        """Break off the next connections at a stage: with a close code, or by cutting them."""
        self._drops.append(_Drop(stage, times, code))

    def clear(self) -> None:
        """Forget every fault; what hangs is let go."""
        for fault in self._rest:
            if fault.hang:
                fault.hang.set()
        fresh = Faults()
        for name in self.__slots__:
            setattr(self, name, getattr(fresh, name))

    def strike(self, target: str) -> RestFault | None:
        """The fault that befalls a request, counted; for the server's own use."""
        for fault in self._rest:
            if fault.times and fnmatchcase(target, fault.pattern):
                fault.times -= 1
                fault.struck += 1
                return fault
        return None

    def dropped(self, stage: Stage) -> _Drop | None:
        """The drop that is due at a stage, counted; for the server's own use."""
        for drop in self._drops:
            if drop.times and drop.stage is stage:
                drop.times -= 1
                return drop
        return None

    def changed(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """An event's data, changed when that was ordered; for the server's own use."""
        times, change = self._changes.get(name, (0, None))
        if not times or change is None:
            return data
        self._changes[name] = (times - 1, change)
        altered: dict[str, Any] = change(data)
        return altered

    def _add(self, fault: RestFault) -> RestFault:
        self._rest.append(fault)
        return fault
