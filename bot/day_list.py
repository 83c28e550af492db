"""The facts of a day as lines: events first, then who was born and who died, what is kept, what ended.

Within each of these they stand in the order of the almanac, the roundest anniversaries first.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.blocks import Bullets, Citation, Sources, Span, Style, Text
from bot.i18n import mark
from bot.plain import plain_block, plain_line
from bot.telling import BRIEF, brief, cite, shorten
from facts.calendars import Calendar
from facts.date_words import word
from facts.dates import HistoricalDate, Precision
from facts.fact import DateKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.blocks import Block, Line
    from bot.i18n import Tongue
    from facts.almanac import Entry

LONGEST: Final = 220
"""Characters of one line, however much room there is."""
SHORTEST: Final = 60
"""Characters that a statement is never cut below, whatever stands before it."""
CITED: Final = 250
"""Characters for the sources."""
HEADS: Final = {
    DateKind.EVENT: "",
    DateKind.BIRTH: mark("Born"),
    DateKind.DEATH: mark("Died"),
    DateKind.COMMEMORATION: mark("Commemorated"),
    DateKind.DEADLINE: mark("Deadlines"),
}
"""What stands above the facts of each kind, in their order; events need no word."""
_KINDS: Final = tuple(HEADS)


def in_order(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries by their kind, and of each kind in the order in which they come."""
    return tuple(sorted(entries, key=lambda one: _KINDS.index(_kind(one))))


def list_of(entries: Sequence[Entry], year: int, room: int, tongue: Tongue, *, first: int = 1) -> list[Block]:
    """Numbered lines under the names of their kinds, of about ``room`` characters; told in ``year``."""
    lengths = [len(plain_line(_item(one, year, LONGEST, tongue))) for one in entries]
    longest = _share(lengths, room)
    blocks: list[Block] = []
    for kind, alike in groupby(entries, _kind):
        if HEADS[kind]:
            blocks.append(Text((Span(tongue.gettext(HEADS[kind]), Style.BOLD),)))
        items = tuple(_item(one, year, longest, tongue) for one in alike)
        blocks.append(Bullets(items, first))
        first += len(items)
    return blocks


def cited(entries: Sequence[Entry], tongue: Tongue) -> Iterator[Sources]:
    """The first source of each fact, each once; addresses go first when there is little room."""
    facts = [entry.fact for entry in entries]
    sources = {(fact.pack, source.id): source for fact in facts for source in fact.sources[:1]}
    items = tuple(cite(source, tongue.code) for source in sources.values())
    titles = tuple(Citation(shorten(item.title, BRIEF)) for item in items)
    for kept in (items, *(titles[:count] for count in range(len(titles), 0, -1))):
        line = Sources(tongue.ngettext("Source", "Sources", len(kept)), kept)
        if kept and len(plain_block(line)) <= CITED:
            yield line
            return


def year_in_words(year: int, language: str) -> str:
    """An astronomical year of at most four digits as ``language`` writes it: "1918", "44 SM"."""
    return word(HistoricalDate(f"{year:05}" if year < 0 else f"{year:04}"), language)


def _kind(entry: Entry) -> DateKind:
    """Under which name it stands: a period under none, for it begins with an event."""
    return DateKind.EVENT if entry.fact.kind is DateKind.PERIOD else entry.fact.kind


def _share(lengths: Sequence[int], room: int) -> int:
    """How long a line may be at most: what shorter ones leave is for the longer."""
    ascending = sorted(lengths)
    for at, length in enumerate(ascending):
        share = room // (len(ascending) - at)
        if length > share:
            return share
        room -= length
    return LONGEST


def _item(entry: Entry, year: int, room: int, tongue: Tongue) -> Line:
    """One line: the year, how long ago, whether it only began, and the statement."""
    dated, elapsed = _dated(entry, tongue), entry.years_by(year)
    remarks = [
        tongue.ngettext("{count} year ago", "{count} years ago", elapsed) if elapsed else "",
        tongue.gettext("beginning") if entry.fact.kind is DateKind.PERIOD else "",
    ]
    about = "".join(f" · {remark}" for remark in remarks if remark)
    # The date is said already, and brief() would say again what the statement leaves out of it.
    undated = replace(entry.fact, when=None)
    told = brief(undated, tongue, max(SHORTEST, room - len(f"{dated}{about}: ")))
    return Span(dated, Style.BOLD), Span(f"{about}: {told}")


def _dated(entry: Entry, tongue: Tongue) -> str:
    """The year; all of the date where that says more than the day: doubt, an interval, another calendar."""
    when = entry.fact.when
    plain = when is None or (
        when.precision is Precision.DAY and when.calendar is Calendar.GREGORIAN and not when.uncertain
    )
    return year_in_words(entry.year, tongue.code) if plain else word(when, tongue.code)
