"""Announcements that are due at an instant, whatever time of day that is."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.announcements.announcement import Announcement, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.seam import Place


def due_at(due: datetime, places: Iterable[Place]) -> list[Announcement]:
    """One for each place, due at ``due``, an instant in UTC, in a zone where that is about noon."""
    ahead = 12 - due.hour
    # These zones count the other way round.
    zone = f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
    there = due.astimezone(ZoneInfo(zone))
    return [
        Announcement(
            id=0,
            place=place,
            state=State.ACTIVE,
            at=time(there.hour, there.minute),
            zone=zone,
            since=due - timedelta(days=1),
            due=due,
            day=there.date(),
        )
        for place in places
    ]


def just_past(now: datetime) -> datetime:
    """A full minute that is past for a minute or two, and after which posts are not spread."""
    past = timedelta(minutes=2 if now.minute in {1, 31} else 1)
    return now.replace(second=0, microsecond=0) - past
