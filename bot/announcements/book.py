"""The announcements of communities: set up, started, stopped, changed, each knowing when it is due next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from bot.announcements.announcement import Announcement, State
from bot.announcements.delivery import NOW
from bot.announcements.due import next_due, upcoming

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from bot.announcements.delivery import DeliveryRow
    from bot.preferences import Community, Preferences
    from bot.seam import Place
    from bot.store import Store

    _Decide = Callable[[Announcement, Community, date | None], Mapping[str, Any]]

LISTED: Final = 10
"""Deliveries of an announcement that are listed."""
AT_ONCE: Final = timedelta(hours=1)
"""After this a post that was wished for at once is not wished for any more."""
LEFT: Final = "left"
"""The problem of an announcement whose community removed the bot."""
STRIKES: Final = 3
"""Days in a row on which a place can definitely not be written to, after which it is only tried at times."""
TIMED: Final = frozenset({"at", "zone", "days"})
"""Fields that decide on when it is due."""
WELL: Final = MappingProxyType({"strikes": 0, "struck": None, "problem": "", "unnoticed": False})
"""What an announcement has of whose place nothing bad is known."""
POSTED: Final = frozenset({State.ACTIVE, State.SUSPENDED})
"""States in which an announcement is posted; suspended ones from time to time."""


class Announcements:
    """What members who manage a community do with its announcements.

    Every method raises ``StoreUnavailableError`` when the store is away, and then nothing was done for sure.

    Args:
        store: where they are kept.
        preferences: know the zones of communities.
        now: the time, with a zone.
        wake: called when something is to be posted at once.
    """

    def __init__(
        self,
        store: Store,
        preferences: Preferences,
        now: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._preferences = preferences
        self._now = now
        self._wake = wake

    async def create(self, place: Place, by: str, **values: Any) -> Announcement:
        """A draft for ``place``, set up by the member ``by``; ``values`` are fields of an announcement.

        Raises:
            ValueError: a value cannot be stored, or ``origin`` is in another community.
        """
        draft = Announcement(id=0, place=place, created_by=by, since=self._now(), **values)
        return await self._store.announcements.create(draft)

    async def activate(self, id: int) -> Announcement | None:  # noqa: A002  # named as the field
        """Post it from now on; None when there is none of this id."""
        return await self._rework(id, self._started)

    async def resume(self, id: int) -> Announcement | None:  # noqa: A002  # named as the field
        """Post it again, paused or suspended as it was; None when there is none of this id."""
        return await self._rework(id, self._started)

    async def pause(self, id: int) -> Announcement | None:  # noqa: A002  # named as the field
        """Post it no more until it is resumed; None when there is none of this id."""
        return await self._store.announcements.change(
            id, state=State.PAUSED, due=None, day=None, problem="", unnoticed=False
        )

    async def alter(self, id: int, **values: Any) -> Announcement | None:  # noqa: A002  # named as the field
        """Change fields of it; None when there is none of this id.

        Of one that was posted today the next post is tomorrow's at the earliest.  One that is suspended is
        active again in another place, and what the old place refused does not count there.

        Raises:
            ValueError: a value cannot be stored, or a place is in another community.
        """

        def altered(known: Announcement, home: Community, posted: date | None) -> Mapping[str, Any]:
            new = replace(known, **values)
            if known.state is State.SUSPENDED and known.place != new.place:
                return {**values, **self._started(new, home, posted)}
            forgiven = WELL if known.place != new.place else {}
            if known.state in POSTED and values.keys() & TIMED:
                return {**values, **forgiven, **self._timed(new, home, posted)}
            return {**values, **forgiven}

        return await self._rework(id, altered)

    async def remove(self, id: int) -> bool:  # noqa: A002  # named as the field
        """Forget it with all its deliveries; false when there is none of this id."""
        return await self._store.announcements.remove(id)

    async def post_now(self, id: int, at: datetime) -> bool:  # noqa: A002  # named as the field
        """Post it at once beside its daily posts; false when there is none, or that is done already.

        ``at`` is when that was wished for: the same wish told twice is done once.
        """
        known = await self._store.announcements.get(id)
        if known is None:
            return False
        date = at.astimezone(await self.zone(known)).date()
        kind = f"{NOW}{int(at.timestamp())}"
        added = await self._store.deliveries.add(known, date, kind, at, at + AT_ONCE)
        self._wake()
        return added

    async def of(self, place: Place) -> tuple[Announcement, ...]:
        """Every announcement of the community of ``place``, drafts included, in the order of their ids."""
        return await self._store.announcements.of(place.platform, place.community)

    async def get(self, place: Place, id: int) -> Announcement | None:  # noqa: A002  # named as the field
        """The announcement of this id if it belongs to the community of ``place``; others do not exist."""
        known = await self._store.announcements.get(id)
        if known is None or _community(known.place) != _community(place):
            return None
        return known

    async def deliveries(self, id: int, limit: int = LISTED) -> tuple[DeliveryRow, ...]:  # noqa: A002  # named as the field
        """Its latest deliveries, newest first."""
        return await self._store.deliveries.recent(id, limit)

    async def unnoticed(self, place: Place) -> tuple[Announcement, ...]:
        """Those of the community that were suspended without anyone who manages it having been told."""
        return await self._store.announcements.unnoticed(place.platform, place.community)

    async def noticed(self, id: int) -> None:  # noqa: A002  # named as the field
        """Someone who manages the community was told that it is suspended."""
        await self._store.announcements.change(id, unnoticed=False)

    async def zone(self, announcement: Announcement) -> ZoneInfo:
        """The time zone that it follows: its own, or its community's."""
        return zone_of(announcement, await self._preferences.stored(announcement.place))

    async def upcoming(self, announcement: Announcement, n: int) -> tuple[tuple[date, datetime], ...]:
        """The local dates and instants of its next posts, were it active."""
        posted = await self._store.announcements.posted(announcement.id)
        zone = await self.zone(announcement)
        return upcoming(announcement.at, zone, announcement.days, self._now(), n, later_than=posted)

    async def rezone(self, place: Place) -> None:
        """The community of ``place`` has chosen another time zone: what follows it is due anew."""
        for known in await self.of(place):
            await self._rework(known.id, self._rezoned)

    async def left(self, place: Place) -> None:
        """The bot is not in the community of ``place`` any more: nothing is posted there for now."""
        for known in await self.of(place):
            await self._rework(known.id, self._abandoned)

    async def joined(self, place: Place) -> None:
        """The bot is in the community of ``place`` again: what stopped because it was not goes on."""
        for known in await self.of(place):
            await self._rework(known.id, self._found_again)

    async def _rework(self, id: int, decide: _Decide) -> Announcement | None:  # noqa: A002  # named as the field
        known = await self._store.announcements.get(id)
        if known is None:
            return None
        home = await self._preferences.stored(known.place)
        return await self._store.announcements.rework(id, lambda known, posted: decide(known, home, posted))

    def _timed(self, known: Announcement, home: Community, posted: date | None) -> dict[str, Any]:
        now = self._now()
        day, due = next_due(known.at, zone_of(known, home), known.days, now, later_than=posted)
        return {"since": now, "day": day, "due": due}

    def _started(self, known: Announcement, home: Community, posted: date | None) -> dict[str, Any]:
        return {"state": State.ACTIVE, **WELL, **self._timed(known, home, posted)}

    def _rezoned(self, known: Announcement, home: Community, posted: date | None) -> dict[str, Any]:
        follows = known.zone is None and known.state in POSTED
        return self._timed(known, home, posted) if follows else {}

    def _found_again(self, known: Announcement, home: Community, posted: date | None) -> dict[str, Any]:
        abandoned = known.state is State.SUSPENDED and known.problem == LEFT
        return self._started(known, home, posted) if abandoned else {}

    def _abandoned(self, known: Announcement, home: Community, posted: date | None) -> dict[str, Any]:
        if known.state not in POSTED:
            return {}
        # Tried at times nevertheless, should nobody tell that the bot is back.
        strikes = max(known.strikes, STRIKES)
        suspended = {"state": State.SUSPENDED, "strikes": strikes, "problem": LEFT, "unnoticed": False}
        return {**suspended, **self._timed(known, home, posted)}


def zone_of(announcement: Announcement, home: Community) -> ZoneInfo:
    """The time zone that an announcement follows: its own, or that of its community."""
    try:
        return ZoneInfo(announcement.zone) if announcement.zone else home.timezone
    except (KeyError, ValueError, OSError):  # it was known to an older table of zones
        return home.timezone


def _community(place: Place) -> tuple[str, str]:
    return place.platform, place.community
