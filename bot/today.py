"""On this day: what the almanac has for a day, and what it says when it has nothing.

Pure: the day, and which one is today, are told, so that each zone and each test has its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.blocks import Action, Heading, Reply
from bot.day_code import code_of
from bot.day_labels import named
from bot.day_list import LONGEST, cited, in_order, list_of
from bot.i18n import mark
from bot.menu import Menu
from bot.notice import paragraph
from facts.day import Day, day_in_words
from facts.day_filter import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.i18n import Tongue
    from facts.almanac import Almanac
    from facts.day_filter import DayFilter
    from facts.fact import Pack

LISTED: Final = 10
"""Facts on one page."""
ROOM: Final = 1_400
"""Characters of their list: with heading and sources it is one message on every platform."""
NEAR: Final = timedelta(days=7)
"""How far across New Year a day is counted in the other year: tomorrow's anniversaries are next year's."""

FROM_TODAY: Final = {
    -2: mark("the day before yesterday"),
    -1: mark("yesterday"),
    0: mark("today"),
    1: mark("tomorrow"),
    2: mark("the day after tomorrow"),
}


def today_reply(  # noqa: PLR0913  # what a page of the almanac depends on
    almanac: Almanac,
    day: Day,
    tongue: Tongue,
    *,
    today: date,
    year: int | None = None,
    narrowed: DayFilter = EVERYTHING,
    packs: Sequence[Pack] = (),
    page: int | None = 1,
) -> Reply:
    """What the almanac has for ``day``, as a list whose facts can be opened.

    Args:
        almanac: the facts to choose from.
        day: the day of the year.
        tongue: the language of the reply.
        today: the date where the member is.
        year: the astronomical year whose anniversaries are counted, and that the day is in; else that of
            ``today``, or for a day just across New Year the next or the last one.
        narrowed: what the facts must belong to.
        packs: those that the filter may name, for their titles.
        page: which ten facts, from 1, or the last ones when there are fewer; None for all at once.
    """
    near = _near(day, today)
    if year is None:
        year = today.year if near is None else near.year
    days_off = None if near is None or near.year != year else (near - today).days
    heading = _heading(day, days_off, tongue)
    if narrowed:
        heading += " · " + ", ".join(named(group, value, packs, tongue) for group, value in narrowed)
    almanac = narrowed.narrow(almanac)
    entries = in_order(almanac.on(day, year))
    if not entries:
        return _empty(Heading(heading), almanac, day, narrowed, tongue)
    pages = 1 if page is None else -(-len(entries) // LISTED)
    at = min(page or 1, pages)
    shown = entries if page is None else entries[(at - 1) * LISTED : at * LISTED]
    if pages > 1:
        heading += " · " + tongue.gettext("page {page} of {pages}", page=at, pages=pages)
    first = (at - 1) * LISTED + 1
    room = LONGEST * len(shown) if page is None else ROOM
    listed = list_of(shown, year, room, tongue, first=first)
    blocks = (Heading(heading), *listed, *cited(shown, tongue))
    turning = _turning(day, at, pages, len(entries), narrowed)
    return Reply(
        blocks, (*Menu.openers([one.fact for one in shown]), *turning, *_steps(day, narrowed, tongue))
    )


def show_day(day: Day, label: str, narrowed: DayFilter = EVERYTHING, page: int = 1) -> Action:
    """The action that shows ``day``, unmistakable in every language."""
    return Action(label, f"today:{day}{code_of(narrowed, page)}")


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


def _turning(day: Day, page: int, pages: int, count: int, narrowed: DayFilter) -> Iterator[Action]:
    """To the page before and the page after, by the numbers of their facts."""
    for there in (page - 1, page + 1):
        if 1 <= there <= pages:
            first, last = (there - 1) * LISTED + 1, min(there * LISTED, count)
            numbers = f"{first}\N{EN DASH}{last}" if first < last else f"{first}"
            yield show_day(day, f"◀ {numbers}" if there < page else f"{numbers} ▶", narrowed, there)


def _steps(day: Day, narrowed: DayFilter, tongue: Tongue) -> tuple[Action, Action]:
    """To the day before and the day after."""
    before, after = day.moved(-1), day.moved(1)
    return (
        show_day(before, f"← {day_in_words(before, tongue.code)}", narrowed),
        show_day(after, f"{day_in_words(after, tongue.code)} →", narrowed),
    )


def _empty(head: Heading, almanac: Almanac, day: Day, narrowed: DayFilter, tongue: Tongue) -> Reply:
    """Say that nothing is known, and lead to the nearest days of which something is."""
    said = day_in_words(day, tongue.code)
    if narrowed:
        text = tongue.gettext("I know of nothing yet that fits this choice on {day}.", day=said)
    else:
        text = tongue.gettext("I know of nothing yet that happened on {day}.", day=said)
    nearest = dict.fromkeys(almanac.nearest(day))
    names = [day_in_words(other, tongue.code) for other in nearest]
    lines = (text, _nearest(names, narrowed, tongue))
    steps = _steps(day, narrowed, tongue)
    further = (show_day(other, name, narrowed) for other, name in zip(nearest, names, strict=True))
    offered = {step.action for step in steps}
    whole = (show_day(day, tongue.gettext("Everything on {day}", day=said)),) if narrowed else ()
    actions = (*whole, *(action for action in further if action.action not in offered), *steps)
    return Reply((head, *map(paragraph, lines)), actions)


def _nearest(names: Sequence[str], narrowed: DayFilter, tongue: Tongue) -> str:
    """Which days something is known about."""
    if len(names) > 1:
        return tongue.gettext(
            "The nearest days that I know something about are {before} and {after}.",
            before=names[0],
            after=names[1],
        )
    if names:
        return tongue.gettext("The only day that I know something about is {day}.", day=names[0])
    if narrowed:
        return tongue.gettext("None of the facts that fit it is known to the day.")
    return tongue.gettext("None of my facts is known to the day.")
