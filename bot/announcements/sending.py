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

from bot.announcements.announcement import State
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
    from bot.store.claims import Consider, Taken
    from bot.timing import Timing

log = structlog.stdlib.get_logger(__name__)
LEASE: Final = 60.0
"""Seconds for which a process has a delivery; then others may take it."""
CALL: Final = 20.0
"""Seconds that a platform has to take a post; a lease with less left is not begun with."""
HASTE: Final = 1.1
"""How much faster than usual posts may follow one another that composing or the machine held up."""
LATE: Final = 0.5
"""Of such a turn, what may be late without all that follow being late as well."""
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
        self._pace = Pace(adapter.capabilities.posts * HASTE, office.timing, burst=LATE)
        self._claims = office.store.claims
        self._clock = office.timing.clock
        self._outcomes = Outcomes()
        self._unnoted: Recent[DeliveryKey, _Known] = Recent(UNNOTED, math.inf, office.timing.clock)

    async def send(self, taken: Taken, lease: float) -> None:
        """Send a delivery that was claimed until ``lease`` on the clock.

        Raises:
            StoreUnavailableError: the store is away, and nothing was sent.
        """
        delivery = taken.delivery
        try:
            composed = await self._composed(taken)
        except Exception:
            log.exception("delivery_not_composed", delivery=str(delivery.key))
            await self._settle(taken, judge(delivery, Failed("it could not be composed"), self._office.now()))
            return
        if composed is None:
            await self._skip(taken, "there was nothing to tell")
        elif self._short(lease):
            await self._claims.give_back(self._office.owner, [delivery.key])
        else:
            await self._begin(replace(taken, delivery=composed[0]), composed[1])

    async def recover(self, taken: Taken, lease: float) -> None:
        """Find out what became of a delivery that was being sent, taken over until ``lease`` from its owner.

        Raises:
            StoreUnavailableError: the store is away, and nothing was sent.
        """
        delivery = taken.delivery
        known = self._unnoted.get(delivery.key)
        self._unnoted.drop(delivery.key)
        # What others had meanwhile, they may have sent.
        if known is not None and (known.begun, self._office.owner) == (delivery.begun, delivery.owner):
            await self._note(taken, known.outcome, lease, asked=known.asked)
            return
        now = self._office.now()
        wanted = now < delivery.until and _going_on(taken)
        composed = await self._composed(taken) if wanted else None
        if composed is None:
            await self._settle(taken, late(delivery))
            return
        await self._pace.turn()
        if not self._short(lease):
            outcome = await self._ask(delivery, composed[1], now)
            await self._note(taken, outcome, lease, asked=True)

    async def _begin(self, taken: Taken, reply: Reply) -> None:
        await self._pace.turn()  # not later: what counts as being sent shall not wait
        lease = self._clock() + LEASE
        now = self._office.now()
        end = now + timedelta(seconds=LEASE)
        begun = replace(taken.delivery, state=Progress.SENDING, begun=now, lease=end)
        # Should the database fall silent now, the row may count as being sent; we know that nothing was.
        self._unnoted.put(begun.key, _Known(now, Later(0), asked=False))
        if not await self._claims.begin(begun, self._office.owner):
            self._unnoted.drop(begun.key)
            await self._skip(taken, "it was stopped")
            return
        # It may have been put to sleep meanwhile, maybe with the machine: then seconds were not counted.
        if self._short(lease) or self._office.now() + timedelta(seconds=CALL) > end:
            await self._note(replace(taken, delivery=begun), Later(0), lease, asked=False)
            return
        self._unnoted.drop(begun.key)
        place, outcome = await self._deliver(begun, reply)
        await self._note(replace(taken, delivery=replace(begun, place=place)), outcome, lease, asked=False)

    async def _deliver(self, delivery: DeliveryRow, reply: Reply) -> tuple[Place, Delivery]:
        """What came of it, and where: the place may have moved."""
        place, key = delivery.place, str(delivery.key)
        outcome = await self._call(self._adapter.send(place, reply, key))
        if isinstance(outcome, Migrated):
            await self._office.moved(place, outcome.place)
            place = outcome.place
            outcome = await self._call(self._adapter.send(place, reply, key))
        return place, outcome

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

    async def _composed(self, taken: Taken) -> tuple[DeliveryRow, Reply] | None:
        if taken.announcement is None:
            return None
        language = self._office.preferences.read(taken.settings).language or ""
        compose, thread = self._office.composer.compose, self._office.thread
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(thread, compose, taken.announcement, taken.delivery, language)

    async def _note(self, taken: Taken, outcome: Delivery, lease: float, *, asked: bool) -> None:
        """Note an outcome; tried until the lease is over, and then remembered."""
        delivery = taken.delivery
        if isinstance(outcome, Sent | Gone | Forbidden):
            self._outcomes.note(delivery.announcement, refused=not isinstance(outcome, Sent))
        while True:
            judged = judge(delivery, outcome, self._office.now(), asked=asked)
            try:
                await self._settle(taken, judged, outcome)
            except StoreUnavailableError:
                if self._clock() + AGAIN < lease:
                    await self._office.timing.sleep(AGAIN)
                    continue
                self._unnoted.put(delivery.key, _Known(delivery.begun, outcome, asked))
                log.warning("delivery_unnoted", delivery=str(delivery.key), outcome=type(outcome).__name__)
            return

    async def _settle(self, taken: Taken, judged: DeliveryRow, outcome: Delivery | None = None) -> None:
        noted = await self._claims.settle(judged, self._office.owner, self._consider(taken, judged, outcome))
        _tell(judged, noted=noted)

    def _consider(self, taken: Taken, judged: DeliveryRow, outcome: Delivery | None) -> Consider | None:
        """What says what follows for the announcement; None when nothing does."""
        found = Bearing.NONE if outcome is None else bearing(judged, outcome)
        if found is Bearing.REFUSED and (self._outcomes.outage or not self._adapter.connected):
            return None  # the platform is to blame, not the place
        if found is Bearing.NONE or (found is Bearing.WELL and _as_ever(taken, judged)):
            return None
        home, now = self._office.preferences.read(taken.settings), self._office.now()
        return lambda known: aftermath(known, judged, found, home, now)

    async def _skip(self, taken: Taken, problem: str) -> None:
        freed = replace(taken.delivery, owner=None, lease=None)
        await self._settle(taken, replace(freed, state=Progress.SKIPPED, problem=problem, reply=""))

    def _short(self, lease: float) -> bool:
        return self._clock() + CALL > lease


def _going_on(taken: Taken) -> bool:
    """Whether a delivery is still wanted: not when its announcement was stopped meanwhile."""
    kind, announcement = taken.delivery.kind, taken.announcement
    beside = kind == NOTICE or kind.startswith(NOW)
    return announcement is not None and (beside or announcement.state in POSTED)


def _as_ever(taken: Taken, judged: DeliveryRow) -> bool:
    """Whether nothing follows from an arrival, as on most days."""
    known = taken.announcement
    clean = known is not None and not known.strikes and known.state is not State.SUSPENDED
    return clean and not judged.question and judged.kind != NOTICE


def _tell(delivery: DeliveryRow, *, noted: bool) -> None:
    state, key = delivery.state, str(delivery.key)
    if not noted:
        log.warning("delivery_taken_over", delivery=key, state=state.value)
    elif state in {Progress.IN_DOUBT, Progress.FAILED}:
        log.warning("delivery_given_up", delivery=key, state=state.value, problem=delivery.problem)
    else:
        log.debug("delivery", delivery=key, state=state.value)
