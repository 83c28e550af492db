"""Half-typed days and packs completed; a day may have filters behind it, as where all is typed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.day_labels import TAGS, titled
from bot.seam import Choice
from bot.today import FROM_TODAY
from facts.day import month_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.i18n import Tongue
    from facts.fact import Pack


def complete_day(prefix: str, tongue: Tongue) -> list[Choice]:
    """Ways to go on: a day from today, a month behind its number, else an era, a region or a theme."""
    before, _, begun = prefix.casefold().rpartition(" ")
    begun = begun.strip()
    if not before.strip():
        words = [*_days(tongue)]
    elif before.split()[-1].isdecimal():
        words = [month_in_words(month, tongue.code) for month in range(1, 13)]
    else:
        words = []
    if begun and not begun.isdecimal():
        words += [tongue.gettext(label).casefold() for tags in TAGS.values() for label in tags.values()]
    head = prefix[: len(prefix) - len(begun)]
    found = dict.fromkeys(head + word for word in words if word.casefold().startswith(begun))
    return [Choice(one, one) for one in found]


def complete_pack(prefix: str, packs: Sequence[Pack], tongue: Tongue) -> list[Choice]:
    """Packs whose id or title has what was typed."""
    titles = ((pack.id, titled(pack, tongue)) for pack in packs)
    return [
        Choice(pack, title)
        for pack, title in titles
        if prefix in pack.casefold() or prefix in title.casefold()
    ]


def _days(tongue: Tongue) -> Iterator[str]:
    """Today first, then the others by how near they are, those ahead first."""
    for days in sorted(FROM_TODAY, key=lambda days: (abs(days), -days)):
        yield tongue.gettext(FROM_TODAY[days])
