"""What an announcement that is due comes to, and when it is due next.  Decisions only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import State
from bot.announcements.book import STRIKES, zone_of
from bot.announcements.delivery import POST, Progress
from bot.announcements.due import catch_up_end, latest_due, next_due, spread
from bot.store.claims import Matured
from bot.store.deliveries import new_delivery

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.announcements.announcement import Announcement
    from bot.preferences import Community

PATIENCE: Final = (1, 2, 4)
"""Days until a place that could not be written to is tried again, one after the other."""
WEEKLY: Final = 7
"""Days between two tries ever after."""


def mature(announcement: Announcement, home: Community, now: datetime) -> Matured:
    """The delivery of an announcement that is due, and its next date, which is in the future.

    After a long time of silence only the latest date is made up for, and that only for as long as
    ``catch_up_end`` says; else it is noted as skipped.

    Raises:
        ValueError: it is not due.
    """
    if announcement.day is None or announcement.due is None or announcement.due > now:
        raise ValueError("An announcement that is not due has nothing to be delivered.")
    zone = zone_of(announcement, home)
    since = (announcement.day, announcement.due)
    day, due = latest_due(announcement.at, zone, announcement.days, since, now)
    until = catch_up_end(day, due, zone)
    start = due + spread(announcement.id, announcement.at)
    delivery = new_delivery(announcement, day, POST, start, until)
    if now >= until:
        delivery = replace(delivery, state=Progress.SKIPPED)
    return Matured(delivery, *following(announcement, home, now, day))


def following(announcement: Announcement, home: Community, now: datetime, day: date) -> tuple[date, datetime]:
    """The date and instant of the next post after that of ``day``; seldom ones while it is suspended."""
    rest = patience(announcement.strikes) if announcement.state is State.SUSPENDED else 1
    served = day + timedelta(days=rest - 1)
    zone = zone_of(announcement, home)
    return next_due(announcement.at, zone, announcement.days, now, later_than=served)


def patience(strikes: int) -> int:
    """Days until a place with so many strikes is tried again."""
    if strikes < STRIKES:
        return 1
    late = strikes - STRIKES
    return PATIENCE[late] if late < len(PATIENCE) else WEEKLY
