"""Answers a wish for a day in a member's own words: shows the day, or says why there is none.

Pure, like ``bot.today``, which shows the day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.blocks import Reply, Span, Style, Text
from bot.plain import clean
from bot.telling import shorten
from bot.today import show_day, today_reply, year_in_words
from facts.day import day_in_words, month_in_words
from facts.day_reading import ImpossibleDay, WishedDay, read_day

if TYPE_CHECKING:
    from datetime import date

    from bot.i18n import Tongue
    from facts.almanac import Almanac

ECHO: Final = 40
"""Characters of a member's own words in a reply."""
MONTH_FIRST: Final = frozenset({"en"})
"""Languages of which some speakers write the month before the day: 12/1 for 1 December."""


def wish_reply(almanac: Almanac, wish: str, tongue: Tongue, *, today: date) -> Reply:
    """What the almanac has for the day that ``wish`` names; an empty wish is for ``today``."""
    match read_day(wish, today):
        case WishedDay() as wished:
            return _shown(almanac, wished, tongue, today)
        case ImpossibleDay() as impossible:
            problem = _impossible(impossible, tongue)
        case _:
            problem = tongue.gettext("I can't read “{wish}” as a day.", wish=shorten(clean(wish), ECHO))
    advice = tongue.gettext("Write a day like “24 June”, “24/6” or “tomorrow”.")
    return Reply((Text((Span(problem),)), Text((Span(advice),))))


def _shown(almanac: Almanac, wished: WishedDay, tongue: Tongue, today: date) -> Reply:
    """The day, with what the wish said beside it: a year, or perhaps another day."""
    reply = today_reply(almanac, wished.day, tongue, today=today)
    if wished.year not in {None, today.year}:
        head, *rest = reply.blocks
        reply = replace(reply, blocks=(head, _every_year(wished, tongue), *rest))
    if wished.other is not None and tongue.code in MONTH_FIRST:
        label = tongue.gettext("I meant {day}", day=day_in_words(wished.other, tongue.code))
        reply = replace(reply, actions=(*reply.actions, show_day(wished.other, label)))
    return reply


def _every_year(wished: WishedDay, tongue: Tongue) -> Text:
    """That the year makes no difference, lest a day without facts be taken for a year without."""
    said = tongue.gettext(
        "I look for {day} in every year, not only in {year}.",
        day=day_in_words(wished.day, tongue.code),
        year=year_in_words(wished.year or 0, tongue.code),
    )
    return Text((Span(said, Style.ITALIC),))


def _impossible(impossible: ImpossibleDay, tongue: Tongue) -> str:
    if impossible.month is None:
        return tongue.gettext("There is no month number {number}.", number=impossible.number)
    month = month_in_words(impossible.month, tongue.code)
    if impossible.year is not None:
        month = f"{month} {year_in_words(impossible.year, tongue.code)}"
    return tongue.gettext(
        "There is no {number} {month}: that month has the days 1 to {last}.",
        number=impossible.number,
        month=month,
        last=impossible.longest,
    )
