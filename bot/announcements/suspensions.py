"""Tells a manager once of posts that had to be suspended, beneath whatever they are answered next."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.announcements.condition import problem_in_words
from bot.announcements.panel import titled
from bot.blocks import Reply, Style
from bot.commands import BY_NAME
from bot.notice import paragraph
from bot.refreshed import Refreshed
from bot.seam import Place, Press, Question
from bot.store import StoreUnavailableError

if TYPE_CHECKING:
    from bot.announcements.announcement import Announcement
    from bot.announcements.book import Announcements
    from bot.i18n import Tongue
    from bot.turn import Said, Turn

log = logging.getLogger(__name__)


class Suspensions:
    """Knows which suspensions nobody was told of yet.

    Args:
        book: the announcements.
    """

    def __init__(self, book: Announcements) -> None:
        self._book = book
        nothing: tuple[Announcement, ...] = ()
        self._untold = Refreshed(self._load, nothing)

    async def beneath(self, turn: Turn, said: Said) -> Said:
        """What is said to a manager, with a word on what was suspended."""
        event = turn.event
        overheard = isinstance(event, Question) and not event.addressed
        if not turn.manager or turn.place.private or overheard or isinstance(event, Press):
            return said
        if not isinstance(said, Reply):
            return said
        untold = await self._untold.get((turn.place.platform, turn.place.community))
        lines = [_line(one, turn.tongue) for one in untold if await self._told(one)]
        if untold:
            self._untold.put((turn.place.platform, turn.place.community), ())
        return replace(said, blocks=(*said.blocks, *(paragraph(line, Style.ITALIC) for line in lines)))

    async def _told(self, one: Announcement) -> bool:
        """Note that somebody is told, first: rather nobody than everybody again and again."""
        try:
            await self._book.noticed(one.id)
        except StoreUnavailableError:
            log.warning("A suspension cannot be told of: the store is away")
            return False
        return True

    async def _load(self, key: tuple[str, str]) -> tuple[Announcement, ...] | None:
        try:
            return await self._book.unnoticed(Place(*key, chat=""))
        except StoreUnavailableError:
            return None


def _line(one: Announcement, tongue: Tongue) -> str:
    return tongue.gettext(
        "By the way: “{title}” is suspended. {why} {command} shows more.",
        title=titled(one, tongue),
        why=problem_in_words(one.problem, tongue),
        command=f"/{BY_NAME['announce'].named(tongue.code)}",
    )
