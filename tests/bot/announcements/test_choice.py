"""Which facts are told on which date."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.announcement import Style
from bot.announcements.choice import CYCLE, FEW, MOST, NEAR, choose, drawn, wanted
from facts.day import Day
from facts.library import load, shipped
from tests.bot.announcements.samples import announcement, fact, shelf

BOTH = ("id", "en")


def told(library: object, day: date, number: int = 7, **values: object) -> tuple[str, ...]:
    """The ids of what is told."""
    chosen = choose(announcement(number, **values), day, library, BOTH)  # type: ignore[arg-type]  # a shelf
    return tuple(one.id for one in chosen)


@given(
    years=st.lists(st.integers(-500, 1999), min_size=1, max_size=12, unique=True),
    number=st.integers(1, 1000),
    cycle=st.integers(0, 200),
)
def test_in_as_many_years_as_there_are_facts_each_is_told_once(
    years: list[int], number: int, cycle: int
) -> None:
    """Whatever the announcement and the cycle."""
    library = shelf(
        *(
            fact(f"f{at}", f"{year:05}-11-22" if year < 0 else f"{year:04}-11-22")
            for at, year in enumerate(years)
        )
    )
    first = 2000 // len(years) * len(years) + cycle * len(years)
    turns = [told(library, date(first + step, 11, 22), number) for step in range(len(years))]
    assert sorted(turns) == sorted((one.id,) for one in library.facts)


@given(years=st.lists(st.integers(1, 1999), min_size=2, max_size=8, unique=True), number=st.integers(1, 1000))
def test_no_fact_is_told_two_years_running(years: list[int], number: int) -> None:
    """Not even where one cycle ends and the next begins."""
    library = shelf(*(fact(f"f{at}", f"{year:04}-11-22") for at, year in enumerate(years)))
    turns = [told(library, date(2026 + year, 11, 22), number) for year in range(40)]
    assert all(one != other for one, other in pairwise(turns))


def test_more_facts_than_are_looked_at_together_are_each_told_once() -> None:
    """A cycle of seventy years."""
    count = 2 * CYCLE + 6
    library = shelf(*(fact(f"f{at:02}", f"{1700 + at}-11-22") for at in range(count)))
    first = 2000 // count * count
    assert (
        Counter(told(library, date(first + step, 11, 22)) for step in range(count)).most_common(1)[0][1] == 1
    )


def test_a_fact_is_told_in_a_round_year_of_its_own_where_that_can_be() -> None:
    """The hundredth anniversary goes before the others."""
    library = shelf(
        *(fact(name, f"{year}-11-22") for name, year in zip("abcd", (1911, 1926, 1933, 1944), strict=True))
    )
    assert all(told(library, date(2026, 11, 22), number) == ("b",) for number in range(1, 30))


def test_two_announcements_need_not_tell_the_same() -> None:
    """Each goes through the facts in an order of its own."""
    library = shelf(*(fact(f"f{at}", "1917-11-22") for at in range(5)))
    assert len({told(library, date(2028, 11, 22), number) for number in range(1, 40)}) > 1


def test_facts_of_the_leap_day_are_told_on_it_only() -> None:
    """In leap years, each once in as many of them; never on 28 February or 1 March."""
    library = shelf(
        *(fact(f"leap{at}", f"{1904 + 4 * at}-02-29") for at in range(3)), fact("other", "1900-06-01")
    )
    leap = [told(library, date(2016 + 4 * step, 2, 29)) for step in range(3)]
    assert sorted(leap) == [("leap0",), ("leap1",), ("leap2",)]
    for day in (date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 28), date(2028, 3, 1)):
        assert told(library, day) == ("other",)


def test_a_round_up_tells_the_best_and_of_the_others_the_most_various() -> None:
    """The round anniversary first, then what has least in common with it; at most five."""
    war = {"region": ("europe",), "theme": ("war",)}
    library = shelf(
        fact("round", "1926-11-22", tags=war),
        *(fact(f"war{at}", f"191{at}-11-22", tags=war) for at in range(1, 5)),
        fact("born", "1711-11-22", kind="birth", tags={"region": ("asia",), "theme": ("art",)}),
        fact("other", "1544-11-22", tags={"region": ("africa",), "theme": ("war",)}),
    )
    found = told(library, date(2026, 11, 22), style=Style.ROUNDUP)
    assert found[:3] == ("round", "born", "other")
    assert len(found) == len(set(found)) == MOST


def test_a_fact_that_is_told_every_year_leaves_its_day_to_no_other() -> None:
    """Not even to the roundest anniversary."""
    library = shelf(
        fact("proclaimed", "1945-08-17", yearly=True),
        *(fact(f"f{at}", f"{1900 + at}-08-17") for at in range(5)),
    )
    turns = {told(library, date(2000 + year, 8, 17), number) for year in range(40) for number in (7, 8)}
    assert turns == {("proclaimed",)}


def test_what_every_indonesian_school_marks_is_told_on_its_day() -> None:
    """Whatever else the shipped packs know of the day, and whoever asks."""
    library = shelf(*(one for name in shipped() for one in load(name).facts))
    days = {one.day: one.fact.id for one in library.almanac if one.fact.yearly}
    assert len(days) >= 12
    assert days[Day(8, 17)] == "independence-proclaimed-1945"
    assert days[Day(10, 28)] == "youth-pledge-1928"
    for (month, day), name in days.items():
        for year in (2026, 2027, 2045):
            assert told(library, date(year, month, day), year) == (name,)
            assert told(library, date(year, month, day), style=Style.ROUNDUP)[0] == name


def test_several_facts_that_are_told_every_year_take_turns() -> None:
    """Among themselves, as the facts of another day do."""
    library = shelf(*(fact(f"f{at}", f"{1900 + at}-08-17", yearly=at < 3) for at in range(6)))
    turns = [told(library, date(2001 + year, 8, 17)) for year in range(6)]
    assert sorted(turns[:3]) == sorted(turns[3:]) == [("f0",), ("f1",), ("f2",)]
    assert turns[2] != turns[3]


def test_a_round_up_begins_with_what_is_told_every_year() -> None:
    """Alike as they are, both stand before the rest, which is still as various as can be."""
    war = {"region": ("asia",), "theme": ("war",)}
    library = shelf(
        fact("round", "1926-08-17", tags=war),
        fact("born", "1711-08-17", kind="birth", tags={"region": ("europe",), "theme": ("art",)}),
        *(fact(name, f"19{at}-08-17", tags=war, yearly=True) for name, at in (("a", 45), ("b", 50))),
    )
    found = told(library, date(2026, 8, 17), style=Style.ROUNDUP)
    assert set(found[:2]) == {"a", "b"}
    assert found[2:] == ("born", "round")


def test_what_was_not_chosen_is_not_told_every_year() -> None:
    """Packs, tags and languages narrow the choice before."""
    english = {"en": "It."}
    library = shelf(
        fact("proclaimed", "1945-08-17", yearly=True, pack="q"),
        fact("art", "1960-08-17", tags={"theme": ("art",)}),
        fact("spoken", "1950-08-18"),
        fact("unspoken", "1951-08-18", yearly=True, text=english),
    )
    for year in range(2026, 2030):
        assert told(library, date(year, 8, 17), packs=("p",)) == ("art",)
        assert told(library, date(year, 8, 17), tags={"theme": ("art",)}) == ("art",)
        assert told(library, date(year, 8, 18)) == ("spoken",)


def test_packs_and_tags_narrow_the_choice() -> None:
    """One tag of each group that is named, of one of the packs."""
    asia = {"region": ("asia",), "theme": ("art", "law")}
    library = shelf(
        fact("a", "1901-11-22", tags=asia),
        fact("b", "1911-11-22", tags={"region": ("asia",), "theme": ("war",)}),
        fact("c", "1921-11-22", tags=asia, pack="q"),
    )
    tags = {"region": ("asia", "africa"), "theme": ("law",)}
    for year in range(2026, 2032):
        assert told(library, date(year, 11, 22), packs=("p",), tags=tags) == ("a",)
        assert told(library, date(year, 11, 22), packs=("q",)) == ("c",)


def full(pack: str = "p") -> list[object]:
    """Enough facts to fill the days without any, one on each of the first days of the months."""
    return [fact(f"{pack}{at}", f"19{at:02}-{at % 12 + 1:02}-03", pack=pack) for at in range(2 * FEW)]


def test_a_day_without_a_chosen_fact_gets_one_of_another_date() -> None:
    """Of those chosen, with a day that is not near."""
    library = shelf(*full(), fact("today", "1901-11-22", pack="q"))  # type: ignore[arg-type]  # facts
    start = date(2027, 6, 10)
    for step in range(40):
        day = start + timedelta(days=step)
        ((name,)) = told(library, day, packs=("p",))
        (found,) = [one for one in library.facts if one.id == name]
        assert found.pack == "p"
        assert found.when is not None
        assert found.when.edtf[5:7] != f"{day.month:02}" or day.day == 3, (day, found.when)


def test_hardly_any_chosen_fact_is_not_told_again_and_again() -> None:
    """A fact of the day is told instead, though it was not chosen."""
    few = [fact(f"few{at}", "1901-01-01", pack="few") for at in range(FEW - 1)]
    library = shelf(*few, fact("today", "1901-11-22"))
    assert told(library, date(2026, 11, 22), packs=("few",)) == ("today",)
    assert told(library, date(2026, 11, 23), packs=("few",))[0].startswith("few")


def test_facts_without_a_day_have_their_turn_where_there_is_nothing_else() -> None:
    """A pack that knows only years is told too."""
    library = shelf(*(fact(f"y{at}", f"19{at}" if at % 2 else None) for at in range(10, 22)))
    run = {told(library, date(2026, 1, 1) + timedelta(days=step)) for step in range(12)}
    assert run == {(one.id,) for one in library.facts}


def test_no_facts_no_post() -> None:
    """Nothing is made up."""
    assert told(shelf(), date(2026, 11, 22)) == ()


def test_facts_in_all_the_languages_go_before_others() -> None:
    """One that half of the members cannot read is told only where there is no other."""
    library = shelf(
        fact("id", "1926-11-22", text={"id": "Peristiwa."}),
        fact("both", "1901-11-22"),
        fact("no", "1901-11-23", text={"en": "It."}),
    )
    assert {told(library, date(2026 + year, 11, 22)) for year in range(4)} == {("both",)}
    assert told(library, date(2026, 11, 23)) == ("no",)


@given(count=st.integers(1, 500), lot=st.text(max_size=20), turn=st.integers(0, 800_000))
def test_lots_are_drawn_without_return(count: int, lot: str, turn: int) -> None:
    """In any run of as many turns as there are places each place comes once."""
    assert sorted(drawn(count, lot, turn + step) for step in range(count)) == list(range(count))


@pytest.mark.parametrize(
    ("packs", "tags", "kept"),
    [
        ((), {}, True),
        (("p",), {}, True),
        (("q",), {}, False),
        ((), {"era": ("modern",)}, True),
        ((), {"era": ()}, True),
        ((), {"era": ("modern",), "theme": ("war",)}, False),
        ((), {"region": ("asia",)}, False),
    ],
)
def test_what_is_wanted(packs: tuple[str, ...], tags: dict[str, tuple[str, ...]], kept: object) -> None:
    """A group that names nothing leaves nothing out; a fact without the group is left out."""
    one = fact("a", "1901", tags={"era": ("modern", "medieval"), "theme": ("law",)})
    assert wanted(one, announcement(packs=packs, tags=tags)) is kept


def test_near_is_about_a_month() -> None:
    """So that no fact is told twice within it, as a filler and on its day."""
    assert 28 <= NEAR <= 62
