"""Reads a time of day as members write it: "7", "07.00", "7:30 pm", "jam 7 malam", "setengah delapan pagi".

A time that cannot be told for sure, as "12 pagi", is none.
"""

from __future__ import annotations

import re
from datetime import time
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.announcements.vocabulary import any_of, plain, words

if TYPE_CHECKING:
    from collections.abc import Mapping

NOON: Final = 12
DAY: Final = 24
"""Hours."""
LONGEST: Final = 40
"""Characters beyond which nothing is a time."""


def read_time(text: str) -> time | None:
    """The time that ``text`` names and nothing else, None when it names none."""
    said = plain(text)
    if len(said) > LONGEST:
        return None
    named = words()["times"].get(said)
    if named is not None:
        return time.fromisoformat(named)
    found = _pattern().fullmatch(said)
    return None if found is None else _read(found)


def _read(found: re.Match[str]) -> time | None:
    spelt = found["spelt"]
    period = found["before"] or found["after"]
    if (found["before"] and found["after"]) or (spelt and not (period or found["lead"] or found["half"])):
        return None
    if found["digits"]:
        hour, minute = int(found["digits"][:2]), int(found["digits"][2:])
    else:
        hour = _numbers()[spelt] if spelt else int(found["hour"])
        minute = int(found["minute"] or 0)
    if found["half"]:
        # "Setengah 1" is half past twelve, by day or by night.
        if found["minute"] or hour not in range(1, NOON + 1) or (hour == 1 and not period):
            return None
        hour, minute = (hour + words()["half"][found["half"]]) % DAY, 30
    return _within(period, hour, minute)


def _within(period: str | None, hour: int, minute: int) -> time | None:
    """The time at which that hour falls into that part of the day."""
    if hour >= DAY or minute >= 60:  # noqa: PLR2004  # minutes of an hour
        return None
    if period is None:
        return time(hour, minute)
    first, last = words()["periods"][period]
    meant = {hour} | ({hour + NOON} if hour < NOON else set()) | ({0} if hour == NOON else set())
    hours = {each % DAY for each in range(first, last + 1)}
    fitting = meant & hours
    return time(fitting.pop(), minute) if len(fitting) == 1 else None


@cache
def _numbers() -> Mapping[str, int]:
    return {word: at for table in ("hours", "jam") for at, word in enumerate(words()[table], 1)}


@cache
def _pattern() -> re.Pattern[str]:
    table = words()
    periods = any_of(table["periods"])
    return re.compile(
        rf"(?:(?P<before>{periods})\s+)?"
        rf"(?:(?P<lead>{any_of(table['before_hour'])})\s*)?"
        rf"(?:(?P<half>{any_of(table['half'])})\s+)?"
        rf"(?:(?P<digits>[0-9]{{4}})|(?P<hour>[0-9]{{1,2}})(?:[.:](?P<minute>[0-9]{{2}}))?"
        rf"|(?P<spelt>{any_of(_numbers())}))"
        rf"(?:\s*(?:{any_of(table['after_hour'])}))?(?:\s*(?P<after>{periods}))?"
    )
