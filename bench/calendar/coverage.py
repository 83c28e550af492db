"""How well the calendar is filled: facts by day, century, region, theme, kind and pack."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from facts.almanac import Almanac
from facts.date_language import date_language
from facts.day import DAYS
from facts.pack_model import REGIONS, THEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from facts.almanac import Entry
    from facts.day import Day
    from facts.fact import Fact, Pack

_SPANS: Final = ((0, "before our era"), (500, "1st to 5th"), (1000, "6th to 10th"), (1500, "11th to 15th"))
"""Centuries taken together, for little in them is known to the day: up to which year, and their name."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The facts of packs, counted."""

    facts: int
    by_day: Mapping[Day, int]
    """Facts with an exact day, for each of the 366."""
    tallies: Mapping[str, Mapping[str, int]]
    """Facts by century, region, theme, kind and pack; a fact counts for each of its regions and themes."""
    of_one_century: tuple[Day, ...]
    """Days whose facts are all of one century."""
    of_one_region: tuple[Day, ...]
    """Days whose facts all have one region."""

    @property
    def dated(self) -> int:
        """Facts that have a day."""
        return sum(self.by_day.values())

    def days_below(self, least: int) -> tuple[Day, ...]:
        """Days with fewer facts than ``least``."""
        return tuple(day for day in DAYS if self.by_day[day] < least)


def measure(packs: Sequence[Pack]) -> Coverage:
    """Count the facts of ``packs``."""
    almanac = Almanac(packs)
    entries = {day: almanac.on(day, 1) for day in DAYS}
    facts = [fact for pack in packs for fact in pack.facts]
    return Coverage(
        len(facts),
        {day: len(found) for day, found in entries.items()},
        {
            "century": _centuries(facts),
            "region": _tags(facts, "region", REGIONS),
            "theme": _tags(facts, "theme", THEMES),
            "kind": dict(Counter(str(fact.kind) for fact in facts).most_common()),
            "pack": {pack.id: len(pack.facts) for pack in packs},
        },
        tuple(
            day for day, found in entries.items() if found and len({_century(one.year) for one in found}) == 1
        ),
        tuple(day for day, found in entries.items() if found and _share_one_region(found)),
    )


def _centuries(facts: Iterable[Fact]) -> dict[str, int]:
    """Facts by century or span of centuries, the earliest first; those without a known year are left out."""
    years = sorted(fact.when.year for fact in facts if fact.when is not None and fact.when.year is not None)
    return dict(Counter(map(_span, years)))


def _span(year: int) -> str:
    return next((name for last, name in _SPANS if year <= last), "") or date_language("en").ordinal(
        _century(year)
    )


def _century(year: int) -> int:
    """The century of an astronomical year; the one before our era is 0."""
    return (year - 1) // 100 + 1


def _tags(facts: Iterable[Fact], group: str, known: Iterable[str]) -> dict[str, int]:
    """Facts by each tag of a group, the most frequent first."""
    counted = Counter(dict.fromkeys(known, 0))
    counted.update(tag for fact in facts for tag in fact.tags.get(group, ()))
    return dict(counted.most_common())


def _share_one_region(found: Iterable[Entry]) -> bool:
    return len({frozenset(one.fact.tags.get("region", ())) for one in found}) == 1


def written(coverage: Coverage) -> str:
    """The figures in Markdown, for people to read in a terminal too."""
    counts = sorted(coverage.by_day.values())
    weak = {
        "with fewer than two facts": coverage.days_below(2),
        "with fewer than three": coverage.days_below(3),
        "of one century alone": coverage.of_one_century,
        "of one region alone": coverage.of_one_region,
    }
    lines = [
        f"{coverage.facts:,} facts, {coverage.dated:,} of them known to the day.",
        "",
        "| facts on a day | days |",
        "| ---: | ---: |",
        *(f"| {count} | {days} |" for count, days in sorted(Counter(counts).items())),
        "",
        f"The least is {counts[0]}, the median {median(counts):g}, the most {counts[-1]}.",
        "",
        *(f"- Days {words}: {_named(days)}" for words, days in weak.items()),
    ]
    for title, tally in coverage.tallies.items():
        lines += ["", f"| {title} | facts |", "| --- | ---: |"]
        lines += [f"| {name} | {count:,} |" for name, count in tally.items()]
    return "\n".join(lines)


def _named(days: Iterable[Day]) -> str:
    months = date_language("en").months
    return ", ".join(f"{day.day} {months[day.month - 1][0]}" for day in days) or "none"
