"""The bot itself, its gateway, users and guilds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.discord import payloads
from tests.servers.discord.errors import ApiError, Problem
from tests.servers.discord.rest import Call, Route

if TYPE_CHECKING:
    from tests.servers.discord.platform import Platform

STARTS = 1000
"""IDENTIFYs in 24 hours."""


async def get_me(platform: Platform, _call: Call) -> Any:
    """The bot's own user."""
    return payloads.user(platform.bot)


async def get_application(platform: Platform, _call: Call) -> Any:
    """The bot's application."""
    return platform.application()


async def get_gateway(platform: Platform, _call: Call) -> Any:
    """Where the gateway is, how many shards it wants, and how often the bot may still begin."""
    gateway = platform.gateway
    guilds = sum(1 for _ in platform.joined())
    limit = {
        "total": STARTS,
        "remaining": max(0, STARTS - gateway.identifies),
        "reset_after": 14_400_000,
        "max_concurrency": gateway.max_concurrency,
    }
    shards = max(1, -(-guilds // gateway.guilds_per_shard))
    return {"url": gateway.url, "shards": shards, "session_start_limit": limit}


async def get_user(platform: Platform, call: Call) -> Any:
    """A user."""
    user = platform.users.get(call.number("user"))
    if user is None:
        raise ApiError(Problem.UNKNOWN_USER)
    return payloads.user(user)


async def open_direct(platform: Platform, call: Call) -> Any:
    """The private conversation with a user, opened."""
    user = platform.users.get(int(call.json["recipient_id"]))
    if user is None:
        raise ApiError(Problem.UNKNOWN_USER)
    return payloads.channel(platform.direct_channel(user))


async def get_guild(platform: Platform, call: Call) -> Any:
    """A guild."""
    return payloads.guild(platform.guild(call.number("guild")), platform.bot)


async def get_guild_channels(platform: Platform, call: Call) -> Any:
    """A guild's channels."""
    return [payloads.channel(one) for one in platform.guild(call.number("guild")).channels.values()]


async def get_active_threads(platform: Platform, call: Call) -> Any:
    """A guild's threads that are not archived."""
    threads = platform.guild(call.number("guild")).threads.values()
    found = [payloads.channel(one, platform.bot) for one in threads if not one.archived]
    return {"threads": found, "members": []}


async def get_member(platform: Platform, call: Call) -> Any:
    """A member of a guild."""
    guild, number = platform.guild(call.number("guild")), call.number("user")
    if number not in guild.members:
        raise ApiError(Problem.UNKNOWN_MEMBER)
    user = platform.users[number]
    return {"user": payloads.user(user), **payloads.member(guild, user)}


ROUTES = [
    Route("GET", "/users/@me", get_me),
    Route("GET", "/oauth2/applications/@me", get_application),
    Route("GET", "/applications/@me", get_application),
    Route("GET", "/gateway/bot", get_gateway),
    Route("POST", "/users/@me/channels", open_direct),
    Route("GET", "/users/{user}", get_user),
    Route("GET", "/guilds/{guild}", get_guild),
    Route("GET", "/guilds/{guild}/channels", get_guild_channels),
    Route("GET", "/guilds/{guild}/threads/active", get_active_threads),
    Route("GET", "/guilds/{guild}/members/{user}", get_member),
]
