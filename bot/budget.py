"""How much one member, one chat and one community may ask: token buckets, emptied by a flood, never by use.

Refuses politely once and is silent after that, so that a flood is not answered with another.  Whoever floods
empties their own bucket first; the chat and the community go on for everybody else.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from bot.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from bot.seam import Member, Place

SILENCE: Final = 60.0
"""Seconds after a refusal in which nothing more is said to the same asker."""
REMEMBERED: Final = 20_000
"""Buckets and refusals kept at once, a few megabytes; one forgotten is a full one."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many a second in the long run."""

    burst: float
    a_second: float


MEMBER: Final = Rate(15, 1)
CHAT: Final = Rate(60, 6)
COMMUNITY: Final = Rate(240, 24)


class Verdict(Enum):
    """What becomes of an event."""

    GO = "go"
    REFUSE = "refuse"
    """Too many: say so."""
    SILENCE = "silence"
    """Too many, and it has been said."""


class Budgets:
    """The buckets of everybody who asked lately.

    Args:
        clock: seconds that never go back.
        member: what one member may ask in one chat.
        chat: what all together may ask in one chat.
        community: what all together may ask in one community.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        member: Rate = MEMBER,
        chat: Rate = CHAT,
        community: Rate = COMMUNITY,
    ) -> None:
        self._clock = clock
        self._rates = (member, chat, community)
        self._buckets: Recent[Hashable, tuple[float, float]] = Recent(REMEMBERED, SILENCE * 10, clock)
        self._refused: Recent[Hashable, bool] = Recent(REMEMBERED, SILENCE, clock)

    def spend(self, place: Place, member: Member, *, overheard: bool = False) -> Verdict:
        """Take one from every bucket that the event draws on, or none when one of them is empty.

        Words that were only ``overheard`` are never refused aloud: nobody expected an answer to them.
        """
        keys: tuple[Hashable, ...] = (
            (place.platform, place.chat, member.user),
            (place.platform, place.chat),
            (place.platform, place.community, None, None),
        )
        if place.private:
            keys = keys[:1]  # nobody else is there to be kept from asking
        left = [self._left(key, rate) for key, rate in zip(keys, self._rates, strict=False)]
        now = self._clock()
        for key, tokens in zip(keys, left, strict=True):
            if tokens < 1:
                return Verdict.SILENCE if overheard else self._refuse(key)
        for key, tokens in zip(keys, left, strict=True):
            self._buckets.put(key, (tokens - 1, now))
        return Verdict.GO

    def _left(self, key: Hashable, rate: Rate) -> float:
        kept = self._buckets.get(key)
        if kept is None:
            return rate.burst
        tokens, at = kept
        return min(rate.burst, tokens + (self._clock() - at) * rate.a_second)

    def _refuse(self, key: Hashable) -> Verdict:
        if self._refused.get(key):
            return Verdict.SILENCE
        self._refused.put(key, True)  # noqa: FBT003  # the mapping's value
        return Verdict.REFUSE
