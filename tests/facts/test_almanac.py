"""Which facts are remembered on a day, and in which order."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.almanac import Almanac
from facts.dates import Calendar, HistoricalDate
from facts.day import DAYS, Day
from facts.fact import Certainty, DateKind, Fact, Pack
from facts.library import load, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from random import Random

JULIAN = Calendar.JULIAN
NUMBERS = itertools.count()


def fact(  # noqa: PLR0913  # one for each thing that matters to an almanac
    when: str | None,
    *,
    name: str = "",
    pack: str = "p",
    calendar: Calendar = Calendar.GREGORIAN,
    kind: DateKind = DateKind.EVENT,
    certainty: Certainty = Certainty.SURE,
    yearly: bool = False,
    tags: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Fact:
    """A fact of that date."""
    dated = None if when is None else HistoricalDate(when, calendar)
    name = name or f"f{next(NUMBERS)}"
    return Fact(name, pack, {"id": name}, (), dated, kind, tags=tags, certainty=certainty, yearly=yearly)


def pack(facts: Iterable[Fact], name: str = "p") -> Pack:
    """A pack of those facts."""
    return Pack(name, {"id": name}, None, MappingProxyType({}), (), tuple(facts), f"{name}.yaml")


def almanac(*facts: Fact) -> Almanac:
    """An almanac of one pack."""
    return Almanac([pack(facts)])


def days_of(one: Fact) -> list[tuple[Day, int]]:
    """Every day on which the almanac has the fact, with the year."""
    return [(found.day, found.year) for found in almanac(one)]


@pytest.mark.parametrize(
    ("when", "kind", "day"),
    [
        ("1918-01-12", "event", (1, 12)),
        ("1918-01-12", "birth", (1, 12)),
        ("1918-01-12?", "event", (1, 12)),
        ("1918-01-12/1918-01-12", "event", (1, 12)),
        ("2000-02-29", "event", (2, 29)),
        ("-0043-03-15", "death", (3, 15)),
        ("1918-01-12/1918-02-03", "period", (1, 12)),
        ("1918-01-12/1922", "period", (1, 12)),
        ("1918-01-12/1922~", "period", (1, 12)),
        ("1918-01-12/..", "period", (1, 12)),
        ("1918-01-12/", "period", (1, 12)),
        ("1918-01-12/1918-02-03", "event", None),
        ("1918-01-12/..", "event", None),
        ("1918-01-12~/1918-02-03", "period", None),
        ("1918-01/1918-02-03", "period", None),
        ("1918/1922-06-24", "period", None),
        ("../1922-06-24", "period", None),
        ("/1922-06-24", "period", None),
        ("1918-01-12~", "event", None),
        ("1918-01-12%", "event", None),
        ("1918-01", "event", None),
        ("1918-01-XX", "event", None),
        ("1918", "event", None),
        ("1918-XX", "event", None),
        ("191X", "event", None),
        ("19XX", "event", None),
        ("Y-17000", "event", None),
        (None, "event", None),
    ],
)
def test_a_fact_has_a_day_only_when_it_is_known(
    when: str | None, kind: str, day: tuple[int, int] | None
) -> None:
    """No day is made up, and of an interval only the first day of a period counts."""
    found = days_of(fact(when, kind=DateKind(kind)))
    assert [one for one, _ in found] == ([] if day is None else [day])


@pytest.mark.parametrize(
    ("when", "day", "year"),
    [
        ("1917-10-25", (11, 7), 1917),
        ("1917-12-25", (1, 7), 1918),
        ("1900-02-29", (3, 13), 1900),
        ("1869-03-06", (3, 18), 1869),
        ("1752-09-03", (9, 14), 1752),
        ("1752-09-02", (9, 2), 1752),
        ("1685-03-21", (3, 21), 1685),
        ("1605-11-05", (11, 5), 1605),
        ("1582-10-05", (10, 5), 1582),
        ("1066-10-14", (10, 14), 1066),
        ("1500-02-29", (2, 29), 1500),
        ("-0043-03-15", (3, 15), -43),
    ],
)
def test_a_julian_date_is_remembered_on_the_day_that_people_look_for(
    when: str, day: tuple[int, int], year: int
) -> None:
    """As it was written until the last great reform, and in the Gregorian calendar since then."""
    assert days_of(fact(when, calendar=JULIAN)) == [(day, year)]


@given(st.dates(date(1752, 9, 3), date(2100, 1, 1)))
def test_julian_days_agree_with_the_rule_of_centuries(written: date) -> None:
    """Oracle: the calendars drift apart by a day in each century that 400 does not divide."""
    ahead = written.year - (written.month < 3)
    meant = written + timedelta(days=ahead // 100 - ahead // 400 - 2)
    found = days_of(fact(written.isoformat(), calendar=JULIAN))
    assert found == [((meant.month, meant.day), meant.year)]


def test_shipped_facts_agree_with_a_reading_of_their_text() -> None:
    """Oracle: every day of the year against every fact, by the letters of its date alone."""
    packs = tuple(load(name) for name in shipped())
    built = Almanac(packs)
    on_day: dict[tuple[int, int], set[str]] = {}
    dated = [(pack.id, one) for pack in packs for one in pack.facts if one.when is not None]
    for name, one in dated:
        text = str(one.when)
        first = text.partition("/")[0] if one.kind == "period" else text
        found = re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)\??", first)
        if found and one.when is not None and one.when.calendar is not JULIAN:
            on_day.setdefault((int(found[2]), int(found[3])), set()).add(f"{name}/{one.id}")
    julian = {f"{name}/{one.id}" for name, one in dated if one.when and one.when.calendar is JULIAN}
    assert on_day
    for day in DAYS:
        entries = [f"{one.fact.pack}/{one.fact.id}" for one in built.on(day, 2026)]
        assert len(entries) == len(set(entries))
        assert set(entries) - julian == on_day.get(day, set()), day


@given(
    st.lists(st.tuples(st.integers(-50, 2100), st.sampled_from(Certainty)), max_size=12),
    st.integers(1900, 2100),
    st.randoms(),
)
def test_order_does_not_depend_on_the_pack(
    drawn: list[tuple[int, Certainty]], year: int, chance: Random
) -> None:
    """Shuffled facts come out alike, each once, the rounder anniversary always before the less round."""
    facts = [
        fact(f"{was:05}-08-17" if was < 0 else f"{was:04}-08-17", name=f"f{at:02}", certainty=certainty)
        for at, (was, certainty) in enumerate(drawn)
    ]
    found = almanac(*facts).on(Day(8, 17), year)
    assert sorted(one.fact.id for one in found) == sorted(one.id for one in facts)
    chance.shuffle(facts)
    assert almanac(*facts).on(Day(8, 17), year) == found

    def roundness(was: int) -> int:
        gone = year - was
        steps = ((50, 25, 75), (10,), (5,))
        for tier, (step, *others) in enumerate(steps):
            if gone > 0 and (gone % step == 0 or gone in others):
                return tier
        return len(steps)

    tiers = [roundness(one.year) for one in found]
    assert tiers == sorted(tiers)


def years(certain: Iterable[tuple[int, str]], year: int = 2026) -> list[int]:
    """The years of facts of a day, in the order in which they are listed."""
    facts = [fact(f"{was}-08-17", certainty=Certainty(certainty)) for was, certainty in certain]
    return [one.year for one in almanac(*facts).on(Day(8, 17), year)]


def test_round_anniversaries_come_first() -> None:
    """The greatest of them, then tens, fives, and whatever else, the future included."""
    drawn = (1526, 1776, 1826, 1876, 1926, 1951, 1976, 2001, 1946, 2021, 2023, 2030)
    assert years((was, "sure") for was in reversed(drawn)) == [*drawn[:10], 2023, 2030]


def test_facts_that_are_told_every_year_come_before_round_anniversaries() -> None:
    """Among themselves in the order of all others."""
    facts = [fact(f"{was}-08-17", yearly=was > 1940) for was in (1926, 1945, 1946, 1826)]
    assert [one.year for one in almanac(*facts).on(Day(8, 17), 2026)] == [1946, 1945, 1826, 1926]


def test_the_surer_come_before_the_doubtful() -> None:
    """Among anniversaries that are equally round."""
    drawn = [(1903, "disputed"), (1904, "source_says"), (1907, "sure"), (1926, "disputed")]
    assert years(drawn) == [1926, 1907, 1904, 1903]


def test_the_oldest_and_the_youngest_take_turns() -> None:
    """So that a list cut short is not of one age."""
    drawn = [(was, "sure") for was in (1902, 1903, 1904, 1907, 1908)]
    assert years(drawn) == [1902, 1908, 1903, 1907, 1904]


@pytest.mark.parametrize(
    ("was", "year", "elapsed"),
    [("1918", 2026, 108), ("2026", 2026, None), ("2030", 2026, None), ("-0043", 2026, 2069), ("0000", 1, 1)],
)
def test_years_are_counted_without_a_year_zero_slip(was: str, year: int, elapsed: int | None) -> None:
    """And only from the first anniversary on."""
    (found,) = almanac(fact(f"{was}-08-17"))
    assert found.years_by(year) == elapsed


def test_years_of_a_julian_date_are_those_of_its_day() -> None:
    """25 December 1917 is remembered on 7 January, for the first time in 1919."""
    (found,) = almanac(fact("1917-12-25", calendar=JULIAN))
    assert (found.day, found.years_by(1918), found.years_by(1919)) == ((1, 7), None, 1)


def test_an_almanac_can_be_narrowed() -> None:
    """By pack, and in each group of tags by any of those named."""
    asia, europe = {"region": ("asia",), "theme": ("war", "sea")}, {"region": ("europe",), "era": ("modern",)}
    whole = Almanac(
        [
            pack([fact("1918-01-12", name="a", tags=asia), fact("1919-01-13", name="b", tags=europe)]),
            pack([fact("1920-01-14", name="c", pack="q", tags=asia)], "q"),
        ]
    )

    def left(**wanted: object) -> str:
        return "".join(one.fact.id for one in whole.only(**wanted))  # type: ignore[arg-type]  # by name

    assert left() == left(tags={"region": ()}) == "abc"
    assert left(packs=["q"]) == "c"
    assert left(tags={"region": ["asia"]}) == "ac"
    assert left(tags={"region": ["asia", "europe"], "era": ["modern"]}) == "b"
    assert left(packs=["p"], tags={"theme": ["sea", "law"]}) == "a"
    assert left(tags={"theme": ["law"]}) == left(packs=["no"]) == ""
    assert whole.only(packs=["q"]).nearest(Day(1, 12)) == (Day(1, 14), Day(1, 14))
    assert whole.only(packs=["q"]).on(Day(1, 12), 2026) == ()


def test_the_nearest_days_are_found_round_the_year() -> None:
    """The day itself is none of them."""
    built = almanac(fact("1918-01-12"), fact("1922-06-24"), fact("1925-12-15"))
    assert built.nearest(Day(2, 1)) == (Day(1, 12), Day(6, 24))
    assert built.nearest(Day(6, 24)) == (Day(1, 12), Day(12, 15))
    assert built.nearest(Day(12, 31)) == (Day(12, 15), Day(1, 12))
    assert built.nearest(Day(1, 1)) == (Day(12, 15), Day(1, 12))
    assert almanac(fact("1918-01-12")).nearest(Day(1, 12)) == ()
    assert almanac().nearest(Day(1, 12)) == ()


@given(st.sets(st.sampled_from(DAYS), max_size=5), st.sampled_from(DAYS))
def test_nearest_days_agree_with_a_walk(days: set[Day], day: Day) -> None:
    """Oracle: one step at a time, each way."""
    built = almanac(*(fact(f"2000-{one.month:02}-{one.day:02}") for one in days))
    walks = [
        next((there for step in range(1, 366) if (there := day.moved(way * step)) in days), None)
        for way in (-1, 1)
    ]
    assert built.nearest(day) == tuple(there for there in walks if there is not None)
