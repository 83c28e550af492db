"""Reads the day that somebody wishes to see: "17 agustus", "24/6", "June 24th", "besok".

A closed vocabulary, in every language at once: the wish must be a day and nothing else.  It may be anything
at all, so its length is bounded before it is looked at.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

from facts.calendars import Calendar, days_in_month
from facts.date_language import date_language, date_languages
from facts.day import Day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LONGEST: Final = 80
"""Characters of a wish; a day in words with all that may stand around it is shorter."""
_MONTHS: Final = 12
_SOME_LEAP_YEAR: Final = 2000
_YEAR_DIGITS: Final = range(3, 5)
"""Fewer digits leave the century open; more are no year that people write."""
_ALLOWED: Final = re.compile(r"[\w\s/.,()?!\u2010-\u2015-]*")
"""A time (17:30), a sum of money or an address is no day."""
_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+")
_APOSTROPHES: Final = str.maketrans("", "", "'`\u2018\u2019\u02bc")


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


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of every language."""

    months: Mapping[str, int]
    from_today: Mapping[str, int]
    passed_over: frozenset[str]
    weekdays: frozenset[str]
    before_era: frozenset[str]
    in_era: frozenset[str]


def read_day(wish: str, today: date) -> WishedDay | ImpossibleDay | None:
    """The day that ``wish`` names, seen from ``today``; None when it names none.

    No wish is for today.  Of two numbers the first is the day unless only the second can be: 12/1 is
    12 January, 6/24 is 24 June.  ``--06-24`` and 2026-06-24 are read as the standard means them.
    """
    if len(wish) > LONGEST:
        return None
    text = unicodedata.normalize("NFKC", wish).casefold().translate(_APOSTROPHES).strip()
    if not _ALLOWED.fullmatch(text):
        return None
    words = _vocabulary()
    tokens = _TOKEN.findall(text)
    kept = [token for token in tokens if token not in words.passed_over]
    days = words.from_today.get(" ".join(tokens), words.from_today.get(" ".join(kept)))
    if not text or days is not None:
        return _from_today(today, days or 0)
    return _date([token for token in kept if token not in words.weekdays], month_first=text.startswith("--"))


def _from_today(today: date, days: int) -> WishedDay:
    # The ends of what can be counted are nobody's yesterday, and must not raise.
    ordinal = min(max(today.toordinal() + days, 1), date.max.toordinal())
    day = date.fromordinal(ordinal)
    return WishedDay(Day(day.month, day.day))


def _date(tokens: list[str], *, month_first: bool) -> WishedDay | ImpossibleDay | None:
    """The date in what is left: its figures, at most one month, at most one era."""
    words = _vocabulary()
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
    if era in _vocabulary().before_era:
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


@cache
def _vocabulary() -> _Vocabulary:
    codes = sorted(date_languages())
    dates = [date_language(code) for code in codes]
    days = [_read(code) for code in codes]
    months = [
        (name.casefold(), number)
        for language in dates
        for number, names in enumerate(language.months, 1)
        for name in names
    ]
    around = [word for language in dates for word in language.reading.ordinal_after]
    return _Vocabulary(
        months=dict(months),
        from_today={word: int(number) for one in days for word, number in one.get("from_today", {}).items()},
        passed_over=frozenset([*around, *_all(days, "passed_over")]),
        weekdays=frozenset(_all(days, "weekdays")),
        before_era=frozenset(
            _joined(word)
            for language in dates
            for word in (*language.reading.before_era, *language.reading.before_era_short)
        ),
        in_era=frozenset(_joined(word) for language in dates for word in language.reading.in_era),
    )


def _read(code: str) -> Mapping[str, Any]:
    """The file of a language; one that has none names days by date only."""
    file = files("facts") / "language" / f"days.{code}.yaml"
    # Every value as text: YAML would make true of "on".
    return yaml.load(file.read_bytes(), Loader=yaml.BaseLoader) if file.is_file() else {}  # noqa: S506


def _all(languages: Iterable[Mapping[str, Any]], key: str) -> Iterator[str]:
    for language in languages:
        yield from language.get(key, ())


def _joined(phrase: str) -> str:
    return " ".join(_TOKEN.findall(phrase))
