"""One delivery on its way to its platform: fixed, noted as being sent, sent, and noted as what became of it.

Whatever breaks off at whatever point, either it is sure that nothing was sent, or whoever has the row next
asks the platform before anything is sent again.
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

import structlog

from bot.announcements.book import POSTED
from bot.announcements.consequences import aftermath
from bot.announcements.delivery import NOTICE, NOW, Progress
from bot.announcements.outage import Outcomes
from bot.announcements.pace import Pace
from bot.announcements.verdict import Bearing, bearing, judge, late
from bot.delivery import Failed, Forbidden, Gone, Later, Migrated, Sent, Unsure
from bot.recent import Recent
from bot.store import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Executor
    from datetime import datetime

    from bot.announcements.announcement import Announcement
    from bot.announcements.delivery import DeliveryKey, DeliveryRow
    from bot.blocks import Reply
    from bot.delivery import Adapter, Delivery
    from bot.preferences import Preferences
    from bot.seam import Place
    from bot.store import Store
    from bot.timing import Timing

log = structlog.stdlib.get_logger(__name__)
LEASE: Final = 60.0
"""Seconds for which a process has a delivery; then others may take it."""
CALL: Final = 20.0
"""Seconds that a platform has to take a post; a lease with less left is not begun with."""
HASTE: Final = 1.1
"""How much faster than usual posts may follow one another that the database or the machine held up."""
AGAIN: Final = 1.0
"""Seconds between two tries to note an outcome while the store is away."""
UNNOTED: Final = 1_000
"""Outcomes remembered that could not be noted; more than are ever under way at once."""


class Composer(Protocol):
    """What makes a delivery say something; ``bot.announcements.composing`` has the one in use."""

    def compose(
        self, announcement: Announcement, delivery: DeliveryRow, language: str
    ) -> tuple[DeliveryRow, Reply] | None:
        """The delivery with what it says fixed, and that; None when there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Office:
    """What sending takes, for all platforms alike."""

    store: Store
    composer: Composer
    preferences: Preferences
    moved: Callable[[Place, Place], Awaitable[None]]
    """Told when a place has moved; all that hangs on its community follows."""
    now: Callable[[], datetime]
    timing: Timing
    thread: Executor
    """Where deliveries are composed, away from where questions are answered."""
    owner: str
    """Names this process in the store; no other one ever has the same name."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An outcome that could not be noted: who has had the row all the time need not ask."""

    begun: datetime | None
    """Of which sending it is the outcome."""
    outcome: Delivery
    asked: bool


