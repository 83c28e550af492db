"""Deliveries on their way: made of what is due, claimed by one process at a time, marked with their outcome.

A claim lasts as long as its lease.  Every mark asks whether the row is still its owner's, and still as it was
last begun, so that who was away for long, or marks again what was marked, can spoil nothing.  Only statements
that every database of the kind has: the keys of rows, conditional updates, and rows locked to the end of a
transaction where that is offered.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, exists, false, or_, select, update

from bot.announcements.delivery import NOTICE, NOW, DeliveryRow, Progress
from bot.store.announcements import POSTED, apply, lock, read_announcement
from bot.store.deliveries import delivery_columns, keyed, read_delivery
from bot.store.schema import announcements, deliveries, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.announcements.announcement import Announcement
    from bot.announcements.delivery import DeliveryKey
    from bot.seam import Place
    from bot.store.database import Database

    _Home = tuple[str, str]
    Decide = Callable[[Announcement, str | None], "Matured"]
    Consider = Callable[[Announcement], "Aftermath"]

BATCH: Final = 100
"""Announcements or deliveries in one transaction, so that each keeps the deadline and lets others in."""
FURTHEST: Final = timedelta(minutes=5)
"""A lease that ends later than this was given by a clock that has been put back since: it counts as over."""
OVER: Final = tuple(
    state.value for state in (Progress.SENT, Progress.IN_DOUBT, Progress.FAILED, Progress.SKIPPED)
)
"""States that nothing follows any more."""


@dataclass(frozen=True, slots=True)
class Matured:
    """What an announcement that is due comes to: a delivery, and when the next one is."""

    delivery: DeliveryRow
    day: date
    due: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery that was claimed, with what sending it takes."""

    delivery: DeliveryRow
    announcement: Announcement | None
    """None when it was removed meanwhile."""
    settings: Mapping[str, str]
    """What its community has chosen."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What the end of a delivery changes in its announcement, and what else is to be delivered now."""

    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    deliveries: tuple[DeliveryRow, ...] = ()


