"""What members may do in a group or channel: asked of Telegram when it matters, known for a minute."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from telegram import ChatMember, ChatMemberRestricted
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
_IN: Final = _MANAGERS | {ChatMemberStatus.MEMBER}


class Rights:
    """Looks up whether members manage their group."""

    def __init__(self, bot: ExtBot[float]) -> None:
        self._bot = bot
        self._known: Recent[tuple[str, str], _Standing] = Recent(MEMBERS, LIFETIME)

    async def grant(self, member: Member, place: Place) -> Member:
        """``member`` with the rights that they have in ``place``; none when Telegram does not tell."""
        if place.private or member.rights or int(member.user) < 0:
            return member
        standing = await self._standing(member, place)
        manages = standing is not None and standing.status in _MANAGERS
        return replace(member, rights=frozenset({Right.MANAGE})) if manages else member

    async def belongs(self, member: Member, place: Place) -> bool:
        """Whether ``member`` is in the group or channel ``place``, as far as Telegram tells."""
        standing = await self._standing(member, place)
        return standing is not None and is_in(standing)

    async def _standing(self, member: Member, place: Place) -> ChatMember | None:
        key = place.chat, member.user
        if (known := self._known.get(key)) is not None:
            return known.member
        try:
            found: ChatMember | None = await self._bot.get_chat_member(int(place.chat), int(member.user))
        except TelegramError as error:
            logger.info("The rights of a member are not known: %s", type(error).__name__)
            found = None
        self._known.put(key, _Standing(found))
        return found


@dataclass(frozen=True, slots=True)
class _Standing:
    """What Telegram told of a member, or that it told nothing."""

    member: ChatMember | None


def is_in(member: ChatMember) -> bool:
    """Whether somebody is in a chat at present."""
    return member.status in _IN or (isinstance(member, ChatMemberRestricted) and member.is_member)
