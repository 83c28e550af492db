"""A single date as EDTF writes it: what it says, and the days between which it lies.

Knows nothing of intervals, order or anniversaries; ``dates`` builds on it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from facts.calendars import Calendar, day_number, days_in_month, is_leap_year
from facts.date_error import DateError, explain, explain_month

_POINT: Final = re.compile(
    r"""
    (?: (?!-0000) (-?[0-9]{4}) (?: -([0-9]{2}|XX(?!-[0-9])) (?: -([0-9]{2}|XX) )? )?  # year, month, day
      | (-?[0-9]{2}) (?: ([0-9])X | XX )                                             # a decade or century
      | Y(-?[1-9][0-9]{4,10})                                                        # more than four digits
    )
    ([~?%])?
    """,
    re.VERBOSE,
)


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"
    """From one date to another, whatever the precision of each."""


class Point(NamedTuple):
    """A single date, or one end of an interval."""

    year: int
    """The astronomical year; the first one of a decade or century."""
    month: int | None
    day: int | None
    precision: Precision
    """Never ``INTERVAL``.  1918-XX is known to the year, 1918-02-XX to the month."""
    earliest: int
    """The first day that it may mean, as a Julian Day Number."""
    latest: int
    """The last day that it may mean, as a Julian Day Number."""
    approximate: bool
    """Marked ``~`` or ``%``: about right."""
    uncertain: bool
    """Marked ``?`` or ``%``: the source may be wrong."""


_Days = tuple[int, int | None, int | None, Precision, int, int]
"""A point without its marks of doubt."""


def read_point(text: str, calendar: Calendar) -> Point:
    """Read a date without a slash.

    Raises:
        DateError: it has not the form of one, or there is no such month or day.
    """
    match = _POINT.fullmatch(text)
    if match is None:
        raise explain(text)
    month_text = match[2]
    mark = match[7]
    if month_text is None or month_text == "XX":
        days = _years(match, calendar)
    else:
        days = _month_or_day(match, calendar)
    return Point(*days, mark in {"~", "%"}, mark in {"?", "%"})


def _years(match: re.Match[str], calendar: Calendar) -> _Days:
    """A year, a decade or a century."""
    year, _, _, century, decade, far, _ = match.groups()
    if century is None:
        first = last = int(year or far)
        precision = Precision.YEAR
    else:
        precision = Precision.CENTURY if decade is None else Precision.DECADE
        years = 100 if decade is None else 10
        first = last = int(century + (decade or "0") + "0")
        # The unknown digits of a negative year lead away from zero: -004X is -49 to -40.
        if century[0] == "-":
            first -= years - 1
        else:
            last += years - 1
    return first, None, None, precision, day_number(first, 1, 1, calendar), day_number(last, 12, 31, calendar)


def _month_or_day(match: re.Match[str], calendar: Calendar) -> _Days:
    """A month, or a day that its month has.

    Raises:
        DateError: there is no such month or day.
    """
    year, month = int(match[1]), int(match[2])
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        raise explain_month(match[0], month)
    length = days_in_month(year, month, calendar)
    first = day_number(year, month, 1, calendar)
    day_text = match[3]
    if day_text is None or day_text == "XX":
        return year, month, None, Precision.MONTH, first, first + length - 1
    day = int(day_text)
    if not 1 <= day <= length:
        hint = f"Write a day from 01 to {length}."
        if (month, day) == (2, 29) and is_leap_year(year, Calendar.JULIAN):
            hint += " If the source means the Julian calendar, say so beside the date."
        problem = f"{match[1]}-{match[2]} has {length} days in the {calendar.capitalize()} calendar."
        raise DateError(match[0], problem, hint)
    return year, month, day, Precision.DAY, first + day - 1, first + day - 1
