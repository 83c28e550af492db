"""A date as a question names it, and whether a fact's date agrees with it.

How dates are found in a text is for ``date_reading`` to know.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Final

from facts.calendars import Calendar, date_of, day_number, days_in_month
from facts.dates import Gap

if TYPE_CHECKING:
    from facts.dates import HistoricalDate

_YEAR_DAYS: Final = 365
_ABOUT_DAYS: Final = 31
"""How far off a date with ``~`` may be at least, in days; further when it is itself longer."""


@dataclass(frozen=True, slots=True)
class MentionedDate:
    """A date that a text names; what is None was not said."""

    start: int
    """Where it begins in the text, in characters."""
    end: int
    """Where it ends: the character after its last."""
    year: int | None = None
    """The astronomical year: 0 is 1 BCE."""
    month: int | None = None
    day: int | None = None
    years: tuple[int, int] | None = None
    """The first and last year of a decade or century, which has no ``year``."""
    ambiguous: bool = False
    """Whether day and month, read in this order, may be meant the other way round ("9/11/2001")."""


def compatible(mentioned: MentionedDate, date: HistoricalDate) -> bool | None:
    """Whether the date of a fact agrees with one that a question names.

    True when they may share a day: "Januari 1918" and 1918-01-09, a day and an interval that holds it.
    False when they cannot.  None when nothing follows: the one has no year and the other no day, the fact is
    merely about that time or has an unknown end, or the question has nothing but another month, which may
    belong to a name ("Revolusi Februari").

    A question about a Julian date may give its day in either calendar.
    """
    readings = [mentioned]
    if mentioned.ambiguous:
        readings.append(replace(mentioned, month=mentioned.day, day=mentioned.month))
    calendars = {date.calendar, Calendar.GREGORIAN}
    verdicts = [_verdict(reading, calendar, date) for reading in readings for calendar in calendars]
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _verdict(mentioned: MentionedDate, calendar: Calendar, date: HistoricalDate) -> bool | None:
    """As ``compatible``, with the mention in one calendar."""
    years = mentioned.years
    if mentioned.year is not None:
        years = (mentioned.year, mentioned.year)
    if years is None:
        return _without_year(mentioned, calendar, date)
    days = _days(mentioned, years, calendar)
    return days is not None and _with_days(*days, date)


def _with_days(first: int, last: int, date: HistoricalDate) -> bool | None:
    """Whether the days from ``first`` to ``last`` agree with ``date``."""
    claimed_first, claimed_last = date.reach
    if first <= claimed_last and claimed_first <= last:
        return True
    slack = 0
    if date.approximate:
        slack = max(_ABOUT_DAYS, *(point.latest - point.earliest + 1 for point in date.points))
    may_begin = -inf if date.start is Gap.UNKNOWN else claimed_first - slack
    may_end = inf if date.end is Gap.UNKNOWN else claimed_last + slack
    return None if first <= may_end and may_begin <= last else False


def _without_year(mentioned: MentionedDate, calendar: Calendar, date: HistoricalDate) -> bool | None:
    """Whether a month, or a day of any year, agrees with ``date``."""
    first, last = date.points[0].earliest, date.points[-1].latest
    if last - first + 1 >= _YEAR_DAYS:
        return None
    for year in range(date_of(first, calendar)[0], date_of(last, calendar)[0] + 1):
        days = _days(mentioned, (year, year), calendar)
        if days is not None and days[0] <= last and first <= days[1]:
            return True
    settled = mentioned.day is not None and not date.approximate and None not in (date.earliest, date.latest)
    return False if settled else None


def _days(mentioned: MentionedDate, years: tuple[int, int], calendar: Calendar) -> tuple[int, int] | None:
    """The first and last day that the mention may mean in those years; None when there is no such day."""
    month, day = mentioned.month, mentioned.day
    if month is None:
        return day_number(years[0], 1, 1, calendar), day_number(years[1], 12, 31, calendar)
    length = days_in_month(years[0], month, calendar)
    if day is None:
        return day_number(years[0], month, 1, calendar), day_number(years[0], month, length, calendar)
    if day > length:
        return None
    number = day_number(years[0], month, day, calendar)
    return number, number
