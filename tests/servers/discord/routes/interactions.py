"""Responses to interactions: the callback, the original message and follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.discord import payloads
from tests.servers.discord.errors import ApiError, Problem
from tests.servers.discord.responding import Responding
from tests.servers.discord.rest import Call, Route

if TYPE_CHECKING:
    from tests.servers.discord.platform import Platform


async def respond(platform: Platform, call: Call) -> Any:
    """The first response."""
    interaction = platform.interactions.get(call.parts["token"])
    if interaction is None or interaction.id != call.number("interaction"):
        raise ApiError(Problem.UNKNOWN_INTERACTION)
    result = await Responding(platform, interaction).callback(call.draft())
    return result if call.query.get("with_response") in {"1", "true"} else None


async def follow_up(platform: Platform, call: Call) -> Any:
    """A further message."""
    message = await _responding(platform, call).follow_up(call.draft())
    return payloads.message(message, platform.users)


async def get_response(platform: Platform, call: Call) -> Any:
    """One of the messages."""
    message = await _responding(platform, call).message(call.parts["message"])
    return payloads.message(message, platform.users)


async def edit_response(platform: Platform, call: Call) -> Any:
    """Change one of the messages."""
    responding = _responding(platform, call)
    message = await responding.edit(await responding.message(call.parts["message"]), call.draft())
    return payloads.message(message, platform.users)


async def delete_response(platform: Platform, call: Call) -> None:
    """Take one of the messages away."""
    responding = _responding(platform, call)
    await responding.delete(await responding.message(call.parts["message"]))


def _responding(platform: Platform, call: Call) -> Responding:
    interaction = platform.interactions.get(call.parts["token"])
    if interaction is None or call.number("application") != platform.bot.id:
        raise ApiError(Problem.UNKNOWN_WEBHOOK)
    return Responding(platform, interaction)


HOOK = "/webhooks/{application}/{token}"
ROUTES = [
    Route("POST", "/interactions/{interaction}/{token}/callback", respond, bare=True),
    Route("POST", HOOK, follow_up, bare=True),
    Route("GET", HOOK + "/messages/{message}", get_response, bare=True),
    Route("PATCH", HOOK + "/messages/{message}", edit_response, bare=True),
    Route("DELETE", HOOK + "/messages/{message}", delete_response, bare=True),
]
