"""Messages in channels, and the files of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.discord import payloads, posting
from tests.servers.discord.access import demand, demand_posting
from tests.servers.discord.errors import ApiError, Findings, Problem
from tests.servers.discord.permissions import Permission
from tests.servers.discord.rest import Call, Route
from tests.servers.discord.sessions import Intent
from tests.servers.discord.world import Kind, Message

if TYPE_CHECKING:
    from tests.servers.discord.platform import Platform
    from tests.servers.discord.posting import Draft
    from tests.servers.discord.world import Channel

REPLY = 19


async def send(platform: Platform, call: Call) -> Any:
    """Post a message; with ``enforce_nonce`` the same nonce brings back the first one."""
    channel = platform.channel(call.number("channel"))
    draft = call.draft()
    demand_posting(platform, channel, draft)
    message = _first_of_nonce(platform, channel, draft)
    if message is None:
        reference = _reference(channel, draft)
        kind = REPLY if reference else 0
        message = await posting.post(platform, channel, draft, reference=reference, type=kind)
        _remember(platform, message)
    return payloads.message(message, platform.users)


async def get_message(platform: Platform, call: Call) -> Any:
    """A message that others can see too."""
    channel = platform.channel(call.number("channel"))
    demand(platform, channel, Permission.READ_MESSAGE_HISTORY)
    return _read(platform, _message(channel, call))


async def get_history(platform: Platform, call: Call) -> Any:
    """Messages of a channel, the newest first."""
    channel = platform.channel(call.number("channel"))
    demand(platform, channel)
    if (
        channel.kind is not Kind.DM
        and not channel.permissions(platform.bot) & Permission.READ_MESSAGE_HISTORY
    ):
        return []
    limit = int(call.query.get("limit", 50))
    before, after = int(call.query.get("before", 1 << 63)), int(call.query.get("after", 0))
    found = [one for one in channel.messages.values() if after < one.id < before and not one.ephemeral]
    chosen = found[:limit] if after else found[-limit:]
    return [_read(platform, one) for one in reversed(chosen)]


async def edit(platform: Platform, call: Call) -> Any:
    """Change one of the bot's messages."""
    channel = platform.channel(call.number("channel"))
    demand(platform, channel)
    message = _message(channel, call)
    if message.author is not platform.bot:
        raise ApiError(Problem.NOT_THE_AUTHOR)
    return payloads.message(await posting.edit(platform, message, call.draft()), platform.users)


async def delete(platform: Platform, call: Call) -> None:
    """Take a message away: the bot's, or with permission another's."""
    channel = platform.channel(call.number("channel"))
    demand(platform, channel)
    message = _message(channel, call)
    if message.author is not platform.bot:
        demand(platform, channel, Permission.MANAGE_MESSAGES)
    await posting.delete(platform, message)


def _message(channel: Channel, call: Call) -> Message:
    message = channel.messages.get(call.number("message"))
    if message is None or message.ephemeral:
        raise ApiError(Problem.UNKNOWN_MESSAGE)
    return message


def _read(platform: Platform, message: Message) -> dict[str, Any]:
    """A message as the bot may read it, content withheld as in events; nonces are not kept for long."""
    payload = payloads.message(message, platform.users)
    payload.pop("nonce", None)
    if any(session.intents & Intent.MESSAGE_CONTENT for session in platform.gateway.sessions):
        return payload
    return payloads.withheld(message, payload, platform.bot)


def _reference(channel: Channel, draft: Draft) -> Message | None:
    asked = draft.body.get("message_reference")
    if not asked:
        return None
    message = channel.messages.get(int(asked["message_id"]))
    if message is None and asked.get("fail_if_not_exists", True):
        findings = Findings()
        findings.add(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        raise ApiError(Problem.INVALID_FORM, findings.tree)
    return message


def _first_of_nonce(platform: Platform, channel: Channel, draft: Draft) -> Message | None:
    """The message that the same nonce made within the window."""
    nonce = draft.body.get("nonce")
    if nonce is None or not draft.body.get("enforce_nonce"):
        return None
    then, message = platform.nonces.get(str(nonce), (float("-inf"), None))
    if message is None or platform.clock.now() - then > platform.nonce_window:
        return None
    if message.channel is not channel or draft.body.get("content") != message.raw.get("content"):
        platform.journal.blame("nonce", draft.where, f"{nonce} serves two messages")
    if message.deleted:
        raise ApiError(Problem.UNKNOWN_MESSAGE)
    return message


def _remember(platform: Platform, message: Message) -> None:
    """Keep a nonce; those out of the window are let go."""
    if message.nonce is None:
        return
    now, nonces = platform.clock.now(), platform.nonces
    while nonces and now - next(iter(nonces.values()))[0] > platform.nonce_window:
        nonces.popitem(last=False)
    nonces[str(message.nonce)] = (now, message)


ROUTES = [
    Route("POST", "/channels/{channel}/messages", send),
    Route("GET", "/channels/{channel}/messages", get_history),
    Route("GET", "/channels/{channel}/messages/{message}", get_message),
    Route("PATCH", "/channels/{channel}/messages/{message}", edit),
    Route("DELETE", "/channels/{channel}/messages/{message}", delete),
]
