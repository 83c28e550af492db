"""Where a process is struck on the way of a post, and how."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.seam import Place


class Point(StrEnum):
    """The points between a post being due and having noted that it was sent, in their order."""

    MATURING = "0 before the delivery is stored"
    CLAIMING = "1 before the claim is stored"
    CLAIMED = "2 claimed"
    SENDING = "3 noted as being sent"
    LOST = "4 request lost on its way"
    LATE = "4 request late, after recovery"
    ARRIVED = "4 request arrived, no reply"
    REPLIED = "5 reply read"
    SENT = "6 noted as sent"
    RECOVERED = "7 recovered and not noted"
    """Only ever the second time that a process is struck."""

    @property
    def at_gate(self) -> bool:
        """Whether it lies between the process and its platform."""
        return self in {Point.LOST, Point.LATE, Point.ARRIVED}

    @property
    def doubtful(self) -> bool:
        """Whether nobody but the platform can know whether a post struck there arrived."""
        return self.at_gate or self in {Point.SENDING, Point.REPLIED}

    @property
    def arrives(self) -> bool:
        """Whether a post struck there arrives without being sent again."""
        return self in {Point.LATE, Point.ARRIVED, Point.REPLIED, Point.SENT}


class Stroke(Enum):
    """What happens there."""

    KILL = "killed"
    """The process is no more."""
    STOP = "stopped"
    """It stands still beyond its lease, others take over, and it goes on as if nothing had happened."""


class Kind(Enum):
    """Where announcements are posted."""

    CHANNEL = "channel"
    THREAD = "thread"
    FORUM = "forum"
    GROUP = "group"
    TOPIC = "topic"

    @property
    def tells(self) -> bool:
        """Whether the platform can tell later what became of a post."""
        return self in {Kind.CHANNEL, Kind.THREAD}

    @property
    def platform(self) -> str:
        """Whose places they are."""
        return "telegram" if self in {Kind.GROUP, Kind.TOPIC} else "discord"


def named(place: Place) -> str:
    """What requests call a place."""
    return place.chat if place.platform == "telegram" else place.thread or place.chat
