"""The way of posts to one platform: so many at once, so many a second, none held up by another platform's."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog

from bot.announcements.composing import read_reply
from bot.announcements.pace import Pace
from bot.announcements.post import without_stop
from bot.announcements.sending import LEASE, Sending
from bot.delivery import Later, Unsure
from bot.store import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from bot.announcements.delivery import DeliveryKey, DeliveryRow
    from bot.announcements.sending import Office
    from bot.delivery import Adapter

log = structlog.stdlib.get_logger(__name__)
AT_ONCE: Final = 16
"""Posts under way at once on a platform; answers to questions go beside them."""
CLAIMED: Final = 50
"""Deliveries claimed at once: what a platform takes within two seconds."""
EDIT: Final = 15.0
"""Seconds that a platform has to take a button off; posts wait that long at the most."""
LATER: Final = timedelta(minutes=10)
"""After this a button that could not be taken off is tried again."""
GIVEN_UP: Final = timedelta(days=3)
"""After this it stays."""


class Lane:
    """Sends what is due on one platform.

    Args:
        office: what sending takes.
        adapter: the platform's edge.
    """

    def __init__(self, office: Office, adapter: Adapter) -> None:
        self.adapter = adapter
        self._office = office
        self._sending = Sending(office, adapter)
        self._pace = Pace(adapter.capabilities.posts, office.timing)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._flying: dict[DeliveryKey, asyncio.Task[None]] = {}
        self._closing = False
        self._away = False

    @property
    def open(self) -> bool:
        """Whether posts can be sent just now."""
        return not self._closing and self.adapter.connected

    async def serve(self, until: float) -> None:
        """Begin to send all that is due, at the latest until ``until`` on the clock; sending goes on beside.

        Raises:
            StoreUnavailableError: the store is away.
        """
        self._away = False
        await self._recover()
        while self.open and not self._away and self._office.timing.clock() < until:
            if not await self._send() and not await self._take_buttons_off():
                break

    def stop(self) -> None:
        """Begin nothing more."""
        self._closing = True

    async def finish(self, patience: float) -> None:
        """Let what is under way end, for ``patience`` seconds at the most; what does not is broken off."""
        flying = set(self._flying.values())
        if flying:
            _, late = await asyncio.wait(flying, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _send(self) -> bool:
        """Claim some deliveries that are due and begin to send them; whether there were any."""
        lease = self._office.timing.clock() + LEASE
        now = self._office.now()
        claimed = await self._office.store.claims.claim(
            self.adapter.name, self._office.owner, now, now + timedelta(seconds=LEASE), CLAIMED
        )
        for at, taken in enumerate(claimed):
            if not self.open or self._away:
                keys = [left.delivery.key for left in claimed[at:]]
                await self._office.store.claims.give_back(self._office.owner, keys)
                break
            await self._start(taken.delivery, self._sending.send(taken, lease))
        return bool(claimed)

    async def _recover(self) -> None:
        now = self._office.now()
        lease = self._office.timing.clock() + LEASE
        if not self.open:
            return
        lost = await self._office.store.claims.take_over(
            self.adapter.name, self._office.owner, now, now + timedelta(seconds=LEASE), CLAIMED
        )
        for taken in lost:
            # Else a clock was put forward, and it is ours all the time.
            if taken.delivery.key not in self._flying:
                await self._start(taken.delivery, self._sending.recover(taken, lease))

    async def _start(self, delivery: DeliveryRow, work: Coroutine[Any, Any, None]) -> None:
        try:
            await self._pace.turn()
            await self._room.acquire()
        except BaseException:
            work.close()
            raise
        task = asyncio.create_task(self._contained(delivery, work), name=f"deliver {delivery.key}")
        self._flying[delivery.key] = task
        task.add_done_callback(lambda done: self._landed(delivery.key, done))

    def _landed(self, key: DeliveryKey, task: asyncio.Task[None]) -> None:
        self._room.release()
        if self._flying.get(key) is task:
            del self._flying[key]

    async def _contained(self, delivery: DeliveryRow, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except StoreUnavailableError as error:
            self._away = True
            log.warning("delivery_waits", delivery=str(delivery.key), problem=str(error))
        except Exception:
            log.exception("delivery_broke_off", delivery=str(delivery.key))

    async def _take_buttons_off(self) -> bool:
        """Take some of the buttons off whose time is over; whether there were any."""
        now = self._office.now()
        outdated = await self._office.store.claims.outdated(self.adapter.name, now, AT_ONCE)
        ends = await asyncio.gather(*map(self._take_button_off, outdated), return_exceptions=True)
        for end in ends:
            if isinstance(end, BaseException):
                raise end
        return bool(outdated)

    async def _take_button_off(self, delivery: DeliveryRow) -> None:
        claims, now = self._office.store.claims, self._office.now()
        reply = read_reply(delivery)
        if reply is None:
            await claims.put_off(delivery.key, None)
            return
        await self._pace.turn()
        try:
            async with asyncio.timeout(EDIT):
                outcome = await self.adapter.edit(delivery.ref, without_stop(reply))
        except Exception:
            log.exception("button_stays", delivery=str(delivery.key))
            outcome = Unsure()
        again = isinstance(outcome, Later | Unsure) and now < delivery.due + GIVEN_UP
        await claims.put_off(delivery.key, now + LATER if again else None)
