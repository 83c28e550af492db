"""Reads the day that somebody wishes to see: "17 agustus", "24/6", "June 24th", "besok".

A closed vocabulary, in every language at once: the wish must be a day and nothing else.  It may be anything
at all, so its length is bounded before it is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from facts.calendars import Calendar, days_in_month
from facts.day import Day
from facts.day_vocabulary import TOKEN, plain, vocabulary

LONGEST: Final = 80
"""Characters of a wish; a day in words with all that may stand around it is shorter."""
_MONTHS: Final = 12
_SOME_LEAP_YEAR: Final = 2000
_YEAR_DIGITS: Final = range(3, 5)
"""Fewer digits leave the century open; more are no year that people write."""
_ALLOWED: Final = re.compile(r"[\w\s/.,()?!\u2010-\u2015-]*")
"""A time (17:30), a sum of money or an address is no day."""


@dataclass(frozen=True, slots=True)
class WishedDay:
    """A day that was read."""

    day: Day
    year: int | None = None
    """The astronomical year, when one was said; 0 is 1 BCE."""
    other: Day | None = None
    """The day it would be were the month written first, when that is possible too: 12/1."""


@dataclass(frozen=True, slots=True)
class ImpossibleDay:
    """A day that no year has, or not the year that was said."""

    number: int
    """Which day, or, without a month, which month."""
    month: int | None = None
    year: int | None = None

    @property
    def longest(self) -> int:
        """How many days the month has at most."""
        return 0 if self.month is None else _longest(self.month, self.year)


def read_day(wish: str, today: date) -> WishedDay | ImpossibleDay | None:
    """The day that ``wish`` names, seen from ``today``; None when it names none.

    No wish is for today.  Of two numbers the first is the day unless only the second can be: 12/1 is
    12 January, 6/24 is 24 June.  ``--06-24`` and 2026-06-24 are read as the standard means them.
    """
    if len(wish) > LONGEST:
        return None
    text = plain(wish)
    if not _ALLOWED.fullmatch(text):
        return None
    words = vocabulary()
    tokens = TOKEN.findall(text)
    kept = [token for token in tokens if token not in words.passed_over]
    days = words.from_today.get(" ".join(tokens), words.from_today.get(" ".join(kept)))
    if not text or days is not None:
        return _from_today(today, days or 0)
    weekday = _weekday(kept, today)
    if weekday is not None:
        return weekday
    around = words.beside_weekday | words.weekdays.keys()
    return _date([token for token in kept if token not in around], month_first=text.startswith("--"))


def _from_today(today: date, days: int) -> WishedDay:
    # The ends of what can be counted are nobody's yesterday, and must not raise.
    ordinal = min(max(today.toordinal() + days, 1), date.max.toordinal())
    day = date.fromordinal(ordinal)
    return WishedDay(Day(day.month, day.day))


def _weekday(tokens: list[str], today: date) -> WishedDay | None:
    """The next day of that name, today included; or the first after today, or the last before it."""
    words = vocabulary()
    names = [token for token in tokens if token in words.weekdays]
    other = {token for token in tokens if token not in words.weekdays}
    steps, said = other & (words.next_weekday | words.last_weekday), other & words.beside_weekday
    if len(names) != 1 or len(steps) > 1 or other - steps - said:
        return None
    if steps and names[0] in words.weeks and not said:
        return None
    ahead = (words.weekdays[names[0]] - today.isoweekday()) % 7
    if steps & words.next_weekday:
        return _from_today(today, ahead or 7)
    return _from_today(today, ahead - 7 if steps else ahead)


def _date(tokens: list[str], *, month_first: bool) -> WishedDay | ImpossibleDay | None:
    """The date in what is left: its figures, at most one month, at most one era."""
    words = vocabulary()
    figures = [token for token in tokens if token.isdecimal()]
    months = [words.months[token] for token in tokens if token in words.months]
    era = " ".join(token for token in tokens if not token.isdecimal() and token not in words.months)
    if era not in words.before_era | words.in_era | {""} or len(months) > 1:
        return None
    year, numbers = _year(figures, expected=3 - len(months), era=era)
    if len(numbers) != 2 - len(months):
        return None
    if months:
        return _checked(numbers[0], months[0], year)
    if month_first or len(figures[0]) in _YEAR_DIGITS:
        return _checked(numbers[1], numbers[0], year)
    return _numeric(numbers[0], numbers[1], year)


def _year(figures: list[str], *, expected: int, era: str) -> tuple[int | None, list[int]]:
    """The year, where it is said, and the other numbers; none at all when a figure can be nothing."""
    numbers = [int(figure) for figure in figures]
    if len(figures) == expected and len(figures[0]) in _YEAR_DIGITS:
        figures, numbers = figures[1:] + figures[:1], numbers[1:] + numbers[:1]
    if any(len(figure) not in {1, 2} for figure in figures[: expected - 1]):
        return None, []
    if len(figures) != expected:
        return None, [] if era else numbers
    year, written = numbers.pop(), figures[-1]
    if not year or len(written) >= _YEAR_DIGITS.stop:
        return None, []
    if era in vocabulary().before_era:
        return 1 - year, numbers
    return (year if era or len(written) in _YEAR_DIGITS else None), numbers


def _numeric(first: int, second: int, year: int | None) -> WishedDay | ImpossibleDay:
    """Two numbers, of which the first is the day unless only the second can be."""
    if first <= _MONTHS < second:
        return _checked(second, first, year)
    read = _checked(first, second, year)
    if isinstance(read, ImpossibleDay) or first > _MONTHS or first == second:
        return read
    return WishedDay(read.day, year, Day(first, second))


def _checked(day: int, month: int, year: int | None) -> WishedDay | ImpossibleDay:
    """The day, when there is such a one."""
    if not 1 <= month <= _MONTHS:
        return ImpossibleDay(month)
    if not 1 <= day <= _longest(month, year):
        return ImpossibleDay(day, month, year)
    return WishedDay(Day(month, day), year)


def _longest(month: int, year: int | None) -> int:
    """How many days the month may have: the Julian calendar has every leap day that there is."""
    return days_in_month(_SOME_LEAP_YEAR if year is None else year, month, Calendar.JULIAN)
