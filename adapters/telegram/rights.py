"""What members may do in a group, asked of Telegram when it matters and remembered for a minute."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.recent import Recent
from bot.seam import Right

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.seam import Member, Place

logger = logging.getLogger(__name__)

LIFETIME: Final = 60.0
MEMBERS: Final = 10_000
_MANAGERS: Final = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


class Rights:
    """Looks up whether members manage their group."""

    def __init__(self, bot: ExtBot[float]) -> None:
        self._bot = bot
        self._known: Recent[tuple[str, str], bool] = Recent(MEMBERS, LIFETIME)

    async def grant(self, member: Member, place: Place) -> Member:
        """``member`` with the rights that they have in ``place``; none when Telegram does not tell."""
        if place.private or member.rights or int(member.user) < 0:
            return member
        manages = self._known.get((place.chat, member.user))
        if manages is None:
            manages = await self._manages(int(place.chat), int(member.user))
            self._known.put((place.chat, member.user), manages)
        return replace(member, rights=frozenset({Right.MANAGE})) if manages else member

    async def _manages(self, chat: int, user: int) -> bool:
        try:
            found = await self._bot.get_chat_member(chat, user)
        except TelegramError as error:
            logger.info("The rights of a member are not known: %s", type(error).__name__)
            return False
        return found.status in _MANAGERS
