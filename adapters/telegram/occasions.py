"""What an event came with, beyond the event itself: what its reply may answer, edit or go on from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adapters.telegram.start_links import Errand

if TYPE_CHECKING:
    from adapters.telegram.waiting import PressAnswer
    from bot.seam import Member, Place


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and to whom a reply goes."""

    place: Place
    member: Member
    message: int | None = None
    """The member's message, which the reply answers in company."""
    pressed: int | None = None
    """The bot's message whose button was pressed, which the reply may replace."""
    answer: PressAnswer | None = None
    """The answer that the press waits for."""
    aside: bool = False
    """Whether replies keep out of the place itself, as in channels, where everything is said to everyone."""
    origin: Place | None = None
    """The group that the event belongs to, when its reply goes to the private chat."""
    errand: Errand = field(default_factory=Errand)
    """What brings the member to the same reply in private."""
