"""Reads days of the week as members write them: "senin-jumat", "mon, wed", "every day except Sunday"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.announcements.vocabulary import any_of, plain, words

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEK: Final = 7
LONGEST: Final = 120
"""Characters beyond which nothing is a list of days."""
_RUN: Final = re.compile(r"@([0-6])\s*-\s*@([0-6])")
_LIST: Final = re.compile(r"@[0-6]+(?:[\s,+&/;]+@[0-6]+)*")


def read_days(text: str) -> frozenset[int] | None:
    """The days that ``text`` names and nothing else, Monday being 0; None when it names none."""
    said = plain(text)
    if len(said) > LONGEST or re.search(r"[0-9@]", said) or said in words()["unclear"]:
        return None
    wanted, *but = _compiled()["but"].split(said)
    days = _some(wanted)
    if not days or len(but) > 1:
        return days if not but else None
    if but:
        without = _some(but[0])
        days = days - without if without and without < days else None
    return days


def unclear_days(text: str) -> tuple[frozenset[int], ...]:
    """What may be meant by words for days that mean several things; none when they are no such words."""
    return tuple(frozenset(map(int, days)) for days in words()["unclear"].get(plain(text), ()))


def day_names() -> Mapping[str, frozenset[int]]:
    """Every single word or group of days, with its days."""
    return {word: frozenset(map(int, days)) for word, days in {**_names(), **words()["groups"]}.items()}


def _some(text: str) -> frozenset[int] | None:
    """The days of a list without exceptions; names and groups become digits first."""
    patterns = _compiled()
    said = patterns["name"].sub(lambda found: f"@{_names()[found[1]]}", text)
    said = patterns["group"].sub(lambda found: f"@{words()['groups'][found[0]]}", said)
    said = patterns["between"].sub("-", said)
    said = patterns["passed"].sub(" ", said)
    said = _RUN.sub(lambda run: f"@{_from_to(int(run[1]), int(run[2]))}", said).strip(" ,")
    if not _LIST.fullmatch(said):
        return None
    return frozenset(int(digit) for digit in said if digit.isdigit())


def _from_to(first: int, last: int) -> str:
    """A run of days, on over Sunday where it has to."""
    return "".join(str((first + at) % WEEK) for at in range((last - first) % WEEK + 1))


@cache
def _names() -> Mapping[str, str]:
    return {name: str(at) for at, names in enumerate(words()["days"]) for name in names}


@cache
def _compiled() -> Mapping[str, re.Pattern[str]]:
    table = words()
    return {
        # "hari minggu" is a day, and "setiap hari minggu" is not every day.
        "name": re.compile(rf"(?:\bhari\s+)?\b({any_of(_names())})(?!\w)"),
        "group": re.compile(rf"\b(?:{any_of(table['groups'])})(?!\w)"),
        "between": re.compile(rf"\s(?:{any_of(table['between_days'])})\s"),
        "passed": re.compile(rf"\b(?:{any_of((*table['around_days'], *table['beside_days']))})(?!\w)"),
        "but": re.compile(rf"\s(?:{any_of(table['but_days'])})\s"),
    }
