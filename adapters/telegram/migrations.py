"""Groups that became supergroups: told of once, however often and by whatever Telegram tells it."""

from __future__ import annotations

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
        self._told: Recent[int, bool] = Recent(REMEMBERED, math.inf)

    async def note(self, before: int, after: int) -> None:
        """The group ``before`` is the supergroup ``after`` now."""
        if self._told.get(before):
            return
        self._told.put(before, True)  # noqa: FBT003  # a set, in effect
        here = Place(PLATFORM, str(before), str(before))
        doer = Member(PLATFORM, str(self._bot))
        now = datetime.now(UTC)
        await self._tell(Membership(here, doer, now, Change.MIGRATED, moved(here, after)))
