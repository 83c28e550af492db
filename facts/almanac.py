"""The almanac: a day of any year, and the facts that are remembered on it.

A fact has a day only when its date is known to the day and not merely about it.  Of an interval the first
day counts, and only when the fact calls itself a period: one that ran from 9 to 12 January began on the 9th,
but an event dated so may have happened on any of the four days.  The last day never counts.

A Julian date is remembered on the day that people look for, which is the one that histories print.  Until
Great Britain changed calendars on 14 September 1752 that is the day as it was written (Hastings on
14 October, the Gunpowder Plot on 5 November), also where others had the Gregorian calendar since 1582.  Of
what came later, in Russia and the Balkans, it is the day in that calendar (the October Revolution on
7 November).  Who wants another day dates the fact in the other calendar, and names both days in its text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from facts.calendars import Calendar, date_of, day_number
from facts.date_point import Point
from facts.day import DAYS, Day
from facts.fact import Certainty, DateKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from facts.dates import HistoricalDate
    from facts.fact import Fact, Pack

_LAST_REFORM: Final = day_number(1752, 9, 14, Calendar.GREGORIAN)
"""The first Gregorian day of Great Britain, by the Calendar (New Style) Act 1750."""
_TRUST: Final = tuple(Certainty)
_ALL: Final[Mapping[str, Collection[str]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact on its day."""

    fact: Fact
    day: Day
    year: int
    """The astronomical year, in the calendar of the day: 0 is 1 BCE."""

    def years_by(self, year: int) -> int | None:
        """How many years have gone by in ``year`` (astronomical); None before the first anniversary."""
        elapsed = year - self.year
        return elapsed if elapsed > 0 else None


class Almanac:
    """The facts of packs by their day; built once, and never changed.

    Args:
        packs: where the facts come from; those without a day are passed over.
    """

    def __init__(self, packs: Iterable[Pack]) -> None:
        entries = (entry(fact) for pack in packs for fact in pack.facts)
        self._keep(found for found in entries if found is not None)

    def only(self, *, packs: Collection[str] = (), tags: Mapping[str, Collection[str]] = _ALL) -> Almanac:
        """The almanac of some packs, by id, and of some eras, regions or themes.

        A fact stays when it has, in every group of ``tags``, one of those named.  Nothing named, nothing left
        out.
        """
        narrowed = Almanac(())
        narrowed._keep(
            found
            for found in self
            if (not packs or found.fact.pack in packs)
            and all(
                not wanted or any(tag in wanted for tag in found.fact.tags.get(group, ()))
                for group, wanted in tags.items()
            )
        )
        return narrowed

    def __iter__(self) -> Iterator[Entry]:
        """Every entry, by day, the oldest first."""
        for entries in self._days.values():
            yield from entries

    def on(self, day: Day, year: int) -> tuple[Entry, ...]:
        """The entries of ``day`` in the order in which ``year`` calls for them.

        Facts that are told every year come first.  Then come round anniversaries: multiples of 50 with 75 and
        25, the greatest first; then those of 10, those of 5, and all others.  Among equals the surer come
        first, and then the oldest and the youngest by turns, so that the top of a long list is not of one
        age.
        """

        def rank(one: Entry) -> tuple[int, int, int, int]:
            fact = one.fact
            return (not fact.yearly, *roundness(one.years_by(year)), _TRUST.index(fact.certainty))

        ranked = groupby(sorted(self._days.get(day, ()), key=rank), rank)
        return tuple(one for _, alike in ranked for one in _by_turns(alike))

    def nearest(self, day: Day) -> tuple[Day, ...]:
        """The nearest other days with something, before and after ``day`` round the year.

        They are the same when there is only one, and none when there is none.
        """
        others = [place for place in self._places if place != day.place]
        if not others:
            return ()
        at = bisect_left(others, day.place)
        return DAYS[others[at - 1]], DAYS[others[at % len(others)]]

    def _keep(self, entries: Iterable[Entry]) -> None:
        """Enter them, in the order of the year and then of the years."""
        in_order = sorted(entries, key=attrgetter("day", "year", "fact.pack", "fact.id"))
        self._days = {day: tuple(found) for day, found in groupby(in_order, attrgetter("day"))}
        self._places = tuple(day.place for day in self._days)


def entry(fact: Fact) -> Entry | None:
    """The fact on the day that it is remembered on; None when it has none."""
    found = None if fact.when is None else remembered(fact.when, fact.kind)
    return None if found is None else Entry(fact, *found)


def remembered(when: HistoricalDate, kind: DateKind) -> tuple[Day, int] | None:
    """The day that a date is remembered on, with its astronomical year; None when it has none."""
    start = _start(when, kind)
    if start is None or start.month is None or start.day is None or start.approximate:
        return None
    year, month, day = start.year, start.month, start.day
    if when.calendar is Calendar.JULIAN and start.earliest >= _LAST_REFORM:
        year, month, day = date_of(start.earliest, Calendar.GREGORIAN)
    return Day(month, day), year


def _start(when: HistoricalDate, kind: DateKind) -> Point | None:
    """The date, or the first end of an interval when that counts."""
    counts = when.start == when.end or kind is DateKind.PERIOD
    return when.start if counts and isinstance(when.start, Point) else None


def roundness(years: int | None) -> tuple[int, int]:
    """How round an anniversary is, the roundest least."""
    if years is None:
        return 3, 0
    if years % 50 == 0 or years in {25, 75}:
        return 0, -years
    if years % 10 == 0:
        return 1, 0
    return (2, 0) if years % 5 == 0 else (3, 0)


def _by_turns(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The first, the last, the second, the last but one, and so on."""
    left = deque(entries)
    while left:
        yield left.popleft()
        if left:
            yield left.pop()
