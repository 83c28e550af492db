"""Groups that became supergroups: told of once, however often and by whatever Telegram tells it."""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from adapters.telegram.places import PLATFORM, moved
from bot.recent import Recent
from bot.seam import Change, Member, Membership, Place

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

REMEMBERED: Final = 1_000


class Migrations:
    """Tells ``tell`` of each group that moved; the id of the ``bot`` stands for whoever did it."""

    def __init__(self, bot: int, tell: Callable[[Membership], Awaitable[None]]) -> None:
        self._bot = bot
        self._tell = tell
        self._told: Recent[int, asyncio.Future[None]] = Recent(REMEMBERED, math.inf)

    async def note(self, before: int, after: int) -> None:
        """The group ``before`` is the supergroup ``after`` now; returns when that has been served.

        What is said in the supergroup right after is then answered by the settings that moved there.
        """
        telling = self._told.get(before)
        if telling is None:
            telling = asyncio.ensure_future(self._tell(self._migrated(before, after)))
            self._told.put(before, telling)
        if telling is not asyncio.current_task():  # else what is told would wait for itself
            await telling

    def _migrated(self, before: int, after: int) -> Membership:
        here = Place(PLATFORM, str(before), str(before))
        doer = Member(PLATFORM, str(self._bot))
        return Membership(here, doer, datetime.now(UTC), Change.MIGRATED, moved(here, after))
