"""What became of a post, from what Discord or the network says about it.

Codes are from Discord's list of JSON error codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from adapters.discord.transport import TwiceError
from bot.delivery import Failed, Forbidden, Gone, Lack, Later, Unsure

if TYPE_CHECKING:
    from adapters.discord.transport import Attempt
    from bot.delivery import Delivery

_GONE: Final = frozenset({10003, 10004})
"""Unknown channel, unknown guild."""
UNKNOWN_MESSAGE: Final = 10008
_NO_ACCESS: Final = 50001
_FORBIDDEN: Final = {
    _NO_ACCESS: Lack.SIGHT,
    40067: Lack.TAG,
    50083: Lack.OPEN,
    **dict.fromkeys((50007, 50013, 50278, 40333, 160002), Lack.WRITING),
}
"""No access, a forum whose posts need a tag, a locked thread, no permission, and the several reasons why
members get no private messages."""
_SLOW: Final = frozenset({20016, 20028, 20022, 40004})
"""A limit of the channel or the server, or sending switched off for a while."""
LATER: Final = 5.0
"""Seconds after which to try again what did not leave for want of a connection or a free place."""
SLOW: Final = 60.0
"""Seconds after which to try again where a channel is slow and does not say how slow."""
_OUR_FAULT: Final = 500


class TakenAwayError(discord.DiscordException):
    """It had arrived in ``channel`` before, as its nonce tells, and somebody deleted it."""

    def __init__(self, channel: int) -> None:
        super().__init__("It was deleted")
        self.channel = channel


ERRORS: Final = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""Everything that a request may end in."""


def outcome(error: BaseException, watched: Attempt, *, known: bool) -> Delivery:
    """What ``error`` means for the post that ended in it.

    Args:
        error: one of ``ERRORS``.
        watched: what is known of the requests made for the post.
        known: whether the bot is in the server that the post was for.
    """
    match error:
        case discord.RateLimited(retry_after=seconds):
            return Later(seconds)
        case discord.HTTPException():
            return _refused(error, known=known)
        case TwiceError():
            return Unsure()
        case _ if watched.doubtful:
            return Unsure()
        case _:
            return Later(watched.wait or LATER)


def _refused(error: discord.HTTPException, *, known: bool) -> Delivery:
    if error.status >= _OUR_FAULT:
        return Unsure()
    if error.code in _GONE or (error.code == _NO_ACCESS and not known):
        return Gone()
    if error.code in _FORBIDDEN:
        return Forbidden(_FORBIDDEN[error.code])
    if error.code in _SLOW or error.status == 429:  # noqa: PLR2004  # too many requests
        return Later(_seconds(error))
    return Failed(f"Discord answered {error.status} (code {error.code})")


def _seconds(error: discord.HTTPException) -> float:
    try:
        return float(error.response.headers.get("Retry-After") or SLOW)
    except ValueError:
        return SLOW
