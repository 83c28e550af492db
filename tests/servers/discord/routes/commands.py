"""The bot's commands, globally and by guild."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.discord.errors import ApiError, Problem
from tests.servers.discord.rest import Call, Route

if TYPE_CHECKING:
    from tests.servers.discord.platform import Platform


def _scope(platform: Platform, call: Call) -> int | None:
    if call.number("application") != platform.bot.id:
        raise ApiError(Problem.MISSING_ACCESS)
    if "guild" not in call.parts:
        return None
    guild = platform.guilds.get(call.number("guild"))
    if guild is None or not guild.joined:
        raise ApiError(Problem.MISSING_ACCESS)
    return guild.id


async def overwrite(platform: Platform, call: Call) -> Any:
    """Replace them all."""
    return platform.commands.overwrite(_scope(platform, call), call.json)


async def list_all(platform: Platform, call: Call) -> Any:
    """List them all."""
    return platform.commands.list(_scope(platform, call))


async def delete(platform: Platform, call: Call) -> None:
    """Take one away."""
    platform.commands.delete(_scope(platform, call), call.number("command"))


GLOBAL = "/applications/{application}/commands"
LOCAL = "/applications/{application}/guilds/{guild}/commands"
ROUTES = [
    route
    for path in (GLOBAL, LOCAL)
    for route in (
        Route("PUT", path, overwrite),
        Route("GET", path, list_all),
        Route("DELETE", path + "/{command}", delete),
    )
]
