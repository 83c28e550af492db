"""What is under way: events handed over once each, finished before the adapter closes."""

from __future__ import annotations

import asyncio
import logging
import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from bot.recent import Recent
from bot.seam import Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator

    from bot.delivery import Delivery, Handler
    from bot.seam import Choice, Event, Lookup, Post

_log = logging.getLogger(__name__)

REMEMBERED: Final = 10_000
"""Events remembered; Discord repeats some when a connection is resumed."""
COMPLETION: Final = 1.0
"""Seconds for a completion; whoever types does not wait longer."""
DRAIN: Final = 10.0
"""Seconds to finish what is under way."""


class Work:
    """The handler with a memory of what it was given.

    Args:
        handler: answers events.
        deliver: sends the posts that follow from them.
    """

    def __init__(self, handler: Handler, deliver: Callable[[Post, str], Awaitable[Delivery]]) -> None:
        self._handler = handler
        self._deliver = deliver
        self._seen: Recent[int, bool] = Recent(REMEMBERED, math.inf)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False

    @contextmanager
    def under_way(self, event: int | None = None) -> Iterator[bool]:
        """Count the task that is running until it is done; False when ``event`` is not to be taken.

        An event is not taken twice, and none when no more are.
        """
        if self._closing or (event is not None and self._seen.get(event)):
            yield False
            return
        if event is not None:
            self._seen.put(event, value=True)
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  # events come in tasks
        self._tasks.add(task)
        try:
            yield True
        finally:
            self._tasks.discard(task)

    async def handle(self, event: Event) -> Response:
        """What ``event`` comes to; nothing when the handler fails, which is its own to explain."""
        try:
            return await self._handler.handle(event)
        except Exception:  # noqa: BLE001  # whatever it is, it must not end the adapter
            _log.exception("A %s was not handled", type(event).__name__)
            return Response()

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """The completions that are found in time."""
        try:
            async with asyncio.timeout(COMPLETION):
                return await self._handler.suggest(lookup)
        except TimeoutError:
            return ()
        except Exception:  # noqa: BLE001  # as above
            _log.exception("A completion of %r failed", lookup.parameter)
            return ()

    async def deliver(self, posts: Iterable[Post], key: str) -> None:
        """Send what follows from the event ``key``."""
        for number, post in enumerate(posts):
            delivery = await self._deliver(post, f"{key}/post/{number}")
            _log.debug("A post that follows from an event: %s", type(delivery).__name__)

    async def finish(self) -> None:
        """Take nothing more and finish what is under way; what takes too long is given up."""
        self._closing = True
        if tasks := self._tasks - {asyncio.current_task()}:
            _, late = await asyncio.wait(tasks, timeout=DRAIN)
            for task in late:
                task.cancel()
