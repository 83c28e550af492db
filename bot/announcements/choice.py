"""Which facts a post tells: a matter of the announcement, the date and the packs, and of nothing kept.

Of a day's facts one is told each year, another one every time as long as there are any: in a cycle of as many
years each is told once, on its roundest anniversary of them where that can be, and none two years running.
Facts of 29 February are told on that day only, and their cycle counts leap years.

Some facts are told every year, by what their pack says of them, such as a country's independence.  On their
day no other is told; several of them take turns as above.  A round-up begins with them, and others follow.

Where the packs, eras, regions or themes of an announcement leave nothing on a day, a fact of theirs is told
that has another date or none, and said to be so; one whose own day is not near, for it is told then.  Where
they leave hardly any fact at all, the same few would return every week: then a fact of the day is told that
they do not name.
"""

from __future__ import annotations

from hashlib import blake2b
from math import gcd
from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import Style
from facts.almanac import entry, roundness
from facts.day import DAYS, Day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from bot.announcements.announcement import Announcement
    from bot.shelf import Shelf
    from facts.almanac import Entry
    from facts.fact import Fact

MOST: Final = 5
"""Facts in a round-up."""
FEW: Final = 10
"""Facts below which a choice of packs and tags is too small to fill the days that have none of them."""
CYCLE: Final = 32
"""Years that are looked at together; a longer cycle is made of several such."""
LEAP_DAY: Final = Day(2, 29)
LEAP_YEARS: Final = 4
NEAR: Final = 31
"""Days before or after its own on which a fact is not told instead of those that are missing."""
TRIES: Final = 7
"""Facts looked at for one whose own day is not near."""


def choose(
    announcement: Announcement, day: date, shelf: Shelf, languages: Collection[str]
) -> tuple[Fact, ...]:
    """The facts to tell on ``day``, the same each time; none when there is not a single fact.

    Those that are there in all ``languages`` go before others.
    """
    when = Day(day.month, day.day)
    entries = shelf.almanac.on(when, day.year)
    told = _told([one for one in entries if wanted(one.fact, announcement)], announcement, day, languages)
    if told:
        return told
    pool = pool_of(announcement, shelf, languages)
    if len(pool) < FEW:
        told = _told(entries, announcement, day, languages)
    if told or not pool:
        return told
    return (_elsewhen(pool, announcement.id, day),)


def wanted(fact: Fact, announcement: Announcement) -> bool:
    """Whether the fact is of the packs, and in each group has one of the tags, that were chosen."""
    return (not announcement.packs or fact.pack in announcement.packs) and all(
        not tags or not tags.isdisjoint(fact.tags.get(group, ()))
        for group, tags in ((group, frozenset(tags)) for group, tags in announcement.tags.items())
    )


def narrowed(facts: Sequence[Fact], announcement: Announcement) -> Sequence[Fact]:
    """Those of the facts that were chosen."""
    if not announcement.packs and not announcement.tags:
        return facts
    return tuple(fact for fact in facts if wanted(fact, announcement))


def pool_of(announcement: Announcement, shelf: Shelf, languages: Collection[str]) -> Sequence[Fact]:
    """All facts that were chosen, or all there are where those are none."""
    chosen = narrowed(shelf.facts, announcement) or shelf.facts
    return tuple(fact for fact in chosen if _spoken(fact, languages)) or chosen


def drawn(count: int, lot: str, turn: int) -> int:
    """The place that is drawn at ``turn``: in any ``count`` turns each of the ``count`` places once."""
    number = _number(lot)
    step = next(one for one in range(number % count + 1, 2 * count + 2) if gcd(one, count) == 1)
    return (number // count + turn * step) % count


def _told(
    entries: Sequence[Entry], announcement: Announcement, day: date, languages: Collection[str]
) -> tuple[Fact, ...]:
    """The facts of a day that are told in the year of ``day``."""
    entries = [one for one in entries if _spoken(one.fact, languages)] or entries
    if not entries:
        return ()
    if announcement.style is Style.ROUNDUP:
        return tuple(one.fact for one in _varied(entries))
    entries = [one for one in entries if one.fact.yearly] or entries
    return (_of_year(entries, f"{announcement.id} {entries[0].day}", day.year).fact,)


def _spoken(fact: Fact, languages: Collection[str]) -> bool:
    return all(language in fact.text for language in languages)


def _of_year(entries: Sequence[Entry], lot: str, year: int) -> Entry:
    """The one whose turn it is in ``year``."""
    order = sorted(entries, key=lambda one: _number(f"{lot} {one.fact.id}"))
    apart = LEAP_YEARS if order[0].day == LEAP_DAY else 1
    turn, count = year // apart, len(order)
    place = turn % count
    if count == 2:  # noqa: PLR2004 - two can only take turns
        return order[place]
    members = order[place // CYCLE * CYCLE :][:CYCLE]
    size, first = len(members), turn - place % CYCLE
    years, later = ([(start + step) * apart for step in range(size)] for start in (first, first + size))
    plan = _plan(members, years)
    if count > 1 and plan[-1] is _plan(members, later)[0]:
        # The cycle after this one begins with the same: it changes places with the least round of the others.
        other = max(range(1, size - 1), key=lambda at: roundness(plan[at].years_by(years[at])), default=0)
        plan[other], plan[-1] = plan[-1], plan[other]
    return plan[place % CYCLE]


def _plan(members: Sequence[Entry], years: Sequence[int]) -> list[Entry]:
    """Who is told in which of the ``years``, each once: the roundest anniversaries go first."""
    pairs = sorted(
        (roundness(one.years_by(year)), step, place)
        for step, year in enumerate(years)
        for place, one in enumerate(members)
    )
    found: dict[int, int] = {}
    for _, step, place in pairs:
        if step not in found and place not in found.values():
            found[step] = place
    return [members[found[step]] for step in range(len(years))]


def _varied(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The first, and then each time the one that has least in common with those before.

    Those that are told every year go before all others.
    """
    left = list(entries)
    shown: list[Entry] = []
    while left and len(shown) < MOST:
        # Of equals min() takes the first, which the almanac ranks highest.
        best = min(
            left, key=lambda one: (not one.fact.yearly, sum(_in_common(one, other) for other in shown))
        )
        left.remove(best)
        shown.append(best)
        yield best


def _in_common(one: Entry, other: Entry) -> int:
    """How alike two facts are in time, kind, place and theme."""
    tags = sum(
        not set(one.fact.tags.get(group, ())).isdisjoint(other.fact.tags.get(group, ()))
        for group in ("region", "theme")
    )
    return tags + (one.year // 100 == other.year // 100) + (one.fact.kind is other.fact.kind)


def _elsewhen(pool: Sequence[Fact], announcement_id: int, day: date) -> Fact:
    """A fact of another date: as a rule none comes again before all have had their turn."""
    at = drawn(len(pool), f"{announcement_id} elsewhen", day.toordinal())
    order = (pool[(at + step * len(pool) // TRIES) % len(pool)] for step in range(TRIES))
    return next((fact for fact in order if not _near(fact, day)), pool[at])


def _near(fact: Fact, day: date) -> bool:
    """Whether the fact's own day is near, or 29 February, on which alone it is told."""
    own = entry(fact)
    if own is None:
        return False
    gap = abs(own.day.place - Day(day.month, day.day).place)
    return own.day == LEAP_DAY or min(gap, len(DAYS) - gap) <= NEAR


def _number(text: str) -> int:
    """A number that looks random and is the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())
