"""Says in words when something happened, as exactly as it is known: "c. June 1922", "abad ke-20".

Every word comes from the language's file; here is only which template applies.
"""

from __future__ import annotations

from typing import Final

from facts.calendars import Calendar
from facts.date_language import DateLanguage, date_language
from facts.date_point import Point, Precision
from facts.dates import Gap, HistoricalDate

_BARE_FROM: Final = 100
"""Years from which on a number is plainly a year; before, the era is said: 79 CE."""
_GROUP_FROM: Final = 10_000
"""Years from which on digits are grouped: 1918, but 17,001."""


def word(date: HistoricalDate | None, language: str) -> str:
    """``date`` in words of ``language``, or of English when Babad does not know that one.

    A decade that begins a century, 190X, is worded as years, for "1900s" would leave open which is meant.
    The calendar is named for Julian months and days only: it moves no year that has nothing finer.
    """
    return _Wording(date_language(language)).date(date)


class _Wording:
    """The wording of dates in one language."""

    def __init__(self, language: DateLanguage) -> None:
        self._language = language
        self._words = language.words

    def date(self, date: HistoricalDate | None) -> str:
        if date is None:
            return self._words.none
        worded = self._either(date)
        ends = (date.start, date.end)
        if date.calendar is Calendar.JULIAN and any(isinstance(end, Point) and end.month for end in ends):
            return self._words.julian.format(date=worded)
        return worded

    def _either(self, date: HistoricalDate) -> str:
        words, start, end = self._words, date.start, date.end
        if isinstance(start, Gap):
            assert isinstance(end, Point)  # noqa: S101 - a date has a point at one end at least
            template = words.until if start is Gap.OPEN else words.start_unknown
            return template.format(date=self._marked(end))
        if isinstance(end, Gap):
            template = words.since if end is Gap.OPEN else words.end_unknown
            return template.format(date=self._marked(start))
        if start == end:
            return self._marked(start)
        return self._range(start, end)

    def _range(self, start: Point, end: Point) -> str:
        """An interval with two ends, saying what they share only once where that is plain."""
        words = self._words
        marked = start.approximate or start.uncertain or end.approximate or end.uncertain
        if marked or start.precision is not end.precision:
            return words.long_range.format(start=self._marked(start), end=self._marked(end))
        if start.precision is Precision.YEAR:
            return self._years(start.year, end.year)
        first = self._point(start)
        if start.year == end.year and start.precision is Precision.MONTH:
            first = self._month(start)
        elif start.year == end.year and start.month != end.month:
            first = words.day_of_year.format(day=start.day, month=self._month(start))
        elif start.year == end.year:
            first = str(start.day)
        return words.range.format(start=first, end=self._point(end))

    def _marked(self, point: Point) -> str:
        worded = self._point(point)
        if point.uncertain:
            worded = self._words.uncertain.format(date=worded)
        if point.approximate:
            worded = self._words.about.format(date=worded)
        return worded

    def _point(self, point: Point) -> str:
        match point.precision:
            case Precision.DECADE:
                return self._decade(point)
            case Precision.CENTURY:
                return self._century(point)
            case Precision.DAY:
                template = self._words.day
            case Precision.MONTH:
                template = self._words.month
            case _:
                return self._year(point.year)
        return template.format(day=point.day, month=self._month(point), year=self._year(point.year))

    def _decade(self, point: Point) -> str:
        if point.year <= 0 or point.year % 100 == 0:
            return self._years(point.year, point.year + 9)
        return self._words.decade.format(year=self._number(point.year))

    def _century(self, point: Point) -> str:
        # 19XX is 1900 to 1999, commonly the 20th century; -01XX is 200 to 101 BCE, exactly the 2nd.
        if point.year >= 0:
            return self._words.century.format(ordinal=self._language.ordinal(point.year // 100 + 1))
        century = self._words.century.format(ordinal=self._language.ordinal(-point.year // 100 + 1))
        return self._words.before_era.format(year=century)

    def _years(self, first: int, last: int) -> str:
        """Two years; the era is said once, or of both when it changes between them."""
        if first <= 0 < last:
            start, end = self._year(first), self._words.in_era.format(year=self._number(last))
        else:
            start, end = self._number(first if first > 0 else 1 - first), self._year(last)
        return self._words.range.format(start=start, end=end)

    def _month(self, point: Point) -> str:
        assert point.month is not None  # noqa: S101 - asked only where the precision tells of a month
        return self._language.months[point.month - 1][0]

    def _year(self, year: int) -> str:
        """An astronomical year as people count: none is zero."""
        if year <= 0:
            return self._words.before_era.format(year=self._number(1 - year))
        number = self._number(year)
        return self._words.in_era.format(year=number) if year < _BARE_FROM else number

    def _number(self, number: int) -> str:
        if number < _GROUP_FROM:
            return str(number)
        return f"{number:,}".replace(",", self._language.thousands)
