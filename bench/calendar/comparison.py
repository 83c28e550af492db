"""Facts and the events of lists that are the same, and where their days differ.

An event is found by what it says, never by its day alone.  The more a day already speaks for it, the less
alike the words need be; the measures below are where, among all pairs of the shipped facts and the lists that
they were first compared with, pairs that tell the same thing begin to outnumber the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bench.calendar.likeness import Likeness
from bench.calendar.reference import Date
from facts.almanac import entry
from facts.calendars import Calendar, day_number
from facts.dates import Point, Precision
from facts.fact import Certainty, DateKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bench.calendar.reference import Event
    from facts.dates import HistoricalDate
    from facts.fact import Fact, Pack

SAME_DAY: Final = 0.08
"""Likeness from which two events of one day and year are the same."""
WITHIN: Final = 0.25
"""The same where the fact tells only the month, the year or a span of days, and the event lies in it."""
REMEMBRANCE: Final = 0.25
"""The same for a day of remembrance, which has no year."""
SAME_YEAR: Final = 0.3
"""Likeness from which two events of one year, or a month apart, may be the same told differently."""
ANNIVERSARY: Final = 0.25
"""The same on one day of different years."""
OTHER_YEAR: Final = 0.55
"""The same where the day of the year differs too."""
MONTH: Final = 31
"""Days."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact, and an event of a list that may be the same."""

    fact: Fact
    event: Event
    likeness: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing."""

    dated: int
    """Facts that have a date."""
    agreeing: tuple[Pair, ...]
    """Each fact whose date an event of the lists has too, with the most alike."""
    differing: tuple[Pair, ...]
    """Facts and events that may be the same but for the day, each event once, with the most alike."""
    doubted: tuple[Pair, ...]
    """Facts told as sure to the day where the list doubts the day."""
    unlike: tuple[Fact, ...]
    """Facts with nothing in the lists but, on the same day, an event that tells something else."""
    missing: tuple[Event, ...]
    """Events of which there is no fact."""


def compare(packs: Sequence[Pack], events: Sequence[Event]) -> Comparison:
    """Match the dated facts of ``packs`` with ``events``."""
    pairs = tuple(_pairs(packs, events))
    same = [pair for pair in pairs if _agrees(pair)]
    found = {id(pair.event) for pair in same}
    agreeing = {_key(pair.fact): pair for pair in sorted(same, key=_likeness)}
    differing: dict[int, Pair] = {}
    for pair in sorted(pairs, key=_likeness):
        if id(pair.event) not in found and _may_differ(pair, known=_key(pair.fact) in agreeing):
            differing[id(pair.event)] = pair
    dated = [fact for pack in packs for fact in pack.facts if fact.when is not None]
    days = {day for event in events for day in event.days}
    return Comparison(
        len(dated),
        tuple(agreeing.values()),
        tuple(differing.values()),
        tuple(pair for pair in same if _told_too_surely(pair)),
        tuple(fact for fact in dated if _key(fact) not in agreeing and not days.isdisjoint(_days(fact))),
        tuple(event for event in events if id(event) not in found | differing.keys()),
    )


def _pairs(packs: Sequence[Pack], events: Sequence[Event]) -> Iterator[Pair]:
    """Every dated fact with every event that has a word in common."""
    for code in sorted({event.language for event in events}):
        spoken = [event for event in events if event.language == code]
        likeness = Likeness(packs, [event.text for event in spoken], code)
        for fact in (fact for pack in packs for fact in pack.facts if fact.when is not None):
            found = likeness.of(fact).items()
            yield from (Pair(fact, spoken[at], alike) for at, alike in found if alike >= SAME_DAY)


def _key(fact: Fact) -> tuple[str, str]:
    return fact.pack, fact.id


def _likeness(pair: Pair) -> float:
    return pair.likeness


def _agrees(pair: Pair) -> bool:
    """Whether the fact tells the event, on a day that the list gives too."""
    when, event = pair.fact.when, pair.event
    if when is None:
        return False
    if event.day.year is None:
        return pair.likeness >= REMEMBRANCE and (event.day.month, event.day.day) in _days_of_year(pair.fact)
    if event.days & set(_days(pair.fact)):
        return pair.likeness >= SAME_DAY
    return pair.likeness >= WITHIN and any(_within(when, pair.fact.kind, day) for day in event.days)


def _may_differ(pair: Pair, *, known: bool) -> bool:
    """Whether it may be the same told of another day; ``known`` when the lists have the fact's own day."""
    event, alike = pair.event, pair.likeness
    days = list(_days(pair.fact))
    if event.day.year is None:
        return False
    if any(_near(event.day, day) for day in days):
        return alike >= SAME_YEAR
    same_day = (event.day.month, event.day.day) in _days_of_year(pair.fact)
    return not known and alike >= (ANNIVERSARY if same_day else OTHER_YEAR)


def _told_too_surely(pair: Pair) -> bool:
    """Whether the list doubts a day that the fact gives without a word of doubt."""
    when = pair.fact.when
    exact = when is not None and when.precision is Precision.DAY and not when.uncertain
    return pair.event.doubted and exact and pair.fact.certainty is Certainty.SURE


def _days(fact: Fact) -> Iterable[Date]:
    """The days that the fact gives, as it writes them and as the almanac has them."""
    for point in () if fact.when is None else fact.when.points:
        if point.month is not None and point.day is not None:
            yield Date(point.year, point.month, point.day)
    found = entry(fact)
    if found is not None:
        yield Date(found.year, found.day.month, found.day.day)


def _days_of_year(fact: Fact) -> set[tuple[int, int]]:
    return {(day.month, day.day) for day in _days(fact)}


def _near(one: Date, other: Date) -> bool:
    """Whether they are of one year or a month apart."""
    return one.year == other.year or abs(_number(one) - _number(other)) <= MONTH


def _number(day: Date, calendar: Calendar = Calendar.GREGORIAN) -> int:
    return day_number(day.year or 0, day.month, day.day, calendar)


def _within(when: HistoricalDate, kind: DateKind, day: Date) -> bool:
    """Whether the day lies in what the date leaves open; of a period only its ends are a date."""
    number = _number(day, when.calendar)
    if kind is not DateKind.PERIOD and isinstance(when.start, Point) and isinstance(when.end, Point):
        return when.start.earliest <= number <= when.end.latest
    return any(point.earliest <= number <= point.latest for point in when.points)
