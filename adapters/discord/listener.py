"""Discord's events, each led to what answers it; failures end with the event that they belong to."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from adapters.discord import reading
from bot.blocks import Reply
from bot.seam import Change, Post

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adapters.discord.interactions import Interactions
    from adapters.discord.messages import Messages
    from adapters.discord.work import Work

_log = logging.getLogger(__name__)


class Listener:
    """What the client calls, by the names that the library gives to events."""

    def __init__(
        self, client: discord.Client, work: Work, messages: Messages, interactions: Interactions
    ) -> None:
        self._client = client
        self._work = work
        self._messages = messages
        self._interactions = interactions
        self.online = False
        """Whether a connection is established as far as is known."""

    def listen(self) -> None:
        """Have the client call; once for each client."""
        for name in dir(self):
            if name.startswith("on_"):
                self._client.event(getattr(self, name))

    async def on_connect(self) -> None:
        """A connection was established."""
        self.online = True

    async def on_resumed(self) -> None:
        """A connection was established again."""
        self.online = True

    async def on_disconnect(self) -> None:
        """A connection was lost; the library goes on trying."""
        self.online = False

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote something."""
        with self._work.under_way(message.id) as taken:
            if taken:
                await self._messages.ask(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody rewrote something, or Discord added a preview to it."""
        with self._work.under_way() as taken:
            if taken:
                await self._messages.edit(payload.message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message is no more."""
        await self._deleted([payload.message_id])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Several messages are no more."""
        await self._deleted(payload.message_ids)

    async def _deleted(self, ids: Iterable[int]) -> None:
        with self._work.under_way() as taken:
            if taken:
                await self._messages.delete(ids)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A button was pressed or a form filled in; commands go through their tree."""
        await self._interactions.pressed_or_filled_in(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was added to a server."""
        await self._moved(guild, Change.ADDED)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        await self._moved(guild, Change.REMOVED)

    async def _moved(self, guild: discord.Guild, change: Change) -> None:
        with self._work.under_way() as taken:
            if not taken or self._client.user is None:
                return
            event = reading.membership(guild, change, self._client.user.id)
            response = await self._work.handle(event)
            greeting = [Post(event.place, response.reply)] if isinstance(response.reply, Reply) else []
            key = f"{change}/{guild.id}/{event.at.isoformat()}"
            await self._work.deliver([*greeting, *response.posts], key)

    async def on_error(self, event: str, *_args: Any, **_kwargs: Any) -> None:
        """An event was not answered; one line when it was the platform or the network."""
        error = sys.exc_info()[1]
        if isinstance(error, discord.HTTPException):
            _log.warning("Not answered, %s: %d (code %d)", event, error.status, error.code)
        elif isinstance(error, (aiohttp.ClientError, OSError, TimeoutError, discord.RateLimited)):
            _log.warning("Not answered, %s: %s", event, type(error).__name__)
        else:
            _log.error("Not answered, %s", event, exc_info=error)
