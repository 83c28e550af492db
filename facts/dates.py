"""When something happened, as exactly as it is known and no more exactly.

A ``HistoricalDate`` is written in EDTF (ISO 8601-2:2019), level 0 and 1, in the Gregorian or the Julian
calendar.  It is a value: hashable, ordered, and equal only to a date written alike.  It knows nothing of
languages; ``date_words`` puts it into words.

The standard writes no calendar: that one is said beside the text.  Not read, each refused with a reason:
times of day, seasons, and level 2.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import total_ordering
from math import inf

from facts.calendars import Calendar, day_number
from facts.date_error import MAX_LENGTH, DateError
from facts.date_point import Point, Precision, read_point

__all__ = ["Calendar", "DateError", "Gap", "HistoricalDate", "Point", "Precision"]


class Gap(StrEnum):
    """What stands at the end of an interval in place of a date."""

    OPEN = ".."
    """There is none: it goes on, or always was."""
    UNKNOWN = ""
    """There is one, but nobody can tell when."""


@total_ordering
@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date or interval in EDTF and the calendar in which it is written.

    Dates sort by their first and then their last day, across calendars.  A date without a start has its place
    where its known end begins, for that is where a reader of a timeline looks for it; one without an end
    comes after those that start alike and end.  ``~`` and ``?`` widen nothing: they stand beside the days.
    """

    edtf: str
    calendar: Calendar = Calendar.GREGORIAN
    start: Point | Gap = field(init=False, repr=False, compare=False)
    """The date itself, or the first end of an interval."""
    end: Point | Gap = field(init=False, repr=False, compare=False)
    """The date itself, or the second end of an interval."""

    def __post_init__(self) -> None:
        """Read the text, so that no date can exist whose parts disagree.

        Raises:
            DateError: the text is not a date.
        """
        start: Point | Gap
        end: Point | Gap
        if len(self.edtf) <= MAX_LENGTH and self.edtf.count("/") == 1:
            start, end = _interval(self.edtf, self.calendar)
        else:
            start = end = read_point(self.edtf, self.calendar)
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)

    @classmethod
    def parse(cls, text: str, calendar: Calendar = Calendar.GREGORIAN) -> HistoricalDate:
        """Read EDTF of level 0 or 1, strictly.

        Raises:
            DateError: ``text`` is not such a date, or no day of ``calendar``.
        """
        return cls(text, calendar)

    def __str__(self) -> str:
        """The date in EDTF, which has one way only to write each date that is read here."""
        return self.edtf

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, HistoricalDate):
            return NotImplemented
        return self._place < other._place

    @property
    def earliest(self) -> int | None:
        """The first day it may mean, as a Julian Day Number; None when open or unknown."""
        return None if isinstance(self.start, Gap) else self.start.earliest

    @property
    def latest(self) -> int | None:
        """The last day it may mean, as a Julian Day Number; None when open or unknown."""
        return None if isinstance(self.end, Gap) else self.end.latest

    @property
    def precision(self) -> Precision:
        """How exactly it is known."""
        if self.start is self.end and isinstance(self.start, Point):
            return self.start.precision
        return Precision.INTERVAL

    @property
    def approximate(self) -> bool:
        """Whether it, or an end of it, is marked as about right (``~`` or ``%``)."""
        return any(point.approximate for point in self.points)

    @property
    def uncertain(self) -> bool:
        """Whether it, or an end of it, is marked as doubtful (``?`` or ``%``)."""
        return any(point.uncertain for point in self.points)

    @property
    def year(self) -> int | None:
        """The astronomical year in which it is or starts (-43 is 44 BCE); None unless that year is known."""
        if isinstance(self.start, Gap) or self.start.precision in {Precision.DECADE, Precision.CENTURY}:
            return None
        return self.start.year

    @property
    def points(self) -> tuple[Point, ...]:
        """Its ends that are known, one or two; a single date is both its own ends."""
        return tuple(end for end in (self.start, self.end) if isinstance(end, Point))

    @property
    def reach(self) -> tuple[float, float]:
        """The first and last day that it claims, as Julian Day Numbers.

        Infinite where it is open; where an end is unknown, no further than the end that is known.
        """
        first = -inf if self.start is Gap.OPEN else self.points[0].earliest
        last = inf if self.end is Gap.OPEN else self.points[-1].latest
        return first, last

    def covers(self, month: int, day: int) -> bool:
        """Whether it is to be remembered on this day of any year, in the calendar it is written in.

        The day is that which people at the place wrote: Hastings on 14 October.  True only for a date known
        to the day and not merely about it; of an interval only its start counts, since whoever marks a day
        marks when a thing began.
        """
        start = self.start
        if isinstance(start, Gap) or start.approximate:
            return False
        return (start.month, start.day) == (month, day)

    def anniversary(self, year: int) -> int | None:
        """How many years have gone by in ``year`` (astronomical) since it was or started.

        None when its own year is not known exactly, and before its first anniversary.
        """
        if self.year is None or isinstance(self.start, Gap) or self.start.approximate:
            return None
        elapsed = year - self.year
        return elapsed if elapsed > 0 else None

    def overlaps(self, other: HistoricalDate) -> bool:
        """Whether the days that the two may mean, each as far as its ``reach``, have one in common."""
        first, last = self.reach
        other_first, other_last = other.reach
        return first <= other_last and other_first <= last

    def contains(self, other: HistoricalDate) -> bool:
        """Whether every day of ``other`` is one of its own, each as far as its ``reach``."""
        first, last = self.reach
        other_first, other_last = other.reach
        return first <= other_first and other_last <= last

    def within_year(self, year: int) -> bool:
        """Whether it lies wholly within the astronomical ``year`` of its own calendar."""
        first, last = self.reach
        return day_number(year, 1, 1, self.calendar) <= first and last <= day_number(
            year, 12, 31, self.calendar
        )

    @property
    def _place(self) -> tuple[float, float, str, str]:
        """Its place in the order; the last two make it total and agree with equality."""
        last = inf if isinstance(self.end, Gap) else self.end.latest
        return self.points[0].earliest, last, self.edtf, self.calendar


def _interval(text: str, calendar: Calendar) -> tuple[Point | Gap, Point | Gap]:
    """Both ends of an interval.

    Raises:
        DateError: an end is no date or has unknown digits, both are missing, or the second lies
            before the first.
    """
    first, _, second = text.partition("/")
    start = Gap(first) if first in {"..", ""} else read_point(first, calendar)
    end = Gap(second) if second in {"..", ""} else read_point(second, calendar)
    if "X" in text:
        problem = "It has unknown digits in an interval, which is EDTF level 2."
        raise DateError(text, problem, "Write out the years or months, as in 1910/1922 or 1918-02/1918-03.")
    if isinstance(start, Point):
        if isinstance(end, Point) and start.earliest > end.latest:
            raise DateError(text, "The interval ends before it starts.", f"Write {second}/{first}.")
    elif isinstance(end, Gap):
        raise DateError(
            text, "The interval has no date at either end.", "Leave the date out when it is unknown."
        )
    return start, end
