"""When a local time of day comes round: from a wall clock somewhere to instants, in every zone and season.

A local time that a change to summer time skips is due at the first minute after the gap; one that comes twice
is due the first time.  A date that a place never had, as Samoa 30 December 2011, is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice
from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import EVERY_DAY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from zoneinfo import ZoneInfo

CATCH_UP: Final = timedelta(hours=6)
"""For how long after it was due a post is made up for, on the same local date."""
SPREAD: Final = 31
"""Seconds, one more than the last, over which posts due at a full or half hour are spread."""
_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)
_LONGEST_GAP: Final = timedelta(days=1)
"""That of Samoa, which left out a day when it changed sides of the date line."""


def instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When ``at`` comes on ``day``, in UTC; None where there was no such day.

    In a gap the first minute after it, even when that is of the next day's: a day whose last hour is skipped
    has its late posts at midnight.
    """
    wall = datetime.combine(day, at.replace(second=0, microsecond=0, fold=0))
    real = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(real, zone) == wall:
        return real
    after = _end_of_gap(wall, real, zone)
    return after if _wall(after, zone).date() == day or _exists(day, zone) else None


def next_due(
    at: time, zone: ZoneInfo, days: Collection[int], after: datetime, *, later_than: date | None = None
) -> tuple[date, datetime]:
    """The next local date and instant strictly after ``after``.

    Args:
        at: the local time of day, to the minute.
        zone: where.
        days: the days of the week, Monday being 0; none at all stands for every day.
        after: an aware instant.
        later_than: a local date that was served already: only later ones count.

    Raises:
        OverflowError: there is none before the end of the calendar.
    """
    return next(_dues(at, zone, days, after, later_than))


def upcoming(  # noqa: PLR0913  # as next_due, and how many
    at: time,
    zone: ZoneInfo,
    days: Collection[int],
    after: datetime,
    n: int,
    *,
    later_than: date | None = None,
) -> tuple[tuple[date, datetime], ...]:
    """The next ``n`` local dates and instants, as ``next_due`` finds them."""
    return tuple(islice(_dues(at, zone, days, after, later_than), n))


def latest_due(
    at: time, zone: ZoneInfo, days: Collection[int], since: tuple[date, datetime], now: datetime
) -> tuple[date, datetime]:
    """The last date and instant from ``since`` on that is not after ``now``, or ``since`` itself."""
    start = max(since[1], now - 10 * _DAY)  # enough, whatever days of the week are wished for
    found = since
    for day, due in _dues(at, zone, days, start - _SECOND, since[0]):
        if due > now:
            return found
        found = (day, due)
    raise AssertionError  # pragma: no cover  # there is always a later one


def catch_up_end(day: date, due: datetime, zone: ZoneInfo) -> datetime:
    """Until when a post due at ``due`` is made up for: ``CATCH_UP``, and not beyond the end of its date."""
    return min(due + CATCH_UP, max(_end_of(day, zone), due + timedelta(minutes=1)))


def reveal_due(day: date, at: time, hours: int, zone: ZoneInfo) -> datetime:
    """When the answer to the question of ``day`` is due: ``hours`` later on the wall clock."""
    wall = datetime.combine(day, at) + timedelta(hours=hours)
    due = instant(wall.date(), wall.time(), zone)
    return due or wall.replace(tzinfo=zone).astimezone(UTC)


def spread(id: int, at: time) -> timedelta:  # noqa: A002  # named as the field
    """How much later an announcement is posted than its time says, lest all of a full hour come at once."""
    crowded = at.minute % 30 == 0
    # A multiplier without a pattern: neighbours by number are far apart in time.
    return timedelta(seconds=id * 7919 % SPREAD if crowded else 0)


def _dues(
    at: time, zone: ZoneInfo, days: Collection[int], after: datetime, later_than: date | None
) -> Iterator[tuple[date, datetime]]:
    wished = days or EVERY_DAY
    day = after.astimezone(zone).date() - _DAY  # an evening in a gap is due on the next day
    if later_than is not None:
        day = max(day, later_than + _DAY)
    while True:
        due = instant(day, at, zone) if day.weekday() in wished else None
        if due is not None and due > after:
            yield day, due
        day += _DAY


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Whether any minute of ``day`` ever came."""
    noon = datetime.combine(day, time(12))
    return _wall(noon.replace(tzinfo=zone).astimezone(UTC), zone).date() == day


def _end_of_gap(wall: datetime, beyond: datetime, zone: ZoneInfo) -> datetime:
    """The first instant that a clock in ``zone`` shows a time after ``wall``, which it never shows.

    ``beyond`` is that or an instant up to ``_LONGEST_GAP`` later.
    """
    start = beyond - _LONGEST_GAP - _SECOND
    seconds = range(int((beyond - start) / _SECOND) + 1)
    return (
        start
        + bisect_right(seconds, wall, key=lambda second: _wall(start + second * _SECOND, zone)) * _SECOND
    )


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of the next date that there is."""
    starts = (instant(day + ahead * _DAY, time(), zone) for ahead in count(1))
    return next(start for start in starts if start is not None)
