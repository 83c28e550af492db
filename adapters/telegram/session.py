"""The parts of the adapter put together for one connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.telegram.courier import Courier
from adapters.telegram.desk import Desk
from adapters.telegram.filling import Filling
from adapters.telegram.forms import Forms
from adapters.telegram.guests import Guests
from adapters.telegram.inline import Inline
from adapters.telegram.listening import Listening
from adapters.telegram.migrations import Migrations
from adapters.telegram.occasions import Occasion
from adapters.telegram.polls import Polls
from adapters.telegram.pressing import Pressing
from adapters.telegram.profile import Profile
from adapters.telegram.replies import Replies
from adapters.telegram.rights import Rights
from adapters.telegram.scout import Scout
from adapters.telegram.start_links import StartLinks
from adapters.telegram.topics import Topics
from adapters.telegram.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram.ext import ExtBot

    from bot.blocks import Reply
    from bot.delivery import Delivery, Handler, Notebook
    from bot.i18n import Tongues
    from bot.seam import Membership, Place


class Session:
    """What serves updates, posts messages and keeps the bot's profile while ``bot`` is connected."""

    def __init__(
        self,
        bot: ExtBot[float],
        handler: Handler,
        notebook: Notebook,
        tongues: Tongues,
        post: Callable[[Place, Reply, str], Awaitable[Delivery]],
    ) -> None:
        self.migrations = Migrations(bot.id, self._tell)
        self.courier = Courier(bot, self.migrations.note)
        self.polls = Polls(notebook)
        self.profile = Profile(bot, notebook, tongues)
        topics = Topics()
        self.scout = Scout(bot, topics, self.migrations.note)
        links = StartLinks(notebook)
        rights = Rights(bot)
        replies = Replies(self.courier, links, tongues, bot.username)
        filling = Filling(Forms(notebook), self.courier, replies, rights)
        self.desk = Desk(bot, handler, replies, filling, post)
        self.updates = Updates(
            Listening(bot, self.desk, self.courier, replies, filling, links, rights),
            Pressing(self.desk, filling, rights),
            Inline(bot, handler, tongues),
            Guests(bot, self.desk, tongues),
            self.polls,
            self.migrations,
            topics,
            self.desk,
        )

    async def _tell(self, event: Membership) -> None:
        """Have a group's move served; what is said about it goes to where it is now."""
        await self.desk.serve(event, Occasion(event.to or event.place, event.member))
