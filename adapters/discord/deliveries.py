"""What is posted without being asked for: sent, looked for when it is in doubt, and replaced.

Whatever happens, a delivery ends in time and with a true word about what became of it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from adapters.discord.history import look
from adapters.discord.outcome import ERRORS, LATER, TakenAwayError, outcome
from adapters.discord.posting import Posted, Poster
from adapters.discord.transport import attempt
from adapters.discord.whereabouts import forum, guild_of, knows
from bot.delivery import Failed, Later, Sent, Unsure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord

    from adapters.discord.history import Written
    from adapters.discord.render import Look
    from bot.blocks import Reply
    from bot.delivery import Delivery
    from bot.seam import Place

_log = logging.getLogger(__name__)

DEADLINE: Final = 10.0
"""Seconds for one delivery."""
REMEMBERED: Final = 100.0
"""Seconds for which Discord surely knows a nonce; it says "the past few minutes"."""


class Deliveries:
    """Posts of one client, in one look."""

    def __init__(self, client: discord.Client, look: Look) -> None:
        self._client = client
        self._look = look

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Post a reply; within minutes the same ``key`` never posts twice, but in forums."""
        return await self._post(place, reply, key)

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Look for the post in the history, and send it when it is not there.

        Where the history cannot be read, Discord itself knows the key for a while.  Forums know none.
        """
        client = self._client
        if client.is_closed() or not knows(client, place.community):
            return Later(LATER)
        if forum(client, place) is not None:
            return Unsure()
        written = await look(client, place, age)
        if isinstance(written, Later):
            return written
        if written is None and age > REMEMBERED:
            return Unsure()
        outcome = await self._post(place, reply, key, written)
        if written is None:
            # A refusal now says nothing of what was sent before.
            return outcome if isinstance(outcome, Sent | Later) else Unsure()
        return Later(LATER) if isinstance(outcome, Unsure) else outcome

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Replace a message that was sent."""
        try:
            posted = Posted.read(ref)
        except ValueError:
            return Failed("there is no such message on Discord")
        return await self._attempt(lambda poster: poster.revise(posted, reply, ref))

    async def _post(self, place: Place, reply: Reply, key: str, written: Written | None = None) -> Delivery:
        chat = place.thread or place.chat
        if not chat.isdecimal():
            return Failed("there is no such place on Discord")

        async def write(poster: Poster) -> Posted:
            if (room := forum(poster.client, place)) is not None:
                return await poster.open(room, reply, key)
            return await replace(poster, written=written or poster.written).post(int(chat), reply, key)

        return await self._attempt(write, place.community)

    async def _attempt(self, write: Callable[[Poster], Awaitable[Posted]], community: str = "") -> Delivery:
        client = self._client
        if client.is_closed() or client.user is None:
            return Later(LATER)
        with attempt() as watched:
            try:
                async with asyncio.timeout(DEADLINE):
                    return Sent((await write(Poster(client, self._look))).ref)
            except TakenAwayError as error:
                return Sent(Posted(error.channel, ()).ref)
            except ERRORS as error:
                return outcome(error, watched, known=_knows(client, community))
            except Exception as error:  # noqa: BLE001  # the library reads answers without checking them
                _log.exception("A post ended in a mistake")
                return Unsure() if watched.accepted else Failed(type(error).__name__)


def _knows(client: discord.Client, community: str) -> bool:
    """Whether the bot is in the server, as far as it can tell."""
    return not community.isdecimal() or not client.is_ready() or guild_of(client, community) is not None
