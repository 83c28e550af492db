"""A day of any year, such as 24 June: what an almanac is opened at.

There are 366, in a circle; 29 February is a day of its own and is never moved to another.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from facts.calendars import Calendar, days_in_month
from facts.date_language import date_language

_SOME_LEAP_YEAR: Final = 2000


class Day(NamedTuple):
    """A month and a day of it, each counted from 1."""

    month: int
    day: int

    def __str__(self) -> str:
        """``--06-24``, as ISO 8601 (2000) and vCard write a day of any year; no other order is possible."""
        return f"--{self.month:02}-{self.day:02}"

    @property
    def place(self) -> int:
        """Its place among the 366, from 0.

        Raises:
            KeyError: there is no such day.
        """
        return _PLACES[self]

    def moved(self, days: int) -> Day:
        """The day so many days later, or earlier when negative, 29 February included."""
        return DAYS[(self.place + days) % len(DAYS)]


DAYS: Final = tuple(
    Day(month, day)
    for month in range(1, 13)
    for day in range(1, days_in_month(_SOME_LEAP_YEAR, month, Calendar.GREGORIAN) + 1)
)
"""Every day, from 1 January to 31 December."""

_PLACES: Final = {day: place for place, day in enumerate(DAYS)}


def day_in_words(day: Day, language: str) -> str:
    """The day as ``language`` says it, or English when Babad does not know that one: "24 Juni"."""
    template = date_language(language).words.day_of_year
    return template.format(day=day.day, month=month_in_words(day.month, language))


def month_in_words(month: int, language: str) -> str:
    """The proper name of the month, counted from 1."""
    return date_language(language).months[month - 1][0]
