"""What all that is done with announcements needs: the book, the packs, and who knows of places."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import State
from bot.announcements.book import zone_of
from bot.announcements.panel import panel
from bot.announcements.reading import Reader
from bot.announcements.subjects import Subjects
from bot.delivery import Failed, Forbidden, Gone, Lack, Located, Whereabouts
from bot.i18n import mark
from bot.notice import notice
from bot.seam import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.announcements.announcement import Announcement
    from bot.announcements.book import Announcements
    from bot.blocks import Action, Reply
    from bot.delivery import Adapter
    from bot.i18n import Tongue, Tongues
    from bot.preferences import Preferences
    from bot.shelf import Shelf
    from bot.turn import Turn

log = logging.getLogger(__name__)

Locate = Callable[[Place], Awaitable[Whereabouts]]
"""Tells whether the bot may post in a place, on whatever platform."""
MOST: Final = 10
"""Announcements of a community; more would be noise, and lists nobody reads."""
MOST_PRIVATE: Final = 3
"""Those of a member alone with the bot."""
LACKS: Final = {
    Lack.SIGHT: mark("I may not see that place. Let me see it and write in it, then try again."),
    Lack.WRITING: mark("I may not write in that place. Let me send messages there, then try again."),
    Lack.OPEN: mark("That place is closed. Open it again or choose another one, then try again."),
    Lack.TAG: mark(
        "Every post in that place must carry a tag, and I have none to give. Choose another place."
    ),
}
"""What keeps the bot from posting, and how to mend it."""


@dataclass(frozen=True)
class Office:
    """The parts.

    Args:
        book: the announcements.
        preferences: what communities chose.
        tongues: every language that is spoken.
        shelf: the packs.
        locate: tells whether the bot may post in a place.
    """

    book: Announcements
    preferences: Preferences
    tongues: Tongues
    shelf: Shelf
    locate: Locate

    @cached_property
    def subjects(self) -> Subjects:
        """What there is to choose from."""
        return Subjects(self.tongues, self.shelf.packs)

    @cached_property
    def reader(self) -> Reader:
        """Reads wishes."""
        return Reader(self.subjects)

    async def show(self, turn: Turn, one: Announcement, *said: str, first: Sequence[Action] = ()) -> Reply:
        """The panel of an announcement, after what there is to say."""
        rows = () if one.state is State.DRAFT else await self.book.deliveries(one.id)
        return panel(one, turn, self.subjects, said=said, rows=rows, first=first)

    async def twin(self, turn: Turn, one: Announcement) -> Announcement | None:
        """Another one that is posted in the same place at the same time."""
        home = turn.community
        for other in await self.book.of(turn.place):
            same = (other.place, other.at, zone_of(other, home)) == (one.place, one.at, zone_of(one, home))
            if same and other.id != one.id and other.state is not State.DRAFT:
                return other
        return None

    async def full(self, turn: Turn) -> str:
        """Why there cannot be another announcement in the community; nothing when there can."""
        most = MOST_PRIVATE if turn.place.private else MOST
        kept = [one for one in await self.book.of(turn.place) if one.state is not State.DRAFT]
        if len(kept) < most:
            return ""
        return turn.tongue.ngettext(
            "There is {count} daily post here already, and that is the most. Remove it first.",
            "There are {count} daily posts here already, and that is the most. Remove one first.",
            most,
        )


def no_place(found: Whereabouts, tongue: Tongue) -> str:
    """Why the bot cannot post in a place; nothing when it can."""
    match found:
        case Located():
            return ""
        case Forbidden(lack):
            return tongue.gettext(LACKS[lack])
        case Gone():
            return tongue.gettext(
                "I can't find that place in this community. Add me to it, or choose another place."
            )
        case _:
            return tongue.gettext(
                "I could not find out just now whether I may post there. Please try again in a minute."
            )


def no_such(tongue: Tongue) -> Reply:
    """Say that there is no such announcement, as one of another community."""
    return notice(tongue.gettext("That daily post is gone already."))


def locating(adapters: Iterable[Adapter]) -> Locate:
    """Asks the platform of each place."""
    by_name = {adapter.name: adapter for adapter in adapters}

    async def locate(place: Place) -> Whereabouts:
        adapter = by_name.get(place.platform)
        if adapter is None:
            return Failed("there is no such platform")
        try:
            return await adapter.locate(place)
        except Exception as error:  # noqa: BLE001  # whatever a platform's library raises, it did not tell
            log.warning("Where %s is could not be found out: %s", place.chat, type(error).__name__)
            return Failed(type(error).__name__)

    return locate
