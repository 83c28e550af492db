"""``babad today``: what happened on a day, from the packs as they were written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from bot import i18n
from bot.cli.knowledge import language_option, locale, pack_option, read_packs
from bot.day_list import in_order
from bot.plain import plain
from bot.today import today_reply
from facts.almanac import Almanac
from facts.calendars import Calendar, days_in_month
from facts.day import Day
from facts.day_filter import EVERYTHING
from facts.day_vocabulary import TAGS
from facts.library import UnknownPackError
from facts.pack import PackError
from facts.pack_report import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from facts.fact import Fact, Pack, Source

_DATE: Final = re.compile(r"(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})")
_MONTHS: Final = 12
_SOME_LEAP_YEAR: Final = 2000


def _tag_option(group: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        f"--{group}",
        multiple=True,
        type=click.Choice(TAGS[group]),
        help=f"Only facts of this {group}; may be repeated.",
    )


@click.command()
@click.option("wanted", "--date", metavar="DATE", help="A date, YYYY-MM-DD, or a day of any year, MM-DD.")
@language_option
@pack_option
@_tag_option("era")
@_tag_option("region")
@_tag_option("theme")
@click.option("as_json", "--json", is_flag=True, help="Print the facts as a JSON array.")
def today(  # noqa: PLR0913  # one for each option
    *,
    wanted: str | None,
    language: str | None,
    packs: tuple[str, ...],
    era: tuple[str, ...],
    region: tuple[str, ...],
    theme: tuple[str, ...],
    as_json: bool,
) -> None:
    """Tell what happened on this day, or on another one.

    Only facts whose date is known to the day have one; of a period it is the first. With a year, the
    anniversaries are those of that year. Of several eras, regions or themes a fact has to have one of each
    kind. With --json every fact is printed whole, with "calendar" when its date is in the Julian one.

    \b
    Exit codes: 0 all went well, also when nothing is known for the day; 1 it failed;
    2 the command was not used as it should be.
    """  # noqa: D301  # click reads the escape
    now = datetime.now(UTC).astimezone().date()
    day, year = (Day(now.month, now.day), None) if wanted is None else _read(wanted)
    opened = _open(packs)
    almanac = Almanac(opened)
    narrowed = EVERYTHING
    for group, tags in (("era", era), ("region", region), ("theme", theme)):
        for tag in tags:
            narrowed = narrowed.adding(group, tag)
    if as_json:
        entries = in_order(narrowed.narrow(almanac).on(day, now.year if year is None else year))
        click.echo(json.dumps([_as_json(entry.fact) for entry in entries], ensure_ascii=False, indent=2))
        return
    try:
        tongue = i18n.load().speak(language, locale())
    except i18n.CatalogueError as error:
        raise click.ClickException(str(error)) from error
    told = today_reply(almanac, day, tongue, today=now, year=year, narrowed=narrowed, packs=opened, page=None)
    click.echo(plain(told))


def _read(text: str) -> tuple[Day, int | None]:
    """The day, and the year when there is one.

    Raises:
        click.UsageError: it is no date.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        raise click.UsageError(f"{quoted(text)} is not a date; write YYYY-MM-DD or MM-DD, such as 06-24.")
    year = int(found[1]) if found[1] else None
    month, day = int(found[2]), int(found[3])
    if not 1 <= month <= _MONTHS:
        raise click.UsageError(f"There is no month {found[2]} in {quoted(text)}; write 01 to 12.")
    last = days_in_month(_SOME_LEAP_YEAR if year is None else year, month, Calendar.GREGORIAN)
    if not 1 <= day <= last:
        raise click.UsageError(
            f"There is no day {found[3]} in that month of {quoted(text)}; write 01 to {last}."
        )
    return Day(month, day), year


def _open(packs: Sequence[str]) -> tuple[Pack, ...]:
    """The packs named.

    Raises:
        click.UsageError: if one is not there or has mistakes.
    """
    try:
        return read_packs(packs)
    except (UnknownPackError, PackError, OSError) as error:
        raise click.UsageError(str(error)) from error


def _as_json(fact: Fact) -> dict[str, Any]:
    julian = fact.when is not None and fact.when.calendar is Calendar.JULIAN
    return {
        "id": fact.id,
        "pack": fact.pack,
        "when": str(fact.when),
        **({"calendar": Calendar.JULIAN} if julian else {}),
        "kind": fact.kind,
        "text": dict(fact.text),
        "sources": [_source_as_json(source) for source in fact.sources],
    }


def _source_as_json(source: Source) -> dict[str, Any]:
    values = ((field.name, getattr(source, field.name)) for field in fields(source))
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in values}
