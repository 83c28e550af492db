"""What the end of a delivery means for its announcement: all is well, a strike, or its suspension."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.announcements.announcement import State
from bot.announcements.book import LEFT, POSTED, STRIKES, WELL, zone_of
from bot.announcements.delivery import ANSWER, NOTICE, DeliveryRow
from bot.announcements.due import CATCH_UP, reveal_due
from bot.announcements.schedule import following
from bot.announcements.verdict import Bearing
from bot.store.claims import Aftermath
from bot.store.deliveries import new_delivery

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.announcements.announcement import Announcement
    from bot.preferences import Community

THINKING: Final = timedelta(minutes=30)
"""The least time from a question to its answer, when the question came late."""
TELLING: Final = timedelta(days=1)
"""For how long it is worth telling that an announcement was suspended."""


def aftermath(
    announcement: Announcement, delivery: DeliveryRow, bearing: Bearing, home: Community, now: datetime
) -> Aftermath:
    """What follows from how a delivery ended."""
    if delivery.kind == NOTICE:
        return Aftermath({"unnoticed": False} if bearing is Bearing.WELL else {})
    here = delivery.place == announcement.place  # another one says nothing of where it is posted now
    match bearing:
        case Bearing.WELL:
            well = _well(announcement, delivery, home, now) if here else {}
            return Aftermath(well, (*_answer(announcement, delivery, home, now),))
        case Bearing.REFUSED if here:
            return _struck(announcement, delivery, home, now)
        case _:
            return Aftermath()


def _well(
    announcement: Announcement, delivery: DeliveryRow, home: Community, now: datetime
) -> dict[str, Any]:
    if not announcement.strikes and announcement.state is not State.SUSPENDED:
        return {}
    well: dict[str, Any] = {**WELL}
    if announcement.state is State.SUSPENDED:
        active = replace(announcement, state=State.ACTIVE)
        day, due = following(active, home, now, delivery.date)
        well |= {"state": State.ACTIVE, "day": day, "due": due}
    return well


def _answer(
    announcement: Announcement, delivery: DeliveryRow, home: Community, now: datetime
) -> Iterator[DeliveryRow]:
    if delivery.question and delivery.kind != ANSWER:
        due = reveal_due(delivery.date, announcement.at, announcement.reveal, zone_of(announcement, home))
        due = max(due, now + THINKING)
        answer = new_delivery(announcement, delivery.date, ANSWER, due, due + CATCH_UP)
        # It goes where the question went.
        yield replace(answer, place=delivery.place, user=delivery.user, question=delivery.question)


def _struck(announcement: Announcement, delivery: DeliveryRow, home: Community, now: datetime) -> Aftermath:
    if announcement.state not in POSTED or announcement.struck == delivery.date:
        return Aftermath()
    strikes = announcement.strikes + 1
    problem = LEFT if announcement.problem == LEFT else delivery.problem
    values: dict[str, Any] = {"strikes": strikes, "struck": delivery.date, "problem": problem}
    if strikes < STRIKES:
        return Aftermath(values)
    suspended = replace(announcement, state=State.SUSPENDED, strikes=strikes)
    day, due = following(suspended, home, now, delivery.date)
    values |= {"state": State.SUSPENDED, "day": day, "due": due}
    if announcement.state is State.SUSPENDED:
        return Aftermath(values)
    return Aftermath({**values, "unnoticed": True}, (*_notice(announcement, delivery, now),))


def _notice(announcement: Announcement, delivery: DeliveryRow, now: datetime) -> Iterator[DeliveryRow]:
    origin = announcement.origin
    if origin is not None and origin != announcement.place:
        notice = new_delivery(announcement, delivery.date, NOTICE, now, now + TELLING)
        yield replace(notice, place=origin, user="")
