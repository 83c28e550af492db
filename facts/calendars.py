"""The Gregorian and Julian calendars, and the day numbers that put both on one line of days.

A day number is a Julian Day Number: day 0 is 24 November 4714 BCE (proleptic Gregorian), and 1 January 2000
(Gregorian) is day 2451545.  Years are astronomical: 0 is 1 BCE, -43 is 44 BCE.  Both calendars are extended
without end in both directions; where and when each was in force is for the author of a fact to know.
"""

from __future__ import annotations

from enum import StrEnum


class Calendar(StrEnum):
    """The calendar in which a date is written."""

    GREGORIAN = "gregorian"
    JULIAN = "julian"


def is_leap_year(year: int, calendar: Calendar) -> bool:
    """Whether February of the astronomical ``year`` has 29 days in ``calendar``."""
    if calendar is Calendar.JULIAN:
        return year % 4 == 0
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int, calendar: Calendar) -> int:
    """How many days the month has; ``month`` counts from 1 to 12."""
    if month == 2:  # noqa: PLR2004 - February
        return 29 if is_leap_year(year, calendar) else 28
    # Long and short months alternate, and begin anew in August.
    return 30 + (month + month // 8) % 2


def day_number(year: int, month: int, day: int, calendar: Calendar) -> int:
    """The Julian Day Number of a valid date.

    Algorithm 3 of E. G. Richards in *Explanatory Supplement to the Astronomical Almanac*, 3rd ed. (2013),
    section 15.11.  Its "div" truncates and so holds only after 4716 BCE; floor division lifts that bound.
    """
    # Years begin in March, so that the leap day is the last of its year.
    shifted_year = year + 4716 - (14 - month) // 12
    shifted_month = (month + 9) % 12
    number = 1461 * shifted_year // 4 + (153 * shifted_month + 2) // 5 + day - 1402
    if calendar is Calendar.JULIAN:
        return number
    return number - 3 * ((shifted_year + 184) // 100) // 4 + 38


def date_of(number: int, calendar: Calendar) -> tuple[int, int, int]:
    """The astronomical year, month and day in ``calendar`` of a Julian Day Number.

    Algorithm 4 of E. G. Richards, in the same place as ``day_number``.
    """
    shifted = number + 1401
    if calendar is Calendar.GREGORIAN:
        shifted += (4 * number + 274277) // 146097 * 3 // 4 - 38
    quarter_days = 4 * shifted + 3
    month_part = 5 * (quarter_days % 1461 // 4) + 2
    month = (month_part // 153 + 2) % 12 + 1
    year = quarter_days // 1461 - 4716 + (14 - month) // 12
    return year, month, month_part % 153 // 5 + 1
