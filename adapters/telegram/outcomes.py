"""What became of a call, from what the library raised: a delivery as the seam has it.

Whether a message may have arrived is what counts.  It has not when Telegram refused it, or when there was no
connection to send it on.  Everything else that fails leaves it in doubt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.error import Forbidden as ForbiddenError

from adapters.telegram.calling import UNCONNECTED
from adapters.telegram.pacing import seconds
from adapters.telegram.places import moved
from bot.delivery import Failed, Forbidden, Gone, Lack, Later, Migrated, Unsure

if TYPE_CHECKING:
    from bot.delivery import Delivery
    from bot.seam import Place

_GONE: Final = re.compile(
    "kicked|blocked|deactivated|not a member|chat not found|user not found|peer_id_invalid|deleted"
    "|thread not found|topic_id_invalid",
    re.IGNORECASE,
)
"""The last two mean a topic: it is a place of its own, and what was meant for it belongs nowhere else."""
_FORBIDDEN: Final = re.compile(
    "not enough rights|have no rights|_forbidden|restricted|administrator rights",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile("topic_closed", re.IGNORECASE)
_NO_MARKUP: Final = re.compile("can't parse", re.IGNORECASE)
_UNCHANGED: Final = re.compile("not modified", re.IGNORECASE)
_ANONYMOUS_ONLY: Final = re.compile("non-anonymous", re.IGNORECASE)


def delivery(error: Exception, here: Place) -> Delivery:  # noqa: PLR0911  # one for each kind
    """What became of a message to ``here`` when posting it raised ``error``."""
    match error:
        case ChatMigrated():
            return Migrated(moved(here, error.new_chat_id))
        case RetryAfter():
            return Later(seconds(error))
        case ForbiddenError():
            return Gone() if _GONE.search(error.message) else Forbidden()
        case BadRequest():
            return _refused(error.message)
        case InvalidToken():
            return Failed("Telegram does not take the bot's token")
        case NetworkError() if never_left(error):
            return Failed("no connection to Telegram")
        case _:
            return Unsure()


def _refused(reason: str) -> Delivery:
    if _GONE.search(reason):
        return Gone()
    if _CLOSED.search(reason):
        return Forbidden(Lack.OPEN)
    return Forbidden() if _FORBIDDEN.search(reason) else Failed(reason)


def never_left(error: TelegramError) -> bool:
    """Whether there was no connection to send the call on."""
    return isinstance(error.__cause__, UNCONNECTED)


def may_repeat(error: TelegramError) -> bool:
    """Whether a member's answer is sent once more: it never left, or Telegram answered that it failed.

    Not after silence, and not after a refusal, which would only be refused again.
    """
    failed = type(error) is NetworkError and not isinstance(error.__cause__, aiohttp.ClientError)
    return failed or never_left(error)


def refused_markup(error: Exception) -> bool:
    """Whether Telegram could not read the markup."""
    return isinstance(error, BadRequest) and bool(_NO_MARKUP.search(error.message))


def unchanged(error: Exception) -> bool:
    """Whether an edit was refused because the message says just that already."""
    return isinstance(error, BadRequest) and bool(_UNCHANGED.search(error.message))


def wants_anonymity(error: Exception) -> bool:
    """Whether a poll has to be anonymous, as in channels."""
    return isinstance(error, BadRequest) and bool(_ANONYMOUS_ONLY.search(error.message))
