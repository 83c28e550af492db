"""What packs, eras, regions and themes are called where a day is narrowed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.i18n import mark
from bot.plain import clean
from bot.telling import localized, shorten
from facts.day_filter import PACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.i18n import Tongue
    from facts.fact import Pack

TITLE: Final = 40
"""Characters of a pack's title."""
NAMED: Final = 25
"""Packs named at most where all are listed."""

GROUPS: Final = {
    "era": mark("Eras"),
    "region": mark("Regions"),
    "theme": mark("Themes"),
    PACK: mark("Packs"),
}
"""What the values of each group are called together, in the order in which they are told."""
TAGS: Final = {
    "era": {
        "prehistory": mark("Prehistory"),
        "ancient": mark("Ancient times"),
        "medieval": mark("Middle Ages"),
        "early-modern": mark("Early modern age"),
        "modern": mark("Modern age"),
        "contemporary": mark("Contemporary age"),
    },
    "region": {
        "indonesia": mark("Indonesia"),
        "asia": mark("Asia"),
        "africa": mark("Africa"),
        "americas": mark("Americas"),
        "europe": mark("Europe"),
        "oceania": mark("Oceania"),
        "polar": mark("Polar regions"),
        "world": mark("World"),
    },
    "theme": {
        "war": mark("War"),
        "politics": mark("Politics"),
        "diplomacy": mark("Diplomacy"),
        "science": mark("Science"),
        "technology": mark("Technology"),
        "art": mark("Art"),
        "law": mark("Law"),
        "economy": mark("Economy"),
        "society": mark("Society"),
        "religion": mark("Religion"),
        "exploration": mark("Exploration"),
        "disaster": mark("Disasters"),
        "sea": mark("Sea"),
        "sport": mark("Sport"),
        "education": mark("Education"),
        "health": mark("Health"),
        "environment": mark("Environment"),
    },
}
"""The closed list of each group, in the order in which it is offered."""


def tag_choices(group: str) -> tuple[tuple[str, str], ...]:
    """Every tag of a group, each with its label to be translated."""
    return tuple(TAGS[group].items())


def named(group: str, value: str, packs: Sequence[Pack], tongue: Tongue) -> str:
    """What one value is called: a pack by its title."""
    if group == PACK:
        return next((titled(pack, tongue) for pack in packs if pack.id == value), clean(value))
    return tongue.gettext(TAGS[group][value])


def titled(pack: Pack, tongue: Tongue) -> str:
    """The title of a pack, cut short, on one line."""
    return shorten(clean(localized(pack.title, tongue.code)), TITLE)


def all_named(group: str, packs: Sequence[Pack], tongue: Tongue) -> str:
    """Everything that there is of a group: tags by their labels, packs by the ids to be typed."""
    if group == PACK:
        return ", ".join(_some([pack.id for pack in packs]))
    return ", ".join(map(tongue.gettext, TAGS[group].values()))


def _some(ids: Sequence[str]) -> Iterator[str]:
    yield from ids[:NAMED]
    if len(ids) > NAMED:
        yield "…"