class Claims:
    """The way of a delivery from when it is due until it is over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mature(self, now: datetime, decide: Decide) -> int:
        """Make deliveries of announcements that are due, a batch at the most; how many that were.

        ``decide`` gets each with the name of the zone that its community chose.
        """

        async def work(connection: AsyncConnection) -> int:
            rows = (await connection.execute(_due_announcements(now))).all()
            decided = [(row, decide(read_announcement(row), row.home)) for row in rows]
            if not decided:
                return 0
            moving = [
                {"the_id": row.id, "the_day": row.day, "day": new.day, "due": new.due} for row, new in decided
            ]
            await connection.execute(_MOVE_ON, moving)
            made = [delivery_columns(new.delivery) for _, new in decided]
            adding = self._database.insert(deliveries).on_conflict_do_nothing()
            await connection.execute(adding, made)
            return len(decided)

        return await self._database.write(work)

    async def claim(
        self, platform: str, owner: str, now: datetime, lease: datetime, limit: int
    ) -> tuple[Taken, ...]:
        """Take deliveries of a platform that are due, the oldest first."""
        columns = deliveries.c
        due = (columns.platform == platform, columns.state == Progress.DUE.value)
        query = select(deliveries).where(*due, columns.due <= now, columns.until > now)
        taken = {"state": Progress.CLAIMED.value, "owner": owner, "lease": lease}
        found = await self._take(query.order_by(columns.due).limit(limit), taken)
        mine = (replace(one.delivery, state=Progress.CLAIMED, owner=owner, lease=lease) for one in found)
        return tuple(replace(one, delivery=row) for one, row in zip(found, mine, strict=True))

    async def take_over(
        self, platform: str, owner: str, now: datetime, lease: datetime, limit: int
    ) -> tuple[Taken, ...]:
        """Take deliveries of which nobody knows what became: they were being sent when their lease ended.

        Each comes with the owner that it had: who had it all the time may know.
        """
        columns = deliveries.c
        query = select(deliveries).where(
            columns.platform == platform, columns.state == Progress.SENDING.value, _lapsed(now)
        )
        taken = {"owner": owner, "lease": lease}
        found = await self._take(query.order_by(columns.lease).limit(limit), taken)
        return tuple(replace(one, delivery=replace(one.delivery, lease=lease)) for one in found)

    async def begin(self, delivery: DeliveryRow, owner: str) -> bool:
        """Note that a claimed delivery is about to be sent, with what it says.

        False when it is not the owner's any more, or its announcement was stopped meanwhile.
        """
        where = [*_mine(delivery.key, owner), deliveries.c.state == Progress.CLAIMED.value]
        if delivery.kind != NOTICE and not delivery.kind.startswith(NOW):
            going = select(announcements.c.id).where(
                announcements.c.id == delivery.announcement, announcements.c.state.in_(POSTED)
            )
            where.append(exists(going))
        sending = replace(delivery, state=Progress.SENDING)
        beginning = update(deliveries).where(*where).values(_changing(sending))
        return await self._database.change(beginning) > 0

    async def settle(self, delivery: DeliveryRow, owner: str, consider: Consider | None = None) -> bool:
        """Note how a delivery stands now.

        False when it is not the owner's any more, or was begun anew since, which another claim of the same
        owner's may have done.

        ``consider`` says what follows from it for its announcement, if that is still there.
        """

        async def work(connection: AsyncConnection) -> bool:
            known = await lock(connection, delivery.announcement) if consider else None
            taken = (Progress.CLAIMED.value, Progress.SENDING.value)
            mine = (*_mine(delivery.key, owner), deliveries.c.state.in_(taken), _begun(delivery.begun))
            noting = update(deliveries).where(*mine).values(_changing(delivery))
            if not (await connection.execute(noting)).rowcount:
                return False
            if known is not None and consider is not None:
                await self._follow(connection, known, consider(known))
            return True

        return await self._database.write(work)

    async def release(self, now: datetime) -> int:
        """Make claimed deliveries due again whose lease has ended; how many."""
        claimed = deliveries.c.state == Progress.CLAIMED.value
        return await self._database.change(_unclaim(claimed, _lapsed(now)))

    async def give_back(self, owner: str, keys: Collection[DeliveryKey] | None = None) -> int:
        """Make what ``owner`` claimed and did not begin to send due again; all of it, or those ``keys``."""
        where = [deliveries.c.state == Progress.CLAIMED.value, deliveries.c.owner == owner]
        if keys is not None:
            where.append(keyed(keys))
        return await self._database.change(_unclaim(*where))

    async def expire(self, now: datetime) -> int:
        """End deliveries that come too late: failed ones if they were tried, else skipped; how many."""
        columns = deliveries.c
        late = (columns.state == Progress.DUE.value, columns.until <= now)
        tried = update(deliveries).where(*late, columns.attempts > 0)
        missed = update(deliveries).where(*late, columns.attempts == 0)

        async def work(connection: AsyncConnection) -> int:
            failed = await connection.execute(tried.values(state=Progress.FAILED.value, reply=""))
            skipped = await connection.execute(missed.values(state=Progress.SKIPPED.value, reply=""))
            return failed.rowcount + skipped.rowcount

        return await self._database.write(work)

    async def outdated(self, platform: str, now: datetime, limit: int) -> tuple[DeliveryRow, ...]:
        """Deliveries whose button is to be taken off."""
        query = select(deliveries).where(deliveries.c.platform == platform, deliveries.c.buttons <= now)
        return tuple(map(read_delivery, await self._database.fetch(query.limit(limit))))

    async def put_off(self, key: DeliveryKey, buttons: datetime | None) -> None:
        """Have the button of a delivery taken off later, or with None never, for it is off or cannot be."""
        values: dict[str, object] = {"buttons": buttons}
        if buttons is None:
            values["reply"] = ""
        await self._database.change(update(deliveries).where(keyed([key])).values(values))

    async def next_step(self, platforms: Collection[str]) -> datetime | None:
        """When something is to be done next: an announcement or a delivery is due, or a lease ends."""
        columns = deliveries.c
        soonest: list[datetime] = []
        queries = [
            # State by state: so an index has each in order.
            select(announcements.c.due.label("at")).where(
                announcements.c.state == state, announcements.c.due.is_not(None)
            )
            for state in POSTED
        ]
        for platform in platforms:
            mine = columns.platform == platform
            queries += [
                select(columns.due.label("at")).where(mine, columns.state == Progress.DUE.value),
                select(columns.buttons.label("at")).where(mine, columns.buttons.is_not(None)),
            ]
        mine = columns.platform.in_(platforms)
        queries.append(select(columns.lease.label("at")).where(mine, columns.state == Progress.SENDING.value))

        async def work(connection: AsyncConnection) -> datetime | None:
            for query in queries:
                at = (await connection.execute(query.order_by("at").limit(1))).scalar()
                if at is not None:
                    soonest.append(at)
            return min(soonest, default=None)

        return await self._database.read(work)

    async def _take(self, query: Any, values: Mapping[str, object]) -> tuple[Taken, ...]:
        """Give the rows that ``query`` finds other values; they come as they stood before."""

        async def work(connection: AsyncConnection) -> tuple[Taken, ...]:
            found = (await connection.execute(query.with_for_update(skip_locked=True))).all()
            if not found:
                return ()
            rows = [read_delivery(row) for row in found]
            await connection.execute(update(deliveries).where(keyed(row.key for row in rows)).values(values))
            known = await _announcements(connection, {row.announcement for row in rows})
            chosen = await _settings(connection, {_home(row.place) for row in rows})
            return tuple(Taken(row, known.get(row.announcement), chosen[_home(row.place)]) for row in rows)

        return await self._database.write(work)

    async def _follow(self, connection: AsyncConnection, known: Announcement, aftermath: Aftermath) -> None:
        await apply(connection, known, aftermath.values)
        for delivery in aftermath.deliveries:
            adding = self._database.insert(deliveries, delivery_columns(delivery))
            await connection.execute(adding.on_conflict_do_nothing())


_MOVE_ON: Final = (
    update(announcements)
    .where(announcements.c.id == bindparam("the_id"), announcements.c.day == bindparam("the_day"))
    .values(day=bindparam("day"), due=bindparam("due"))
)
"""Sets an announcement on to its next date; only from the date that it stood at."""


def _due_announcements(now: datetime) -> Any:
    columns = announcements.c
    chosen = and_(
        settings.c.platform == columns.platform,
        settings.c.community == columns.community,
        settings.c.key == "zone",
    )
    query = select(announcements, settings.c.value.label("home")).join_from(
        announcements, settings, chosen, isouter=True
    )
    query = (
        query.where(columns.state.in_(POSTED), columns.due <= now, columns.day.is_not(None))
        .order_by(columns.due)
        .limit(BATCH)
    )
    return query.with_for_update(of=announcements, skip_locked=True)


async def _announcements(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Announcement]:
    rows = await connection.execute(select(announcements).where(announcements.c.id.in_(ids)))
    return {row.id: read_announcement(row) for row in rows}


async def _settings(
    connection: AsyncConnection, homes: Collection[_Home]
) -> Mapping[_Home, Mapping[str, str]]:
    columns = settings.c
    chosen: dict[_Home, dict[str, str]] = {home: {} for home in homes}
    query = select(columns.platform, columns.community, columns.key, columns.value)
    theirs = (and_(columns.platform == home[0], columns.community == home[1]) for home in homes)
    for row in await connection.execute(query.where(or_(false(), *theirs))):
        chosen[row.platform, row.community][row.key] = row.value
    return chosen


def _home(place: Place) -> _Home:
    return place.platform, place.community


def _changing(delivery: DeliveryRow) -> dict[str, object]:
    """The columns of a delivery that change on its way; its place only follows its community."""
    columns = delivery_columns(delivery)
    return {name: columns[name] for name in _CHANGING}


_CHANGING: Final = (
    *("state", "due", "owner", "lease", "attempts", "begun", "facts", "question", "language"),
    *("reply", "ref", "buttons", "problem"),
)


def _mine(key: DeliveryKey, owner: str) -> tuple[ColumnElement[bool], ...]:
    return keyed([key]), deliveries.c.owner == owner


def _begun(at: datetime | None) -> ColumnElement[bool]:
    return deliveries.c.begun.is_(None) if at is None else deliveries.c.begun == at


def _lapsed(now: datetime) -> ColumnElement[bool]:
    return or_(deliveries.c.lease <= now, deliveries.c.lease > now + FURTHEST)


def _unclaim(*where: ColumnElement[bool]) -> Any:
    return update(deliveries).where(*where).values(state=Progress.DUE.value, owner=None, lease=None)
