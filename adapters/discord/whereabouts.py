"""Where on Discord a post may go: the channel or thread behind a place, and what the bot may do there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord

from adapters.discord.markdown import visible
from adapters.discord.outcome import ERRORS, LATER
from adapters.discord.reading import NAME
from bot.delivery import Forbidden, Gone, Lack, Later, Located
from bot.seam import Place

if TYPE_CHECKING:
    from bot.delivery import Whereabouts

DEADLINE: Final = 5.0
"""Seconds for looking a thread up."""
PLACES: Final = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.forum,
    discord.ChannelType.media,
)
"""The kinds of channels that members may name as the place of a post."""
_WITHIN: Final = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
_UNKNOWN: Final = frozenset({10003, 10004, 50001})
"""Unknown channel or server, and one that is none of the bot's concern."""


def guild_of(client: discord.Client, community: str) -> discord.Guild | None:
    """The server that a community is, when the bot is in it."""
    return client.get_guild(int(community)) if community.isdecimal() else None


def knows(client: discord.Client, community: str) -> bool:
    """Whether the library can tell about a community: not before it was told, nor in an outage of it."""
    guild = guild_of(client, community)
    if guild is None:
        return client.is_ready() or (client.user is not None and not community.isdecimal())
    return not guild.unavailable


def cached(guild: discord.Guild, chat: str) -> Any:
    """The channel or thread of that id as the library knows it; it knows no threads that are archived."""
    return guild.get_channel_or_thread(int(chat)) if chat.isdecimal() else None


def permissions(client: discord.Client, channel: Any) -> discord.Permissions | None:
    """What the bot may do in a channel or thread; None while the library does not know."""
    guild: discord.Guild = channel.guild
    me = guild.get_member(client.user.id) if client.user is not None else None
    return None if guild.unavailable or me is None else channel.permissions_for(me)


def forum(client: discord.Client, place: Place) -> discord.ForumChannel | None:
    """The forum that a place is, None when it is anything else."""
    guild = guild_of(client, place.community) if place.thread is None else None
    found = cached(guild, place.chat) if guild is not None else None
    return found if isinstance(found, discord.ForumChannel) else None


async def locate(client: discord.Client, place: Place) -> Whereabouts:
    """Whether the bot may post in ``place``: a channel, thread or forum of its own community."""
    if place.private:
        return Located(place, "")
    if not knows(client, place.community):
        return Later(LATER)
    guild = guild_of(client, place.community)
    if guild is None:
        return Gone()
    found = await _channel(client, guild, place.thread or place.chat)
    return found if isinstance(found, Gone | Later) else _judged(found, permissions(client, found))


async def _channel(client: discord.Client, guild: discord.Guild, chat: str) -> Any:
    """The channel, ``Gone`` when the server has none of that id, ``Later`` when nobody can tell just now."""
    if (known := cached(guild, chat)) is not None or not chat.isdecimal():
        return known or Gone()
    try:
        async with asyncio.timeout(DEADLINE):
            fetched = await client.fetch_channel(int(chat))
    except discord.InvalidData:
        return Gone()
    except discord.HTTPException as error:
        return Gone() if error.code in _UNKNOWN else Later(LATER)
    except (*ERRORS, KeyError, TypeError):
        # The last two for an answer that the library cannot read.
        return Later(LATER)
    return fetched if getattr(fetched, "guild", None) == guild else Gone()


def _judged(channel: Any, granted: discord.Permissions | None) -> Whereabouts:
    if granted is None:
        return Later(LATER)
    lack = _lack(channel, granted)
    return _located(channel) if lack is None else Forbidden(lack)


def _located(channel: Any) -> Located:
    community, name = str(channel.guild.id), visible(channel.name)
    if not isinstance(channel, discord.Thread):
        return Located(Place(NAME, community, str(channel.id)), f"#{name}")
    here = Place(NAME, community, str(channel.parent_id), str(channel.id))
    above = f"#{visible(channel.parent.name)}{_WITHIN}" if channel.parent is not None else ""
    return Located(here, f"{above}{name}")


def _lack(channel: Any, granted: discord.Permissions) -> Lack | None:
    if not granted.view_channel:
        return Lack.SIGHT
    if isinstance(channel, discord.Thread):
        if channel.archived and channel.locked and not granted.manage_threads:
            return Lack.OPEN
        return None if granted.send_messages_in_threads else Lack.WRITING
    writable = isinstance(channel, discord.abc.Messageable | discord.ForumChannel)
    if not writable or not granted.send_messages:
        return Lack.WRITING
    return Lack.TAG if isinstance(channel, discord.ForumChannel) and channel.flags.require_tag else None
