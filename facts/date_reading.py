"""Finds the dates that a question names, as exactly as it names them.

What a member leaves out stays out: "12 januari" has no year, nor has "januari 45", and "350 tahun" is no
date.  Only figures, month names and centuries are read, from the closed vocabulary of the languages' files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facts.calendars import Calendar, days_in_month
from facts.date_mention import MentionedDate, compatible
from facts.date_patterns import DatePatterns, date_patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

__all__ = ["MentionedDate", "compatible", "dates_in"]

_FIRST_YEAR, _LAST_YEAR = 100, 2100
"""A bare number from one to the other may be a year."""
_LIKELY_YEAR: Final = 1000
"""From here on a bare number is more likely a year CE than one before it."""
_CENTURIES: Final = 30
_MONTHS: Final = 12
_SOME_LEAP_YEAR: Final = 2000


def dates_in(text: str, languages: tuple[str, ...] = ("id", "en")) -> tuple[MentionedDate, ...]:
    """Every date that ``text`` names, in its order.

    A numeric date is read day first.  A language that Babad does not know is read as English.
    """
    patterns = date_patterns(languages)
    # Lower case, but never longer, so that positions hold: İ would become two characters.
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(character.lower()[:1] for character in text)
    found: list[MentionedDate] = []
    for match in patterns.pattern.finditer(lowered):
        if reader := _READERS.get(match.lastgroup or ""):
            found.extend(reader(_Found(match, text, patterns)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Found:
    """One place where the pattern matched."""

    match: re.Match[str]
    text: str
    """As it was written, for the case of its letters."""
    patterns: DatePatterns

    def year(self, name: str) -> tuple[int | None, int]:
        """The astronomical year in the groups ``name``, if they hold one, and where the mention ends."""
        match = self.match
        digits, era = match[name + "_y"], match[name + "_era"]
        if digits is None:
            return None, match.end()
        number = int(digits)
        if era is None:
            return number, match.end()
        if era in self.patterns.before_era:
            return 1 - number, match.end()
        if era not in self.patterns.before_era_short:
            return number, match.end()
        if self.text[slice(*match.span(name + "_era"))].isupper() or self._surely_before_era(number, name):
            return 1 - number, match.end()
        return (number if number >= _FIRST_YEAR else None), match.end(name + "_y")

    @staticmethod
    def _surely_before_era(number: int, name: str) -> bool:
        """Whether a small "sm" or "bc", which may be chat for another word, can be nothing but an era."""
        if number >= _LIKELY_YEAR:
            return number > _LAST_YEAR
        return number >= _FIRST_YEAR or name != "by"

    def mention(
        self, year: int | None, end: int, month: int | None = None, day: int | None = None
    ) -> Iterator[MentionedDate]:
        """The date, unless its month has no such day."""
        if month is None or day is None or day <= _longest(year, month):
            yield MentionedDate(self.match.start(), end, year, month, day)


def _longest(year: int | None, month: int) -> int:
    """How many days the month may have: the Julian calendar has every leap day that there is."""
    return days_in_month(_SOME_LEAP_YEAR if year is None else year, month, Calendar.JULIAN)


def _day_month(found: _Found) -> Iterator[MentionedDate]:
    match = found.match
    year, end = found.year("dm")
    month = found.patterns.months[match["dm_m"]]
    if match["from"] and int(match["from"]) <= _longest(year, month):
        yield MentionedDate(match.start(), match.end("from"), year, month, int(match["from"]))
    if int(match["dm_d"]) <= _longest(year, month):
        start = match.start("dm_d") if match["from"] else match.start()
        yield MentionedDate(start, end, year, month, int(match["dm_d"]))


def _month_day(found: _Found) -> Iterator[MentionedDate]:
    year, end = found.year("md")
    return found.mention(year, end, found.patterns.months[found.match["md_m"]], int(found.match["md_d"]))


def _month_year(found: _Found) -> Iterator[MentionedDate]:
    year, end = found.year("my")
    return found.mention(year, end, found.patterns.months[found.match["my_m"]])


def _iso(found: _Found) -> Iterator[MentionedDate]:
    match = found.match
    day = match["i_d"] and int(match["i_d"])
    return found.mention(int(match["i_y"]), match.end(), int(match["i_m"] or match["i_m2"]), day or None)


def _numeric(found: _Found) -> Iterator[MentionedDate]:
    match = found.match
    day, month = int(match["n_1"]), int(match["n_2"])
    # Two digits do not tell the century, so they are no year.
    year = int(match["n_y"]) if len(match["n_y"]) == len("1918") else None
    if month > _MONTHS:
        day, month = month, day
    if 1 <= month <= _MONTHS and 1 <= day <= _longest(year, month):
        ambiguous = day <= _MONTHS and day != month
        yield MentionedDate(match.start(), match.end(), year, month, day, ambiguous=ambiguous)


def _century(found: _Found) -> Iterator[MentionedDate]:
    match = found.match
    written = match["c_a"] or match["c_b"] or match["c_c"]
    number = int(written) if written.isdecimal() else found.patterns.centuries[written]
    era, end = match["c_era"], match.end()
    # Strictly the 20th century is 1901 to 2000, commonly 1900 to 1999: neither use is refused.
    years = (100 * number - 100, 100 * number)
    if era in found.patterns.before_era or era in found.patterns.before_era_short:
        years = (1 - 100 * number, 100 - 100 * number)
    if 1 <= number <= _CENTURIES:
        yield MentionedDate(match.start(), end, years=years)


def _decade(found: _Found) -> Iterator[MentionedDate]:
    first = int(found.match["d_y"])
    # "1900s" may be meant as ten years or as a hundred.
    last = first + (99 if first % 100 == 0 else 9)
    yield MentionedDate(found.match.start(), found.match.end(), years=(first, last))


def _named_year(found: _Found) -> Iterator[MentionedDate]:
    return found.mention(*found.year("ny"))


def _bare_year(found: _Found) -> Iterator[MentionedDate]:
    year, end = found.year("by")
    if year is not None and (found.match["by_era"] or _FIRST_YEAR <= year <= _LAST_YEAR):
        yield from found.mention(year, end)


def _month(found: _Found) -> Iterator[MentionedDate]:
    return found.mention(
        None, found.match.end(), found.patterns.months[found.match["m_b"] or found.match["m_m"]]
    )


_READERS: Final[dict[str, Callable[[_Found], Iterator[MentionedDate]]]] = {
    "day_month": _day_month,
    "month_day": _month_day,
    "month_year": _month_year,
    "iso": _iso,
    "numeric": _numeric,
    "century": _century,
    "decade": _decade,
    "named_year": _named_year,
    "bare_year": _bare_year,
    "month": _month,
}
"""The reader for each outermost group of the pattern; what has none is found so as to be passed over."""
