"""Answers a wish for a day in a member's own words: shows the day, or says why there is none.

Pure, like ``bot.today``, which shows the day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.blocks import Bullets, Reply, Span, Style
from bot.commands import WORDS
from bot.day_code import MOST_PACKS, split_code
from bot.day_labels import GROUPS, all_named
from bot.day_list import year_in_words
from bot.i18n import mark
from bot.notice import echo, paragraph
from bot.today import show_day, today_reply
from facts.day import day_in_words, month_in_words
from facts.day_filter import GROUPS as FILTERS
from facts.day_filter import PACK
from facts.day_reading import ImpossibleDay, WishedDay
from facts.day_request import UnknownFilter, read_request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.blocks import Action, Text
    from bot.i18n import Tongue
    from facts.almanac import Almanac
    from facts.day_filter import DayFilter
    from facts.day_request import DayRequest
    from facts.fact import Pack

UNKNOWN: Final = {
    PACK: mark("I know no pack called “{wish}”; choose one of: {names}."),
    "era": mark("I know no era called “{wish}”; choose one of: {names}."),
    "region": mark("I know no region called “{wish}”; choose one of: {names}."),
    "theme": mark("I know no theme called “{wish}”; choose one of: {names}."),
}


def wish_of(args: Mapping[str, str]) -> str:
    """The whole wish in words, also when it was given in options."""
    filters = (f"{group}:{args[group]}" for group in FILTERS if args.get(group))
    return " ".join((args.get(WORDS) or args.get("day", ""), *filters)).strip()


def wish_reply(
    almanac: Almanac, wish: str, tongue: Tongue, *, today: date, packs: Sequence[Pack] = ()
) -> Reply:
    """What the almanac has for the day that ``wish`` names; an empty wish is for ``today``.

    The wish may also name, in any order, some of the ``packs``, and eras, regions and themes.
    """
    ids = [pack.id for pack in packs]
    words, carried, page = split_code(wish, ids)
    request = read_request(words, ids, today)
    narrowed = carried or request.narrowed
    gone = next((pack for pack in narrowed.packs if pack not in ids), None)
    match request.found if gone is None else UnknownFilter(gone, PACK):
        case WishedDay() as wished if len(narrowed.packs) <= MOST_PACKS:
            shown = today_reply(
                almanac, wished.day, tongue, today=today, narrowed=narrowed, packs=packs, page=page
            )
            return _remarked(shown, wished, request.words, narrowed, tongue, today)
        case WishedDay():
            text = tongue.ngettext("Name one pack at most.", "Name {count} packs at most.", MOST_PACKS)
            return Reply((paragraph(text),))
        case UnknownFilter() as unknown:
            reply = _unknown(unknown, packs, tongue, briefly=bool(request.meant))
        case found:
            reply = _no_day(found, request, tongue)
    return _meant(reply, request, ids, tongue, today)


def _remarked(  # noqa: PLR0913, PLR0917  # the reply, and all that the wish was
    reply: Reply, wished: WishedDay, words: str, narrowed: DayFilter, tongue: Tongue, today: date
) -> Reply:
    """The day, with what the wish said beside it: a year, or perhaps another day."""
    said, actions = [], reply.actions
    if wished.other is not None:
        said.append(_taken(wished, words, tongue))
        label = tongue.gettext("I meant {day}", day=day_in_words(wished.other, tongue.code))
        actions = (*actions, show_day(wished.other, label, narrowed))
    if wished.year not in {None, today.year}:
        said.append(_every_year(wished, tongue))
    head, *rest = reply.blocks
    remarks = (paragraph(" ".join(said), Style.ITALIC),) if said else ()
    return replace(reply, blocks=(head, *remarks, *rest), actions=actions)


def _taken(wished: WishedDay, words: str, tongue: Tongue) -> str:
    """Which of two days the figures were taken for."""
    day = day_in_words(wished.day, tongue.code)
    return tongue.gettext("I read “{wish}” as {day}.", wish=echo(words), day=day)


def _every_year(wished: WishedDay, tongue: Tongue) -> str:
    """That the year makes no difference, lest a day without facts be taken for a year without."""
    return tongue.gettext(
        "I look for {day} in every year, not only in {year}.",
        day=day_in_words(wished.day, tongue.code),
        year=year_in_words(wished.year or 0, tongue.code),
    )


def _unknown(unknown: UnknownFilter, packs: Sequence[Pack], tongue: Tongue, *, briefly: bool) -> Reply:
    """What is not known, and what there is instead, unless something is offered that was likely meant."""
    word = echo(unknown.word)
    if not unknown.group:
        text = tongue.gettext("I know no pack, era, region or theme called “{wish}”.", wish=word)
        return Reply((paragraph(text), *(() if briefly else (_everything(packs, tongue),))))
    names = all_named(unknown.group, packs, tongue)
    if not word:
        return Reply((paragraph(tongue.gettext("Choose one of: {names}.", names=names)),))
    return Reply((paragraph(tongue.gettext(UNKNOWN[unknown.group], wish=word, names=names)),))


def _everything(packs: Sequence[Pack], tongue: Tongue) -> Bullets:
    """All that a day can be narrowed to."""
    told = ((tongue.gettext(label), all_named(group, packs, tongue)) for group, label in GROUPS.items())
    return Bullets(tuple((Span(label, Style.BOLD), Span(f": {names}")) for label, names in told if names))


def _no_day(found: ImpossibleDay | None, request: DayRequest, tongue: Tongue) -> Reply:
    """Why there is no such day, and how to write one."""
    if found is None:
        problem = tongue.gettext("I can't read “{wish}” as a day.", wish=echo(request.words))
    else:
        problem = _impossible(found, tongue)
    return Reply((paragraph(problem), paragraph(_advice(tongue)), paragraph(_further_advice(tongue))))


def _advice(tongue: Tongue) -> str:
    return tongue.gettext("Write a day like “24 June”, “24/6” or “tomorrow”.")


def _further_advice(tongue: Tongue) -> str:
    return tongue.gettext("You can add an era, a region, a theme or a pack: “24 June asia science”.")


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


def _meant(reply: Reply, request: DayRequest, ids: Sequence[str], tongue: Tongue, today: date) -> Reply:
    """With the wish as it was likely meant, when there is one."""
    again = read_request(request.meant, ids, today)
    if not (request.meant and isinstance(again.found, WishedDay)) or len(again.narrowed.packs) > MOST_PACKS:
        return reply
    wish = echo(request.meant)
    asked: Text = paragraph(tongue.gettext("Did you mean “{wish}”?", wish=wish))
    action: Action = show_day(again.found.day, wish, again.narrowed)
    return replace(reply, blocks=(reply.blocks[0], asked), actions=(action,))
