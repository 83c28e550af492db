"""Posts announcements when they are due: each exactly once where a platform can tell, and never twice.

Why it is so stands in docs/adr/0016-each-post-once.md.
"""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from bot.announcements.lane import Lane
from bot.announcements.schedule import mature
from bot.announcements.sending import Office
from bot.store import StoreUnavailableError
from bot.store.claims import BATCH
from bot.timing import REAL, Timing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from bot.announcements.announcement import Announcement
    from bot.announcements.sending import Composer
    from bot.delivery import Adapter
    from bot.preferences import Preferences
    from bot.seam import Place
    from bot.store import Store
    from bot.store.claims import Matured

log = structlog.stdlib.get_logger(__name__)
PERIOD: Final = 1.0
"""Seconds between two rounds at least."""
WAITING: Final = 15.0
"""Seconds for which a round waits at most for something to be due: others may have set it up."""
RESTING: Final = 5.0
"""Seconds that a round waits after one that failed."""
MATURING: Final = 2.0
"""Seconds of a round after which no further deliveries are made of what is due: first some are sent."""
ROUND: Final = 25.0
"""Seconds after which nothing more is taken on for a platform before it is looked what got lost there."""
PROMPT: Final = 1.0
"""Seconds for which a round waits for platforms; one that takes longer goes on beside the next rounds."""
DRIFT: Final = timedelta(seconds=5)
"""How much the clocks of the process and of the database may differ."""
TOLD: Final = 60.0
"""Seconds between two complaints about clocks that differ."""
FINISHING: Final = 8.0
"""Seconds that posts under way have to end when the process does."""


class Dispatcher:
    """Sends what is due on every platform; ``round`` is to be called again and again.

    Args:
        store: what is due, and what became of it.
        adapters: the platforms' edges.
        composer: makes deliveries say something.
        preferences: of communities.
        moved: told when a place has moved.
        now: the time, with a zone.
        wish: set when something is to be sent at once.
        timing: how time goes by.
    """

    def __init__(  # noqa: PLR0913  # what dispatching takes
        self,
        store: Store,
        adapters: Sequence[Adapter],
        composer: Composer,
        preferences: Preferences,
        *,
        moved: Callable[[Place, Place], Awaitable[None]],
        now: Callable[[], datetime],
        wish: asyncio.Event | None = None,
        timing: Timing = REAL,
    ) -> None:
        self._owner = secrets.token_hex(12)
        self._store, self._preferences = store, preferences
        self._now, self._timing = now, timing
        self._thread = ThreadPoolExecutor(1, "compose")
        office = Office(store, composer, preferences, moved, now, timing, self._thread, self._owner)
        self._lanes = tuple(Lane(office, adapter) for adapter in adapters)
        self._serving: dict[Lane, asyncio.Task[None]] = {}
        self._wish = wish or asyncio.Event()
        self._complained = -TOLD
        self._failed = False

    async def round(self) -> None:
        """Wait until something is due, but not for long, and send it; sending may go on after the round.

        Raises:
            StoreUnavailableError: the store is away.
        """
        rest, self._failed = self._failed, True
        await self._wait(rest=rest)
        await self.dispatch()
        self._failed = False

    async def dispatch(self) -> None:
        """Begin to send all that is due just now.

        Raises:
            StoreUnavailableError: the store is away.
        """
        if not await self._clocks_agree():
            return
        claims, now = self._store.claims, self._now()
        await claims.release(now)
        until = self._timing.clock() + MATURING
        while await claims.mature(now, partial(self._mature, now)) == BATCH and self._timing.clock() < until:
            pass
        await claims.expire(now)
        await self._serve()

    async def close(self) -> None:
        """Begin nothing more, let what is under way end, and give back what was not begun."""
        for lane in self._lanes:
            lane.stop()
        for serving in self._serving.values():
            serving.cancel()
        await asyncio.gather(*self._serving.values(), return_exceptions=True)
        await asyncio.gather(*(lane.finish(FINISHING) for lane in self._lanes))
        self._thread.shutdown(wait=False, cancel_futures=True)
        try:
            await self._store.claims.give_back(self._owner)
        except StoreUnavailableError:
            log.warning("claims_not_given_back")  # their leases end soon

    async def _wait(self, *, rest: bool) -> None:
        seconds = RESTING if rest else WAITING
        if not rest:
            open_ = [lane.adapter.name for lane in self._lanes if lane.open]
            due = await self._store.claims.next_step(open_)
            if due is not None:
                seconds = min(max((due - self._now()).total_seconds(), 0.0), WAITING)
        if seconds:
            sleeping = asyncio.ensure_future(self._timing.sleep(seconds))
            wish = asyncio.create_task(self._wish.wait())
            try:
                await asyncio.wait({sleeping, wish}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                sleeping.cancel()
                wish.cancel()
        self._wish.clear()

    async def _serve(self) -> None:
        """Let every platform be served, each at its own speed."""
        ended = self._ended()
        until = self._timing.clock() + ROUND
        for lane in self._lanes:
            if lane not in self._serving:
                self._serving[lane] = asyncio.create_task(
                    lane.serve(until), name=f"serve {lane.adapter.name}"
                )
        if self._serving:
            await asyncio.wait(self._serving.values(), timeout=PROMPT)
        for end in await asyncio.gather(*ended, *self._ended(), return_exceptions=True):
            if isinstance(end, BaseException):
                raise end

    def _ended(self) -> list[asyncio.Task[None]]:
        """What served a platform and has come to its end."""
        ended = {lane: task for lane, task in self._serving.items() if task.done()}
        for lane in ended:
            del self._serving[lane]
        return list(ended.values())

    async def _clocks_agree(self) -> bool:
        before = self._now()
        theirs = await self._store.clock()
        if theirs is None or before - DRIFT <= theirs <= self._now() + DRIFT:
            return True
        if self._timing.clock() - self._complained >= TOLD:
            self._complained = self._timing.clock()
            drift = round((theirs - before).total_seconds(), 1)
            log.error("clocks_differ", seconds=drift, problem="Nothing is posted until they agree.")
        return False

    def _mature(self, now: datetime, announcement: Announcement, zone: str | None) -> Matured:
        home = self._preferences.read({} if zone is None else {"zone": zone})
        return mature(announcement, home, now)
