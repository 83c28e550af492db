"""Faults to come: what the next calls of a method meet instead of, or after, their result.

```python
server.faults.next("sendMessage", flood(3), times=2)  # 429, twice
server.faults.next("getUpdates", CUT, times=None)     # until server.faults.clear()
server.faults.next("*", page(502))                    # any method
server.faults.next("sendMessage", forbid("bot was blocked by the user"), chat=group)
```
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING

from tests.servers.telegram.refusals import Refusal, bad_request, conflict, flooded, forbidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.telegram.calls import Call
    from tests.servers.telegram.model import Chat


class Kind(StrEnum):
    """What happens to a call."""

    REFUSE = "refuse"
    PAGE = "page"
    GARBLED = "garbled"
    TRUNCATED = "truncated"
    CUT = "cut"
    CUT_AFTER = "cut_after"
    HANG = "hang"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way for a call to go wrong."""

    kind: Kind
    status: int = HTTPStatus.OK
    refusal: Refusal | None = None


GARBLED = Fault(Kind.GARBLED)
"""200, with what is not JSON."""
TRUNCATED = Fault(Kind.TRUNCATED)
"""The connection ends in the middle of the answer; the call was not carried out."""
CUT = Fault(Kind.CUT)
"""The connection ends without an answer; the call was not carried out."""
CUT_AFTER = Fault(Kind.CUT_AFTER)
"""The connection ends without an answer although the call was carried out: delivery in doubt."""
HANG = Fault(Kind.HANG)
"""No answer until the faults are cleared; the call is then refused with 504."""


def refuse(refusal: Refusal) -> Fault:
    """Any refusal."""
    return Fault(Kind.REFUSE, refusal.status, refusal)


def flood(seconds: int) -> Fault:
    """429 with the seconds to wait."""
    return refuse(flooded(seconds))


def forbid(reason: str = "bot was blocked by the user") -> Fault:
    """403."""
    return refuse(forbidden(reason))


def reject(reason: str) -> Fault:
    """400, say "chat not found" or "message thread not found"."""
    return refuse(bad_request(reason))


def clash() -> Fault:
    """409, as for the older of two pollers."""
    return refuse(
        conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
    )


def unauthorized() -> Fault:
    """401, as for a revoked token."""
    return refuse(Refusal(HTTPStatus.UNAUTHORIZED, "Unauthorized"))


def page(status: int = HTTPStatus.BAD_GATEWAY) -> Fault:
    """A page of HTML with an error's status, as proxies answer."""
    return Fault(Kind.PAGE, status)


@dataclass(slots=True)
class _Planned:
    method: str
    fault: Fault
    left: int | None
    chat: int | None

    def concerns(self, call: Call) -> bool:
        return self.method in {"*", call.method} and self.chat in {None, call.integer("chat_id")}


class Faults:
    """The faults planned, in the order in which they will come."""

    def __init__(self, interrupt: Callable[[], None]) -> None:
        self.met = 0
        """Calls that have met a fault."""
        self.cleared = asyncio.Event()
        self._interrupt = interrupt
        self._planned: deque[_Planned] = deque()

    def next(self, method: str, fault: Fault, times: int | None = 1, chat: Chat | None = None) -> None:
        """Let the next calls of a method (``"*"`` for any) meet a fault; times None is for ever."""
        self.cleared.clear()
        self._planned.append(_Planned(method, fault, times, chat.id if chat else None))
        if method in {"*", "getUpdates"}:
            self._interrupt()

    def take(self, call: Call) -> Fault | None:
        """The fault that a call meets now."""
        for planned in self._planned:
            if planned.concerns(call):
                return self._use(planned)
        return None

    def clear(self) -> None:
        """Plan nothing any more, and let go of the calls that hang."""
        self._planned.clear()
        self.cleared.set()

    def _use(self, planned: _Planned) -> Fault:
        self.met += 1
        if planned.left is not None:
            planned.left -= 1
            if not planned.left:
                self._planned.remove(planned)
        return planned.fault
