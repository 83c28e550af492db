"""The queue of updates, with the semantics of getUpdates: offsets confirm, one poller at a time."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from typing import Any

from tests.servers.telegram.refusals import conflict

FIRST_ID = 730_000_001
LIMIT = 100
LONGEST_POLL = 50
"""Seconds, as Telegram cuts longer wishes."""

# Telegram sends these only to bots that ask for them by name.
_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """Updates not confirmed yet, and the poller that waits for more."""

    def __init__(self) -> None:
        self.allowed: frozenset[str] = frozenset()
        self.webhook = ""
        self.delivered = 0
        """Updates put in the queue so far."""
        self.polls = 0
        self._pending: deque[dict[str, Any]] = deque()
        self._next = FIRST_ID
        self._waiting: asyncio.Future[None] | None = None

    @property
    def unconfirmed(self) -> int:
        """Updates that the bot has not confirmed by a later offset."""
        return len(self._pending)

    def push(self, kind: str, payload: dict[str, Any]) -> bool:
        """Queue an update; False when the bot has not asked for its kind."""
        if kind in _UNASKED if not self.allowed else kind not in self.allowed:
            return False
        self._pending.append({"update_id": self._next, kind: payload})
        self._next += 1
        self.delivered += 1
        self._wake()
        return True

    def repeat(self, update: dict[str, Any]) -> None:
        """Queue an update once more under its old id, as happens after a lost confirmation."""
        self._pending.appendleft(update)
        self._wake()

    def skip(self, count: int) -> None:
        """Let the next update's id jump, as after a week without updates."""
        self._next += count

    def drop(self) -> None:
        """Forget all that is pending."""
        self._pending.clear()

    def confirm(self, offset: int) -> None:
        """Begin a poll: all updates before the offset are confirmed, and an older poll ends.

        Raises:
            Refusal: 409 when a webhook is set.
        """
        if self.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self._oust()
        self.polls += 1
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()

    async def some(self, limit: int, seconds: float) -> list[dict[str, Any]]:
        """The oldest updates; waits so many seconds for the first.

        Raises:
            Refusal: 409 as soon as a later poll begins.
        """
        if not self._pending and seconds > 0:
            await self._wait(min(seconds, LONGEST_POLL))
        return list(itertools.islice(self._pending, limit))

    def close(self) -> None:
        """End the poll that waits."""
        self._wake()

    async def _wait(self, seconds: float) -> None:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        await asyncio.wait([waiting], timeout=seconds)
        if self._waiting is waiting:
            self._waiting = None
        if waiting.done():
            waiting.result()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def _oust(self) -> None:
        """End an older poll: Telegram serves only the latest."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(
                conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            )
        self._waiting = None
