"""One post of an announcement: which it is, where it goes, and how far it got."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.seam import Place

POST: Final = "post"
"""The kind of the post of a day."""
ANSWER: Final = "answer"
"""The kind of the answer to the question of a day."""
NOTICE: Final = "notice"
"""The kind of the word that an announcement was suspended, said where it was set up."""
NOW: Final = "now-"
"""How the kind of a post begins that an administrator asked for beside the daily ones; its second follows."""


class Progress(StrEnum):
    """How far a delivery got."""

    DUE = "due"
    """To be sent, now or later."""
    CLAIMED = "claimed"
    """A process has it, and has not begun to send it."""
    SENDING = "sending"
    """It may be on its way: from here on nobody sends it again who does not know what became of it."""
    SENT = "sent"
    IN_DOUBT = "in_doubt"
    """It may have arrived, and nobody can tell: it is not sent again."""
    FAILED = "failed"
    """It did not arrive, and is not tried any more."""
    SKIPPED = "skipped"
    """Its time was over before it could be sent."""


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """Which delivery it is; there is never another one of the same key."""

    announcement: int
    date: date
    """The local date that it is about."""
    kind: str
    """``POST``, ``ANSWER``, ``NOTICE``, or ``NOW`` with a second."""

    def __str__(self) -> str:
        return f"{self.announcement}:{self.date.isoformat()}:{self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One post, as the store has it."""

    announcement: int
    date: date
    kind: str
    place: Place
    user: str = ""
    """The member whose private chat it goes to; nobody elsewhere."""
    state: Progress = Progress.DUE
    due: datetime
    """When it is to be sent, or tried again."""
    until: datetime
    """From when on it comes too late."""
    owner: str | None = None
    """The process that has it."""
    lease: datetime | None = None
    """Until when it has it."""
    attempts: int = 0
    """How often it definitely did not arrive."""
    begun: datetime | None = None
    """When it was last begun to be sent."""
    facts: tuple[str, ...] = ()
    """The ids of the facts that it tells, once that is fixed."""
    question: str = ""
    """The id of the fact that it asks about; nothing when it asks nothing."""
    language: str = ""
    """The language of the community when that was fixed."""
    reply: str = ""
    """What it says, as JSON, for as long as it may have to be said again or changed."""
    ref: str = ""
    """By what its adapter finds it again."""
    buttons: datetime | None = None
    """When the button that stops the announcement is to be taken off."""
    problem: str = ""
    """Why it did not arrive."""

    @property
    def key(self) -> DeliveryKey:
        """Which one it is."""
        return DeliveryKey(self.announcement, self.date, self.kind)
