"""On this day: what the almanac has for a day, and what it says when it has nothing.

Pure: the day, and which one is today, are told, so that each zone and each test has its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.blocks import Action, Bullets, Citation, Heading, Reply, Sources, Span, Style, Text
from bot.i18n import mark
from bot.menu import Menu
from bot.plain import plain_block
from bot.telling import BRIEF, brief, cite, shorten
from facts.calendars import Calendar
from facts.date_words import word
from facts.dates import HistoricalDate, Precision
from facts.day import Day, day_in_words
from facts.fact import DateKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks import Block, Line
    from bot.i18n import Tongue
    from facts.almanac import Almanac, Entry

LISTED: Final = 10
"""Facts in one reply."""
ROOM: Final = 1500
"""Characters of their list: with heading and sources it is one message on every platform."""
LONGEST: Final = 220
"""Characters of one line in it, however much room there is."""
SHORTEST: Final = 60
"""Characters that a statement is never cut below, whatever stands before it."""
CITED: Final = 250
"""Characters for the sources."""
NEAR: Final = timedelta(days=7)
"""How far across New Year a day is counted in the other year: tomorrow's anniversaries are next year's."""

FROM_TODAY: Final = {
    -2: mark("the day before yesterday"),
    -1: mark("yesterday"),
    0: mark("today"),
    1: mark("tomorrow"),
    2: mark("the day after tomorrow"),
}
KINDS: Final = {
    DateKind.PERIOD: mark("beginning"),
    DateKind.BIRTH: mark("birth"),
    DateKind.DEATH: mark("death"),
    DateKind.COMMEMORATION: mark("commemoration"),
    DateKind.DEADLINE: mark("deadline"),
}
"""What tells a fact from an event, which needs no word."""


def today_reply(almanac: Almanac, day: Day, tongue: Tongue, *, today: date, year: int | None = None) -> Reply:
    """What the almanac has for ``day``, as a list whose facts can be opened.

    Args:
        almanac: the facts to choose from, narrowed already where a community wants only some.
        day: the day of the year.
        tongue: the language of the reply.
        today: the date where the member is.
        year: the astronomical year whose anniversaries are counted, and that the day is in; else that of
            ``today``, or for a day just across New Year the next or the last one.
    """
    near = _near(day, today)
    if year is None:
        year = today.year if near is None else near.year
    days_off = None if near is None or near.year != year else (near - today).days
    head = Heading(_heading(day, days_off, tongue))
    entries = almanac.on(day, year)
    if not entries:
        return _empty(head, almanac, day, tongue)
    shown = entries[:LISTED]
    items = tuple(_item(one, year, min(LONGEST, ROOM // len(shown)), tongue) for one in shown)
    rest = _left_out(len(entries) - len(shown), tongue)
    blocks: tuple[Block, ...] = (head, Bullets(items, first=1), *rest, *_cited(shown, tongue))
    return Reply(blocks, (*Menu.openers([one.fact for one in shown]), *_steps(day, tongue)))


def show_day(day: Day, label: str) -> Action:
    """The action that shows ``day``, unmistakable in every language."""
    return Action(label, f"today:{day}")


def year_in_words(year: int, language: str) -> str:
    """An astronomical year of at most four digits as ``language`` writes it: "1918", "44 SM"."""
    return word(HistoricalDate(f"{year:05}" if year < 0 else f"{year:04}"), language)


def _near(day: Day, today: date) -> date | None:
    """The date of ``day`` when it is within a week of ``today``; which both ends of time may lack."""
    for offset in range(-NEAR.days, NEAR.days + 1):
        ordinal = today.toordinal() + offset
        if date.min.toordinal() <= ordinal <= date.max.toordinal():
            found = date.fromordinal(ordinal)
            if (found.month, found.day) == day:
                return found
    return None


def _heading(day: Day, days_off: int | None, tongue: Tongue) -> str:
    """The day in words, and which one it is from today: "22 November — hari ini"."""
    said = day_in_words(day, tongue.code)
    if days_off is None or days_off not in FROM_TODAY:
        return said
    return f"{said} — {tongue.gettext(FROM_TODAY[days_off])}"


def _item(entry: Entry, year: int, room: int, tongue: Tongue) -> Line:
    """One line: the year, how long ago, what kind of date it is, and the statement."""
    dated, elapsed, kind = _dated(entry, tongue), entry.years_by(year), KINDS.get(entry.fact.kind)
    remarks = [
        tongue.ngettext("{count} year ago", "{count} years ago", elapsed) if elapsed else "",
        tongue.gettext(kind) if kind else "",
    ]
    about = "".join(f" · {remark}" for remark in remarks if remark)
    # The date is said already, and brief() would say again what the statement leaves out of it.
    undated = replace(entry.fact, when=None)
    told = brief(undated, tongue, max(SHORTEST, room - len(f"10. {dated}{about}: ")))
    return Span(dated, Style.BOLD), Span(f"{about}: {told}")


def _dated(entry: Entry, tongue: Tongue) -> str:
    """The year; all of the date where that says more than the day: doubt, an interval, another calendar."""
    when = entry.fact.when
    plain = when is None or (
        when.precision is Precision.DAY and when.calendar is Calendar.GREGORIAN and not when.uncertain
    )
    return year_in_words(entry.year, tongue.code) if plain else word(when, tongue.code)


def _left_out(count: int, tongue: Tongue) -> tuple[Text, ...]:
    if not count:
        return ()
    text = tongue.ngettext(
        "One more fact has this day; it is not shown here.",
        "{count} more facts have this day; they are not shown here.",
        count,
    )
    return (Text((Span(text, Style.ITALIC),)),)


def _cited(entries: Sequence[Entry], tongue: Tongue) -> tuple[Sources, ...]:
    """The first source of each fact, each once; addresses go first when there is little room."""
    facts = [entry.fact for entry in entries]
    sources = {(fact.pack, source.id): source for fact in facts for source in fact.sources[:1]}
    items = tuple(cite(source, tongue.code) for source in sources.values())
    titles = tuple(Citation(shorten(item.title, BRIEF)) for item in items)
    for kept in (items, *(titles[:count] for count in range(len(titles), 0, -1))):
        cited = Sources(tongue.ngettext("Source", "Sources", len(kept)), kept)
        if kept and len(plain_block(cited)) <= CITED:
            return (cited,)
    return ()


def _steps(day: Day, tongue: Tongue) -> tuple[Action, Action]:
    """To the day before and the day after."""
    before, after = day.moved(-1), day.moved(1)
    return (
        show_day(before, f"← {day_in_words(before, tongue.code)}"),
        show_day(after, f"{day_in_words(after, tongue.code)} →"),
    )


def _empty(head: Heading, almanac: Almanac, day: Day, tongue: Tongue) -> Reply:
    """Say that nothing is known, and lead to the nearest days of which something is."""
    said = day_in_words(day, tongue.code)
    lines = [tongue.gettext("I know of nothing yet that happened on {day}.", day=said)]
    nearest = dict.fromkeys(almanac.nearest(day))
    names = [day_in_words(other, tongue.code) for other in nearest]
    if len(names) > 1:
        text = tongue.gettext(
            "The nearest days that I know something about are {before} and {after}.",
            before=names[0],
            after=names[1],
        )
        lines.append(text)
    elif names:
        lines.append(tongue.gettext("The only day that I know something about is {day}.", day=names[0]))
    else:
        lines.append(tongue.gettext("None of my facts is known to the day."))
    steps = _steps(day, tongue)
    further = (show_day(other, name) for other, name in zip(nearest, names, strict=True))
    offered = {step.action for step in steps}
    actions = (*(action for action in further if action.action not in offered), *steps)
    return Reply((head, *(Text((Span(line),)) for line in lines)), actions)
