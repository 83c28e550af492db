"""Switches in BotFather that make the bot less than it could be: one warning each, with what to do."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import User

    from adapters.telegram.settings import TelegramSettings

logger = logging.getLogger(__name__)


def warn(me: User, settings: TelegramSettings) -> None:
    """Warn of each switch of the bot ``me`` that is not as it should be."""
    if me.can_read_all_group_messages:
        logger.warning(
            "Privacy mode is off, so that the bot is sent every message of its groups. It needs only those "
            "meant for it: in BotFather send /setprivacy, choose @%s, then Enable; then remove the bot from "
            "its groups and add it again.",
            me.username,
        )
    if settings.inline and not me.supports_inline_queries:
        logger.warning(
            "Inline mode is off, so that @%s cannot be asked from other chats. To switch it on, send "
            "/setinline to BotFather and choose the bot; to do without, set telegram.inline to false.",
            me.username,
        )
    if me.can_join_groups is False:
        logger.warning(
            "The bot cannot be added to groups. To allow it, send /setjoingroups to BotFather, choose @%s, "
            "then Enable.",
            me.username,
        )
