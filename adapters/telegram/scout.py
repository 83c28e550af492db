"""Finds out whether the bot may post in a chat or topic, before anybody counts on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from telegram import ChatMemberAdministrator, ChatMemberOwner, ChatMemberRestricted
from telegram.constants import ChatAction, ChatType
from telegram.error import ChatMigrated, TelegramError

from adapters.telegram.outcomes import delivery, never_left
from adapters.telegram.pacing import IMPATIENCE
from adapters.telegram.places import moved
from adapters.telegram.rights import is_in
from bot.delivery import Failed, Forbidden, Gone, Lack, Later, Located

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import ChatFullInfo, ChatMember
    from telegram.ext import ExtBot

    from adapters.telegram.topics import Topics
    from bot.delivery import Whereabouts
    from bot.seam import Place

LATER: Final = 5.0
"""Seconds after which to ask again when Telegram did not answer."""
_WITHIN: Final = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


class Scout:
    """Asks Telegram about places; ``migrated`` is told of groups that turn out to have moved."""

    def __init__(
        self, bot: ExtBot[float], topics: Topics, migrated: Callable[[int, int], Awaitable[None]]
    ) -> None:
        self._bot = bot
        self._topics = topics
        self._migrated = migrated

    async def locate(self, place: Place) -> Whereabouts:
        """Whether the bot may post in ``place``, which has to be its community's own chat."""
        if not place.private and place.chat != place.community:
            return Gone()
        try:
            return await self._located(place)
        except ChatMigrated as error:
            await self._migrated(int(place.chat), error.new_chat_id)
            return await self.locate(moved(place, error.new_chat_id))
        except TelegramError as error:
            outcome = delivery(error, place)
            known = isinstance(outcome, Gone | Forbidden | Later | Failed) and not never_left(error)
            return cast("Whereabouts", outcome) if known else Later(LATER)

    async def _located(self, place: Place) -> Whereabouts:
        chat = await self._bot.get_chat(int(place.chat), rate_limit_args=IMPATIENCE)
        if not place.private:
            lack = _lack(chat, await self._bot.get_chat_member(chat.id, self._bot.id))
            if lack is not None:
                return lack
        if place.thread is not None:
            # The one call that tells of a topic, and leaves nothing behind in it.
            await self._bot.send_chat_action(
                chat.id, ChatAction.TYPING, int(place.thread), rate_limit_args=IMPATIENCE
            )
        return Located(place, self._label(chat, place))

    def _label(self, chat: ChatFullInfo, place: Place) -> str:
        if place.private:
            return ""
        topic = "" if place.thread is None else self._topics.name(chat.id, int(place.thread))
        return _WITHIN.join(filter(None, (chat.title or "", topic)))


def _lack(chat: ChatFullInfo, me: ChatMember) -> Gone | Forbidden | None:
    """What keeps the bot, who is ``me`` there, from posting in a group or channel."""
    if not is_in(me):
        return Gone()
    if isinstance(me, ChatMemberOwner):
        return None
    if chat.type == ChatType.CHANNEL:
        may = isinstance(me, ChatMemberAdministrator) and me.can_post_messages
    elif isinstance(me, ChatMemberAdministrator):
        may = True
    elif isinstance(me, ChatMemberRestricted):
        may = me.can_send_messages
    else:
        may = chat.permissions is None or chat.permissions.can_send_messages is not False
    return None if may else Forbidden(Lack.WRITING)
