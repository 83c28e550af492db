"""A line typed in a terminal, as the event that it stands for: a choice, a command or a question."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  # tells the fields of a named tuple
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.blocks import UNOFFERED, Action
from bot.commands import read, read_local
from bot.seam import Command, Press, Question

if TYPE_CHECKING:
    from bot.seam import Event, Member, Place

DIGITS: Final = 2
"""A number of so many digits answers a list; a longer one may be a year."""


class Offers(NamedTuple):
    """What numbers stand for just now, and whether they ever stood for anything."""

    menu: Mapping[str, Action]
    listed: bool


def event_of(line: str, offers: Offers, place: Place, member: Member) -> Event:
    """What ``line`` comes to where ``offers`` were made."""
    now = datetime.now(UTC)
    if line in offers.menu:
        return Press(place, member, now, offers.menu[line].action)
    if offers.listed and line.isdecimal() and len(line) <= DIGITS:
        return Press(place, member, now, f"{UNOFFERED}:{len(offers.menu)}")
    if (typed := read_local(line) or read(line)) is not None:
        return Command(place, member, now, typed.name, typed.args)
    return Question(place, member, now, line)
