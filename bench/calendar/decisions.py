"""What was decided where lists of events give another day than the packs, as ``decisions.yaml`` has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from bench.calendar.reference import Date
from facts.date_words import word
from facts.dates import HistoricalDate
from facts.fact import Certainty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.calendar.comparison import Pair
    from facts.fact import Fact, Pack

FILE: Final = Path(__file__).with_name("decisions.yaml")
_DAY: Final = re.compile(r"(-?\d{4})-(\d\d)-(\d\d)")


class DecisionError(ValueError):
    """The decisions cannot be used; its text says which and why in one sentence."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Of one fact: the days that lists give it, and why it has its own."""

    fact: str
    lists: tuple[Date, ...]
    why: str
    rests: str = ""
    """What it rests on besides the sources of the fact."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that was decided."""

    dates: tuple[Decision, ...]
    """The same event on another day."""
    apart: tuple[Decision, ...]
    """Another event, told in much the same words."""
    untold: tuple[str, ...]
    """Events of the lists that are not told, for want of a second source."""

    def settle(self, pair: Pair) -> bool:
        """Whether the pair of a fact and an event is among them."""
        return any(
            one.fact == pair.fact.id and pair.event.day in one.lists for one in (*self.dates, *self.apart)
        )

    def idle(self, pairs: Sequence[Pair]) -> tuple[str, ...]:
        """Facts of which something is told apart that no pair calls for any more."""
        called = {(pair.fact.id, pair.event.day) for pair in pairs}
        return tuple(
            one.fact for one in self.apart if not any((one.fact, day) in called for day in one.lists)
        )


def read(file: Path = FILE) -> Decisions:
    """Read the decisions.

    Raises:
        DecisionError: one of them has no fact, no reason or a day that is none.
    """
    data = yaml.load(file.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506  # texts only, dates among them
    return Decisions(
        tuple(map(_decision, data["dates"])), tuple(map(_decision, data["apart"])), tuple(data["untold"])
    )


def _decision(row: Mapping[str, Any]) -> Decision:
    try:
        return Decision(row["fact"], tuple(map(_day, row["lists"])), row["why"].strip(), row.get("rests", ""))
    except KeyError as error:
        raise DecisionError(f"The decision {dict(row)} lacks the key {error}.") from error


def _day(text: str) -> Date:
    found = _DAY.fullmatch(text)
    if found is None:
        raise DecisionError(f'"{text}" among the decisions is not a day: write it as in 1839-01-09.')
    return Date(*map(int, found.groups()))


def tables(decisions: Decisions, packs: Sequence[Pack]) -> str:
    """The decisions in Markdown.

    Raises:
        DecisionError: a fact that is decided on is in none of the packs.
    """
    facts = {fact.id: fact for pack in packs for fact in pack.facts}
    for one in (*decisions.dates, *decisions.apart):
        if one.fact not in facts:
            raise DecisionError(f"The decisions speak of {one.fact}, which is in none of the packs.")
    home = {True: "## Indonesia", False: "## The world"}
    parts = []
    for indonesian, title in sorted(home.items()):
        rows = [one for one in decisions.dates if (facts[one.fact].pack == "indonesia") is indonesian]
        parts += [
            title,
            "",
            "| fact | the lists | here | why | rests on |",
            "| --- | --- | --- | --- | --- |",
        ]
        parts += [*(_row(one, facts[one.fact]) for one in rows), ""]
    parts += ["## Told apart", "", "| fact | here | the lists | of |", "| --- | --- | --- | --- |"]
    parts += [_short_row(one, facts[one.fact]) for one in decisions.apart]
    return "\n".join([*parts, "", "## Not told", "", *(f"- {one}" for one in decisions.untold)])


def _row(one: Decision, fact: Fact) -> str:
    rests = dict.fromkeys(
        source.title.get("en") or next(iter(source.title.values())) for source in fact.sources
    )
    rests |= dict.fromkeys([one.rests] if one.rests else [])
    return f"| `{one.fact}` | {_days(one)} | {_here(fact)} | {one.why} | {'; '.join(rests)} |"


def _short_row(one: Decision, fact: Fact) -> str:
    return f"| `{one.fact}` | {_here(fact)} | {_days(one)} | {one.why} |"


def _days(one: Decision) -> str:
    """The days in words; none when the lists do not have the event, or have it as it is here."""
    return ", ".join(word(HistoricalDate(str(day)), "en") for day in one.lists) or "no other day"


def _here(fact: Fact) -> str:
    sure = fact.certainty is Certainty.SURE
    return word(fact.when, "en") + ("" if sure else f", `{fact.certainty}`")
