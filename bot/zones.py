"""Time zones as members name them: WIB, Makassar, Tokio, UTC+7, Asia/Jakarta.

The names are those of the time zone database; what else members say stands in ``zones.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, available_timezones

import yaml
from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

LONGEST: Final = 64
"""Characters beyond which nothing names a zone."""
NEAR: Final = 75
"""How alike, of a hundred, a name must be to be offered instead."""

_OFFSET: Final = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?00)?", re.ASCII)
_NAMELESS: Final = frozenset(("Factory", "localtime", "posixrules"))
"""Entries of the database that are no place's time."""
# Zones of whole hours that exist: UTC-12 to UTC+14.
_EARLIEST, _LATEST = -12, 14


def read_zone(text: str) -> str | None:
    """The name of the zone that ``text`` names in either language; None when it names none."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    offset = _OFFSET.fullmatch(text.casefold())
    if offset is not None:
        return _fixed(int(offset[1] + offset[2]))
    return _names().get(_key(text))


def near_zones(text: str, count: int = 3) -> tuple[str, ...]:
    """Zones whose name, city or other names are written much as ``text``, the likest first."""
    key = _key(text[:LONGEST])
    found = process.extract(key, _names().keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=4 * count)
    return tuple(dict.fromkeys(_names()[name] for name, _, _ in found))[:count]


def complete_zones(prefix: str, count: int) -> tuple[str, ...]:
    """Zones with a name that begins so, those of Indonesia first."""
    key = _key(prefix[:LONGEST])
    begun = (zone for name, zone in _names().items() if name.startswith(key))
    return tuple(dict.fromkeys(begun))[:count]


def zone_in_words(zone: str, at: datetime) -> str:
    """The zone and how far it is from UTC at a moment, as in ``Asia/Jakarta (WIB, UTC+7)``."""
    there = at.astimezone(ZoneInfo(zone))
    distance = _distance(there.utcoffset() or timedelta())
    if zone in {"UTC", distance} or zone.startswith("Etc/"):
        return distance
    abbreviation = there.tzname() or ""
    named = f"{abbreviation}, {distance}" if abbreviation.isalpha() else distance
    return f"{zone} ({named})"


def _distance(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")


def _fixed(hours: int) -> str | None:
    if not _EARLIEST <= hours <= _LATEST:
        return None
    # The database counts these the other way round, as POSIX does.
    return f"Etc/GMT{-hours:+}" if hours else "UTC"


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum() or char in "/+")


@cache
def _names() -> Mapping[str, str]:
    """Every way to name a zone: what members say, then the names of the database, then their cities."""
    said = yaml.safe_load(files("bot").joinpath("zones.yaml").read_text("utf-8"))
    zones = sorted(available_timezones() - _NAMELESS)
    places = [zone for zone in zones if "/" in zone and not zone.startswith("Etc/")]
    names: dict[str, str] = {}
    for zone, others in said.items():
        _add(names, zone, (zone, _city(zone), *others))
    for zone in zones:
        _add(names, zone, (zone,))
    for zone in places:
        _add(names, zone, (_city(zone),))
    return names


def _add(names: dict[str, str], zone: str, spellings: Iterable[str]) -> None:
    for spelling in spellings:
        names.setdefault(_key(spelling), zone)


def _city(zone: str) -> str:
    return zone.rpartition("/")[2]