class Sending:
    """Sends the deliveries of one platform.

    Args:
        office: what it takes.
        adapter: the platform's edge.
    """

    def __init__(self, office: Office, adapter: Adapter) -> None:
        self._office = office
        self._adapter = adapter
        self._pace = Pace(adapter.capabilities.posts * HASTE, office.timing)
        self._claims = office.store.claims
        self._clock = office.timing.clock
        self._outcomes = Outcomes()
        self._unnoted: Recent[DeliveryKey, _Known] = Recent(UNNOTED, math.inf, office.timing.clock)

    async def send(self, delivery: DeliveryRow, announcement: Announcement | None, lease: float) -> None:
        """Send a delivery that was claimed until ``lease`` on the clock.

        Raises:
            StoreUnavailableError: the store is away, and nothing was sent.
        """
        try:
            composed = await self._composed(delivery, announcement)
        except Exception:
            log.exception("delivery_not_composed", delivery=str(delivery.key))
            await self._settle(judge(delivery, Failed("it could not be composed"), self._office.now()))
            return
        if composed is None:
            await self._skip(delivery, "there was nothing to tell")
        elif self._short(lease):
            await self._claims.give_back(self._office.owner, [delivery.key])
        else:
            await self._begin(*composed)

    async def recover(self, delivery: DeliveryRow, announcement: Announcement | None, lease: float) -> None:
        """Find out what became of a delivery that was being sent, taken over until ``lease`` from its owner.

        Raises:
            StoreUnavailableError: the store is away, and nothing was sent.
        """
        known = self._unnoted.get(delivery.key)
        self._unnoted.drop(delivery.key)
        # What others had meanwhile, they may have sent.
        if known is not None and (known.begun, self._office.owner) == (delivery.begun, delivery.owner):
            await self._note(delivery, known.outcome, lease, asked=known.asked)
            return
        now = self._office.now()
        wanted = now < delivery.until and _going_on(delivery, announcement)
        composed = await self._composed(delivery, announcement) if wanted else None
        if composed is None:
            await self._settle(late(delivery))
            return
        await self._pace.turn()
        if not self._short(lease):
            outcome = await self._ask(delivery, composed[1], now)
            await self._note(delivery, outcome, lease, asked=True)

    async def _begin(self, delivery: DeliveryRow, reply: Reply) -> None:
        lease = self._clock() + LEASE
        now = self._office.now()
        begun = replace(delivery, state=Progress.SENDING, begun=now, lease=_after(now, LEASE))
        # Should the database fall silent now, the row may count as being sent; we know that nothing was.
        self._unnoted.put(begun.key, _Known(now, Later(0), asked=False))
        if not await self._claims.begin(begun, self._office.owner):
            self._unnoted.drop(begun.key)
            await self._skip(delivery, "it was stopped")
            return
        await self._pace.turn()
        if self._short(lease):  # this process was put to sleep meanwhile
            await self._note(begun, Later(0), lease, asked=False)
            return
        self._unnoted.drop(begun.key)
        await self._note(begun, await self._deliver(begun, reply), lease, asked=False)

    async def _deliver(self, delivery: DeliveryRow, reply: Reply) -> Delivery:
        key = str(delivery.key)
        outcome = await self._call(self._adapter.send(delivery.place, reply, key))
        if isinstance(outcome, Migrated):
            await self._office.moved(delivery.place, outcome.place)
            return await self._call(self._adapter.send(outcome.place, reply, key))
        return outcome

    async def _ask(self, delivery: DeliveryRow, reply: Reply, now: datetime) -> Delivery:
        age = max(0.0, (now - (delivery.begun or now)).total_seconds())
        key = str(delivery.key)
        outcome = await self._call(self._adapter.recover(delivery.place, reply, key, age))
        if isinstance(outcome, Migrated):
            await self._office.moved(delivery.place, outcome.place)
            return Later(0)
        return outcome

    async def _call(self, call: Awaitable[Delivery]) -> Delivery:
        try:
            async with asyncio.timeout(CALL):
                return await call
        except Exception:
            log.exception("delivery_unsure", adapter=self._adapter.name)
            return Unsure()

    async def _composed(
        self, delivery: DeliveryRow, announcement: Announcement | None
    ) -> tuple[DeliveryRow, Reply] | None:
        if announcement is None:
            return None
        language = (await self._office.preferences.community(delivery.place)).language or ""
        compose, thread = self._office.composer.compose, self._office.thread
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(thread, compose, announcement, delivery, language)

    async def _note(self, delivery: DeliveryRow, outcome: Delivery, lease: float, *, asked: bool) -> None:
        """Note an outcome; tried until the lease is over, and then remembered."""
        if isinstance(outcome, Sent | Gone | Forbidden):
            self._outcomes.note(delivery.announcement, refused=not isinstance(outcome, Sent))
        while True:
            try:
                await self._settle(judge(delivery, outcome, self._office.now(), asked=asked), outcome)
            except StoreUnavailableError:
                if self._clock() + AGAIN < lease:
                    await self._office.timing.sleep(AGAIN)
                    continue
                self._unnoted.put(delivery.key, _Known(delivery.begun, outcome, asked))
                log.warning("delivery_unnoted", delivery=str(delivery.key), outcome=type(outcome).__name__)
            return

    async def _settle(self, delivery: DeliveryRow, outcome: Delivery | None = None) -> None:
        now = self._office.now()
        found = Bearing.NONE if outcome is None else bearing(delivery, outcome)
        if found is Bearing.REFUSED and (self._outcomes.outage or not self._adapter.connected):
            found = Bearing.NONE  # the platform is to blame, not the place
        consider = None
        if found is not Bearing.NONE:
            home = await self._office.preferences.stored(delivery.place)
            consider = lambda known: aftermath(known, delivery, found, home, now)  # noqa: E731  # short
        noted = await self._claims.settle(delivery, self._office.owner, consider)
        _tell(delivery, noted=noted)

    async def _skip(self, delivery: DeliveryRow, problem: str) -> None:
        skipped = replace(delivery, state=Progress.SKIPPED, owner=None, lease=None, problem=problem, reply="")
        await self._settle(skipped)

    def _short(self, lease: float) -> bool:
        return self._clock() + CALL > lease


def _going_on(delivery: DeliveryRow, announcement: Announcement | None) -> bool:
    """Whether a delivery is still wanted: not when its announcement was stopped meanwhile."""
    beside = delivery.kind == NOTICE or delivery.kind.startswith(NOW)
    return announcement is not None and (beside or announcement.state in POSTED)


def _tell(delivery: DeliveryRow, *, noted: bool) -> None:
    state, key = delivery.state, str(delivery.key)
    if not noted:
        log.warning("delivery_taken_over", delivery=key, state=state.value)
    elif state in {Progress.IN_DOUBT, Progress.FAILED}:
        log.warning("delivery_given_up", delivery=key, state=state.value, problem=delivery.problem)
    else:
        log.debug("delivery", delivery=key, state=state.value)


def _after(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
