"""An announcement: what a community asked to have posted, where, when and in which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bot.seam import Place

EVERY_DAY: Final = frozenset(range(7))
USUAL_TIME: Final = time(7)
"""When people have got up, and an hour that no change to or from summer time ever skips or repeats."""
USUAL_REVEAL: Final = 10
"""Hours from the question of the day to its answer: from the morning to the end of school."""


class Style(StrEnum):
    """How much of a day is told."""

    ONE = "one"
    """One fact, another one each year as long as there are any."""
    ROUNDUP = "roundup"
    """The best few of the day."""


class State(StrEnum):
    """Whether it is posted."""

    DRAFT = "draft"
    """Being set up; never posted, and forgotten after a day."""
    ACTIVE = "active"
    PAUSED = "paused"
    """By an administrator, until one resumes it."""
    SUSPENDED = "suspended"
    """By the bot, since its place cannot be written to; it is tried again by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One subscription of one place; a community may have several."""

    id: int
    place: Place
    label: str = ""
    """What its members call the place: ``#sejarah``."""
    state: State = State.DRAFT
    at: time = USUAL_TIME
    """The local time of day, to the minute."""
    zone: str | None = None
    """The IANA name of its time zone; None follows the community's."""
    days: frozenset[int] = EVERY_DAY
    """The days of the week, Monday being 0."""
    style: Style = Style.ONE
    languages: tuple[str, ...] = ()
    """The languages it is told in, all in one post; none leaves it to the community's."""
    packs: tuple[str, ...] = ()
    """The ids of the packs it draws from; none for all."""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The eras, regions and themes it is limited to, by group."""
    reveal: int = 0
    """Hours from its question of the day to the answer; 0 is without a question."""
    created_by: str | None = None
    """The id of the member who set it up."""
    origin: Place | None = None
    """Where it was set up, when that is another place: told there when it is suspended."""
    since: datetime
    """When it was set up, resumed, or moved in time: nothing due before then is made up for."""
    due: datetime | None = None
    """When the next post is due; None while it is not active."""
    day: date | None = None
    """The local date of that post."""
    strikes: int = 0
    """Days in a row on which the place could definitely not be written to."""
    struck: date | None = None
    """The last of those days."""
    problem: str = ""
    """What the place refused with: ``gone`` or ``forbidden``."""
    unnoticed: bool = False
    """Its suspension was not yet told to an administrator."""
