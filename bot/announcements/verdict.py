"""What an outcome makes of a delivery: done, tried again, given up or in doubt.  Decisions only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.announcements.delivery import NOW, POST, DeliveryRow, Progress
from bot.delivery import Failed, Forbidden, Gone, Later, Migrated, Sent, Unsure
from bot.store.schema import PROBLEM

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery import Delivery

RETRIES: Final = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""How long after each definite failure the next try comes."""
ASKING: Final = timedelta(seconds=5)
"""How long after a send whose outcome is unknown the platform is asked what became of it."""
LONGEST: Final = timedelta(hours=1)
"""The longest time for which a platform is obeyed that asks to wait."""
BUTTONS: Final = timedelta(hours=24)
"""For how long a post can be used to stop its announcement."""
GONE: Final = "gone"
FORBIDDEN: Final = "forbidden"


class Bearing(StrEnum):
    """What an outcome says of the place."""

    NONE = "none"
    WELL = "well"
    """It can be written to."""
    REFUSED = "refused"
    """It definitely cannot, and the delivery is given up."""


def judge(delivery: DeliveryRow, outcome: Delivery, now: datetime, *, asked: bool = False) -> DeliveryRow:
    """The delivery as an outcome leaves it.

    Args:
        delivery: being sent.
        outcome: what its adapter said.
        now: the time.
        asked: the platform was asked what became of it, rather than to take it.
    """
    freed = replace(delivery, owner=None, lease=None)
    match outcome:
        case Sent(ref=ref):
            return _sent(freed, ref, now)
        case Later(seconds=seconds):
            pause = min(max(timedelta(seconds=seconds), timedelta()), LONGEST)
            if asked:  # nothing is known yet
                return replace(freed, lease=now + pause)
            return replace(freed, state=Progress.DUE, due=now + pause)
        case Unsure() if asked:
            return replace(freed, state=Progress.IN_DOUBT, reply="")
        case Unsure():
            return replace(freed, lease=now + ASKING)
        case _:
            return _failed(freed, _problem(outcome), now)


def bearing(delivery: DeliveryRow, outcome: Delivery) -> Bearing:
    """What an outcome says of the place, given what it made of the delivery."""
    if isinstance(outcome, Sent):
        return Bearing.WELL
    refused = isinstance(outcome, Gone | Forbidden) and delivery.state is Progress.FAILED
    return Bearing.REFUSED if refused else Bearing.NONE


def late(delivery: DeliveryRow) -> DeliveryRow:
    """A delivery in doubt, about which it is too late to ask: that could have it sent out of time."""
    return replace(delivery, state=Progress.IN_DOUBT, owner=None, lease=None, reply="")


def _sent(delivery: DeliveryRow, ref: str, now: datetime) -> DeliveryRow:
    stoppable = delivery.kind == POST or delivery.kind.startswith(NOW)
    return replace(
        delivery,
        state=Progress.SENT,
        ref=ref,
        problem="",
        buttons=now + BUTTONS if stoppable else None,
        reply=delivery.reply if stoppable else "",
    )


def _problem(outcome: Gone | Forbidden | Migrated | Failed) -> str:
    match outcome:
        case Gone():
            return GONE
        case Forbidden():
            return FORBIDDEN
        case Migrated():
            return "the place moved twice"
        case Failed(problem=problem):
            return problem


def _failed(delivery: DeliveryRow, problem: str, now: datetime) -> DeliveryRow:
    tried = replace(delivery, attempts=delivery.attempts + 1, problem=problem[:PROBLEM])
    if delivery.attempts < len(RETRIES):
        again = now + RETRIES[delivery.attempts]
        if again < delivery.until:
            return replace(tried, state=Progress.DUE, due=again)
    return replace(tried, state=Progress.FAILED, reply="")
