"""Where the bot lives: told of every community that it was added to, removed from, or that moved."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.store import StoreUnavailableError

if TYPE_CHECKING:
    from datetime import datetime

    from bot.announcements.book import Announcements
    from bot.preferences import Preferences
    from bot.seam import Place
    from bot.store import Store

log = logging.getLogger(__name__)


class Residence:
    """Keeps the list of communities, and moves all that hangs on one when its id changes.

    Args:
        store: where it is kept; None keeps nothing, for a terminal.
        preferences: read anew where a community moved.
        announcements: stop where the bot is not any more.
    """

    def __init__(
        self, store: Store | None, preferences: Preferences, announcements: Announcements | None = None
    ) -> None:
        self._store = store
        self._preferences = preferences
        self._announcements = announcements
        self._unmoved: list[tuple[Place, Place]] = []

    async def joined(self, place: Place, at: datetime) -> None:
        """The bot was added to the community of ``place``."""
        if self._store is not None:
            try:
                new = await self._store.communities.joined(place.platform, place.community, at)
                if new and self._announcements is not None:
                    await self._announcements.joined(place)
            except StoreUnavailableError:
                log.warning("A community joined could not be noted: the store is away")

    async def left(self, place: Place, at: datetime) -> None:
        """The bot was removed from the community of ``place``; what it chose is kept for a while."""
        if self._store is not None:
            try:
                gone = await self._store.communities.left(place.platform, place.community, at)
                if gone and self._announcements is not None:
                    await self._announcements.left(place)
            except StoreUnavailableError:
                log.warning("A community left could not be noted: the store is away")

    async def moved(self, old: Place, new: Place) -> None:
        """The community of ``old`` is that of ``new`` from now on; noted when the store is away."""
        self._unmoved.append((old, new))
        try:
            await self.catch_up()
        except StoreUnavailableError:
            log.warning("A community's settings could not be moved yet: the store is away")

    async def catch_up(self) -> None:
        """Move what could not be moved before; platforms tell of a move once only.

        Raises:
            StoreUnavailableError: the store is still away.
        """
        while self._unmoved:
            old, new = self._unmoved[0]
            if self._store is not None:
                await self._store.move(old.platform, old.community, new.community)
            # Moving twice does no harm, should two come here at once.
            if (old, new) in self._unmoved:
                self._unmoved.remove((old, new))
            self._preferences.forget(old)
            self._preferences.forget(new)
