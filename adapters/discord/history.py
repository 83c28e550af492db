"""What the bot wrote in a channel of late, looked through for a post that may or may not have arrived.

Each post carries a mark that members do not see: the number of its outermost component, or of its first
button where it is plain.  Discord keeps these numbers and tells them with the bot's own messages, for which
no intent is needed.  A message without components is known by its words.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import discord

from adapters.discord.outcome import ERRORS, LATER, UNKNOWN_MESSAGE
from adapters.discord.whereabouts import cached, guild_of, permissions
from bot.delivery import Later

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.seam import Place

_log = logging.getLogger(__name__)

DEADLINE: Final = 8.0
"""Seconds for reading."""
PAGE: Final = 100
"""Messages that Discord hands out at once."""
PAGES: Final = 5
"""Pages that are read at most."""
SLACK: Final = 120.0
"""Seconds by which this machine's clock and Discord's may differ."""
_OUR_FAULT: Final = 500
_MARKS: Final = 1 << 30
"""Marks begin here, far above the numbers that Discord gives by itself, and end below 2 ** 31."""


def mark(unique: str) -> int:
    """The mark of the message with the nonce ``unique``."""
    return _MARKS | int.from_bytes(blake2b(unique.encode(), digest_size=4).digest()) % _MARKS


@dataclass(frozen=True, slots=True)
class Written:
    """Messages of the bot's in a channel: their ids by mark, or by words for those without components."""

    marks: Mapping[int, int]
    words: Mapping[str, int]

    def find(self, unique: str, arguments: Mapping[str, Any]) -> int | None:
        """The message that was sent with these arguments and that nonce."""
        if (found := self.marks.get(mark(unique))) is not None:
            return found
        bare = not arguments["view"].children
        return self.words.get(arguments.get("content", "").strip()) if bare else None


async def look(client: discord.Client, place: Place, age: float) -> Written | Later | None:
    """What the bot wrote in a place within ``age`` seconds.

    None where that cannot be read to the end; ``Later`` when it cannot be read just now.
    """
    if not legible(client, place):
        return None
    try:
        async with asyncio.timeout(DEADLINE):
            return await written(client, int(place.thread or place.chat), age)
    except discord.HTTPException as error:
        return Later(LATER) if error.status >= _OUR_FAULT else None
    except ERRORS:
        return Later(LATER)
    except Exception:  # noqa: BLE001  # Discord's answer is read without checking it
        _log.exception("A history could not be read")
        return None


def legible(client: discord.Client, place: Place) -> bool:
    """Whether the history of a place can be read, and would not just be told to be empty."""
    if place.private:
        return True
    guild = guild_of(client, place.community)
    # A thread is read with the permissions of its channel.
    channel = cached(guild, place.chat) if guild is not None else None
    granted = permissions(client, channel) if channel is not None else None
    return granted is not None and granted.view_channel and granted.read_message_history


async def written(client: discord.Client, channel: int, age: float) -> Written | None:
    """What the bot wrote within ``age`` seconds at least; None when more was said there than is read.

    Read from the newest backwards, so that in a quiet channel no wrong clock hides anything.

    Raises:
        discord.HTTPException: when Discord refuses it.
        aiohttp.ClientError, OSError, TimeoutError: when the connection fails.
    """
    since = discord.utils.utcnow() - timedelta(seconds=max(0.0, age) + SLACK)
    oldest = discord.utils.time_snowflake(since)
    me = client.user.id if client.user is not None else 0
    found: list[Mapping[str, Any]] = []
    before: int | None = None
    for number in range(PAGES):
        page: list[Any] = list(await client.http.logs_from(channel, PAGE, before=before))
        if not (number or page):
            await _assure(client, channel, oldest)
        found += [one for one in page if one["author"]["id"] == str(me)]
        before = min((int(one["id"]) for one in page), default=0)
        if len(page) < PAGE or before < oldest:
            return _read(found)
    return None


async def _assure(client: discord.Client, channel: int, nowhere: int) -> None:
    """See that a channel is empty, and not just told to be by one who may no longer read it.

    Only the former says that there is no such message as ``nowhere``; the latter is refused.
    """
    try:
        await client.http.get_message(channel, nowhere)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise


def _read(found: list[Mapping[str, Any]]) -> Written:
    marks: dict[int, int] = {}
    words: dict[str, int] = {}
    for one in found:
        if one.get("components"):
            marks |= dict.fromkeys(_numbers(one["components"]), int(one["id"]))
        else:
            words[one["content"]] = int(one["id"])
    return Written(marks, words)


def _numbers(components: list[Any]) -> Iterator[int]:
    for component in components:
        if isinstance(number := component.get("id"), int):
            yield number
        yield from _numbers(component.get("components") or [])
