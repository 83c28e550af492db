"""Channels and threads; posts in forums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.discord import payloads
from tests.servers.discord.access import demand
from tests.servers.discord.errors import ApiError, Findings, Problem
from tests.servers.discord.permissions import Permission
from tests.servers.discord.posting import Draft, post
from tests.servers.discord.rest import Call, Route
from tests.servers.discord.sessions import Event, Intent
from tests.servers.discord.world import Channel, Kind

if TYPE_CHECKING:
    from tests.servers.discord.platform import Platform

TAG_REQUIRED = 1 << 4


async def get_channel(platform: Platform, call: Call) -> Any:
    """A channel."""
    channel = platform.channel(call.number("channel"))
    demand(platform, channel)
    return payloads.channel(channel, platform.bot)


async def start_thread(platform: Platform, call: Call) -> Any:
    """A thread, in a forum with its first message."""
    parent = platform.channel(call.number("channel"))
    body = call.json or {}
    _check_thread(body)
    if parent.kind is not Kind.FORUM:
        demand(platform, parent, Permission.CREATE_PUBLIC_THREADS)
        return payloads.channel(await _open(platform, parent, body["name"]), platform.bot)
    demand(platform, parent, Permission.SEND_MESSAGES)
    if parent.flags & TAG_REQUIRED and not body.get("applied_tags"):
        raise ApiError(Problem.TAG_REQUIRED)
    thread = Channel(platform.ids.next(), Kind.THREAD, body["name"], parent.guild, parent)
    draft = Draft(body.get("message") or {}, call.files, ("message",), call.where)
    message = await post(platform, thread, draft, id=thread.id)
    await _announce(platform, thread)
    return {**payloads.channel(thread, platform.bot), "message": payloads.message(message, platform.users)}


async def start_thread_from_message(platform: Platform, call: Call) -> Any:
    """A thread that hangs on a message, with its id."""
    parent = platform.channel(call.number("channel"))
    demand(platform, parent, Permission.CREATE_PUBLIC_THREADS)
    message = parent.messages.get(call.number("message"))
    if message is None:
        raise ApiError(Problem.UNKNOWN_MESSAGE)
    _check_thread(call.json or {})
    return payloads.channel(await _open(platform, parent, call.json["name"], message.id), platform.bot)


async def edit_channel(platform: Platform, call: Call) -> Any:
    """Rename a thread, archive or lock it, or wake it up."""
    thread = platform.channel(call.number("channel"))
    body = call.json or {}
    wakes = body == {"archived": False} and not thread.locked
    demand(platform, thread, Permission.SEND_MESSAGES_IN_THREADS if wakes else Permission.MANAGE_THREADS)
    thread.name = body.get("name", thread.name)
    thread.archived = body.get("archived", thread.archived)
    thread.locked = body.get("locked", thread.locked)
    data = payloads.channel(thread, platform.bot)
    await platform.gateway.dispatch(Event("THREAD_UPDATE", data, thread.guild_id, Intent.GUILDS))
    return data


async def join_thread(platform: Platform, call: Call) -> None:
    """Become a member of a thread."""
    demand(platform, platform.channel(call.number("channel")))


async def type_in(platform: Platform, call: Call) -> None:
    """Show that the bot is typing."""
    channel = platform.channel(call.number("channel"))
    demand(platform, channel, Permission.SEND_MESSAGES)


def _check_thread(body: dict[str, Any]) -> None:
    findings = Findings()
    findings.text(("name",), body.get("name"), 100, 1)
    minutes = body.get("auto_archive_duration")
    right = minutes in {None, 60, 1440, 4320, 10080}
    message = "Value must be one of (60, 1440, 4320, 10080)."
    findings.require(right, ("auto_archive_duration",), "BASE_TYPE_CHOICES", message)
    findings.items(("applied_tags",), body.get("applied_tags") or [], 5)
    findings.check()


async def _open(platform: Platform, parent: Channel, name: str, number: int | None = None) -> Channel:
    thread = Channel(number or platform.ids.next(), Kind.THREAD, name, parent.guild, parent)
    await _announce(platform, thread)
    return thread


async def _announce(platform: Platform, thread: Channel) -> None:
    platform.channels[thread.id] = thread
    if thread.guild:
        thread.guild.threads[thread.id] = thread
    data = {**payloads.channel(thread, platform.bot), "newly_created": True}
    await platform.gateway.dispatch(Event("THREAD_CREATE", data, thread.guild_id, Intent.GUILDS))


ROUTES = [
    Route("GET", "/channels/{channel}", get_channel),
    Route("PATCH", "/channels/{channel}", edit_channel),
    Route("POST", "/channels/{channel}/threads", start_thread),
    Route("POST", "/channels/{channel}/messages/{message}/threads", start_thread_from_message),
    Route("PUT", "/channels/{channel}/thread-members/@me", join_thread),
    Route("POST", "/channels/{channel}/typing", type_in),
]
