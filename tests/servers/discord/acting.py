"""What users do that becomes an interaction: commands, controls, forms.

They can do only what Discord's client lets them: ``LookupError`` and ``ValueError`` tell a test that it
asked for more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import options, payloads
from .interactions import Did, Interaction
from .sessions import Event
from .world import Channel, Message, User, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .platform import Platform

KEPT_INTERACTIONS = 50_000
ATTACHMENT_LIMIT = 10 * 1024 * 1024
GUILD, DIRECT, ELSEWHERE = range(3)
"""Contexts of interactions."""


async def interact(
    platform: Platform, did: Did, user: User, channel: Channel, data: dict[str, Any], **fields: Any
) -> Interaction:
    """Make an interaction and tell the bot of it; ``fields`` are further ones of :class:`Interaction`."""
    guild = channel.guild
    abroad = bool(guild and not guild.joined)
    began = platform.clock.now()
    interaction = Interaction(platform.ids.next(), did, user, channel, data, began, abroad=abroad, **fields)
    platform.interactions[interaction.token] = interaction
    if len(platform.interactions) > KEPT_INTERACTIONS:
        platform.interactions.popitem(last=False)
    event = Event("INTERACTION_CREATE", _payload(platform, interaction), channel.guild_id)
    await platform.gateway.dispatch(event)
    return interaction


def _payload(platform: Platform, one: Interaction) -> dict[str, Any]:
    """The interaction as the bot gets it."""
    payload: dict[str, Any] = {
        "id": str(one.id),
        "application_id": str(platform.bot.id),
        "type": int(one.type),
        "token": one.token,
        "version": 1,
        "data": one.data,
        "channel_id": str(one.channel.id),
        "channel": payloads.channel(one.channel, platform.bot),
        "locale": one.locale,
        "app_permissions": str(one.channel.permissions(platform.bot)),
        "entitlements": [],
        "attachment_size_limit": ATTACHMENT_LIMIT,
        **_place(one),
    }
    if one.message:
        payload["message"] = payloads.message(one.message, platform.users)
    return payload


def _place(one: Interaction) -> dict[str, Any]:
    """Where it happened, and by whose installation the bot is there."""
    user, guild = payloads.user(one.user), one.channel.guild
    if guild is None:
        return {"user": user, "context": DIRECT, "authorizing_integration_owners": {"0": "0"}}
    permissions = str(one.channel.permissions(one.user))
    owners = {"1": str(one.user.id)} if one.abroad else {"0": str(guild.id)}
    return {
        "guild_id": str(guild.id),
        "guild": payloads.partial_guild(guild),
        "guild_locale": guild.locale,
        "member": {"user": user, **payloads.member(guild, one.user), "permissions": permissions},
        "context": GUILD,
        "authorizing_integration_owners": owners,
    }


async def choose_command(
    platform: Platform,
    user: User,
    channel: Channel,
    name: str,
    given: Mapping[str, options.Value],
    **fields: Any,
) -> Interaction:
    """Use a slash command; a name of several words is a subcommand. ``focused`` makes it an autocomplete."""
    focused = fields.pop("focused", None)
    registered = options.find(platform, user, channel, name.split(maxsplit=1)[0], 1)
    data, resolved = options.fill(registered, name.split()[1:], given, focused)
    if resolved:
        data["resolved"] = resolved
    did = Did.AUTOCOMPLETE if focused else Did.COMMAND
    return await interact(platform, did, user, channel, data, **fields)


async def choose_on_message(
    platform: Platform, user: User, name: str, message: Message, **fields: Any
) -> Interaction:
    """Use a message's context menu: the bot gets its text whatever its intents are."""
    registered = options.find(platform, user, message.channel, name, 3)
    target = str(message.id)
    data = {**options.heading(registered), "target_id": target}
    data["resolved"] = {"messages": {target: payloads.message(message, platform.users)}}
    return await interact(platform, Did.COMMAND, user, message.channel, data, **fields)


async def press(
    platform: Platform, user: User, message: Message, custom_id: str, values: list[str] | None, **fields: Any
) -> Interaction:
    """Press a button, or choose from a select."""
    control = next((one for one in message.controls if one["custom_id"] == custom_id), None)
    if control is None or message.deleted:
        raise LookupError(f"{custom_id!r} is not among {[one['custom_id'] for one in message.controls]}")
    if control.get("disabled"):
        raise ValueError(f"{custom_id!r} is disabled")
    if message.ephemeral and message.visible_to is not user:
        raise ValueError(f"{user.name} does not see this message")
    data: dict[str, Any] = {"custom_id": custom_id, "component_type": control["type"], "id": control["id"]}
    if values is not None:
        data["values"] = options.chosen(control, values)
    return await interact(platform, Did.COMPONENT, user, message.channel, data, message=message, **fields)


async def submit(
    platform: Platform, user: User, shown: Interaction, values: dict[str, Any], **fields: Any
) -> Interaction:
    """Send a form off, its values by ``custom_id``; those not given are left as they were shown."""
    modal = shown.response.modal
    if modal is None:
        raise LookupError(f"no form was shown in answer to {shown.data}")
    unknown = values.keys() - {part["custom_id"] for part in walk(modal["components"]) if "custom_id" in part}
    if unknown:
        raise LookupError(f"the form has no fields {sorted(unknown)}")
    components = [options.filled(part, values) for part in modal["components"]]
    data = {"custom_id": modal["custom_id"], "components": components}
    fields.setdefault("message", shown.message)
    return await interact(platform, Did.MODAL, user, shown.channel, data, **fields)
