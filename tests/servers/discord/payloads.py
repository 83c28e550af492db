"""Payloads as Discord sends them: users, members, guilds, channels and messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .world import Kind

if TYPE_CHECKING:
    from .world import Attachment, Channel, Guild, Message, User

MENTION = re.compile(r"<@!?(\d+)>")
JOINED = "2024-01-01T00:00:00+00:00"
WITHHELD: dict[str, Any] = {"content": "", "embeds": [], "components": [], "attachments": []}
"""What a bot without the intent MESSAGE_CONTENT gets of others' messages."""

Payload = dict[str, Any]


def user(one: User) -> Payload:
    """A user."""
    return {
        "id": str(one.id),
        "username": one.name,
        "discriminator": "0",
        "global_name": None if one.bot else one.name,
        "avatar": None,
        "bot": one.bot,
        "public_flags": 0,
    }


def member(guild: Guild, one: User) -> Payload:
    """A member, without the user."""
    roles = [str(role) for role in guild.members.get(one.id, ())]
    return {"roles": roles, "flags": 0, "joined_at": JOINED, "deaf": False, "mute": False, "nick": None}


def channel(one: Channel, bot: User | None = None) -> Payload:
    """A channel or thread."""
    if one.kind is Kind.DM:
        recipients = [user(one.recipient)] if one.recipient else []
        return {"id": str(one.id), "type": 1, "recipients": recipients, "last_message_id": None, "flags": 0}
    payload: Payload = {
        "id": str(one.id),
        "type": int(one.kind),
        "name": one.name,
        "position": 0,
        "guild_id": str(one.guild_id),
        "flags": one.flags,
        "parent_id": str(one.parent.id) if one.parent else None,
        "nsfw": False,
        "topic": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "permission_overwrites": [
            {
                "id": str(target),
                "type": int(target not in _roles(one)),
                "allow": str(allow),
                "deny": str(deny),
            }
            for target, (allow, deny) in one.overwrites.items()
        ],
    }
    if one.kind is Kind.FORUM:
        payload |= {
            "available_tags": one.tags,
            "default_auto_archive_duration": 1440,
            "default_forum_layout": 0,
        }
    if one.kind is Kind.VOICE:
        payload |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None, "video_quality_mode": 1}
    return {**payload, **_thread(one, bot)} if one.is_thread else payload


def _roles(one: Channel) -> set[int]:
    return {one.guild.id, *one.guild.roles} if one.guild else set()


def _thread(one: Channel, bot: User | None) -> Payload:
    payload: Payload = {
        "owner_id": str(bot.id if bot else 0),
        "member_count": 1,
        "message_count": len(one.messages),
        "thread_metadata": {
            "archived": one.archived,
            "locked": one.locked,
            "auto_archive_duration": 1440,
            "archive_timestamp": JOINED,
            "create_timestamp": JOINED,
        },
    }
    if bot:
        payload["member"] = {
            "id": str(one.id),
            "user_id": str(bot.id),
            "join_timestamp": JOINED,
            "flags": 0,
        }
    return payload


def guild(one: Guild, bot: User) -> Payload:
    """A guild as GUILD_CREATE carries it: the bot is the only member in it."""
    roles = [
        (one.id, "@everyone", one.everyone),
        *((r.id, r.name, r.permissions) for r in one.roles.values()),
    ]
    return {
        **partial_guild(one),
        "name": one.name,
        "icon": None,
        "owner_id": str(one.owner.id),
        "unavailable": False,
        "large": False,
        "joined_at": JOINED,
        "member_count": len(one.members),
        "preferred_locale": one.locale,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "roles": [
            {
                "id": str(number),
                "name": name,
                "permissions": str(int(bits)),
                "position": place,
                "color": 0,
                "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
                "hoist": False,
                "managed": False,
                "mentionable": False,
                "flags": 0,
            }
            for place, (number, name, bits) in enumerate(roles)
        ],
        "channels": [channel(each) for each in one.channels.values()],
        "threads": [channel(each, bot) for each in one.threads.values() if not each.archived],
        "members": [{"user": user(bot), **member(one, bot)}],
        "emojis": [],
        "stickers": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
    }


def partial_guild(one: Guild) -> Payload:
    """A guild as interactions carry it."""
    return {"id": str(one.id), "locale": one.locale, "features": []}


def attachment(one: Attachment) -> Payload:
    """A file."""
    return {
        "id": str(one.id),
        "filename": one.filename,
        "size": len(one.content),
        "url": one.url,
        "proxy_url": one.url,
        "content_type": one.content_type,
        "description": one.description,
    }


def message(one: Message, users: dict[int, User], *, depth: int = 1) -> Payload:
    """A message as answers to requests carry it; the message replied to is in it too."""
    mentioned = {int(found) for found in MENTION.findall(one.content)}
    mentioned |= {int(ping) for ping in one.pings if ping.isdecimal()}
    payload: Payload = {
        "id": str(one.id),
        "channel_id": str(one.channel.id),
        "author": user(one.author),
        "content": one.content,
        "timestamp": one.created,
        "edited_timestamp": one.edited,
        "tts": False,
        "mention_everyone": "everyone" in one.pings,
        "mentions": [user(users[found]) for found in mentioned if found in users],
        "mention_roles": [ping for ping in one.pings if ping.isdecimal() and int(ping) not in users],
        "attachments": [attachment(each) for each in one.attachments],
        "embeds": one.embeds,
        "components": one.components,
        "pinned": False,
        "flags": one.flags,
        "type": one.type,
    }
    if one.nonce is not None:
        payload["nonce"] = one.nonce
    if one.interaction:
        payload["interaction_metadata"] = one.interaction
        payload["webhook_id"] = payload["application_id"] = str(one.author.id)
    if one.reference and depth:
        payload["message_reference"] = {
            "type": 0,
            "message_id": str(one.reference.id),
            "channel_id": str(one.reference.channel.id),
        }
        if one.channel.guild_id:
            payload["message_reference"]["guild_id"] = str(one.channel.guild_id)
        gone = one.reference.deleted
        payload["referenced_message"] = None if gone else message(one.reference, users, depth=depth - 1)
    return payload


def message_event(one: Message, users: dict[int, User]) -> Payload:
    """A message as events carry it: in a guild with the member who wrote it."""
    payload = message(one, users)
    if one.channel.guild:
        payload["guild_id"] = str(one.channel.guild.id)
        if not one.interaction:
            payload["member"] = member(one.channel.guild, one.author)
    return payload


def withheld(one: Message, payload: Payload, bot: User) -> Payload:
    """The same event for a bot without the intent to read content."""
    referenced = payload.get("referenced_message")
    if referenced and one.reference and not readable(one.reference, bot):
        payload = {**payload, "referenced_message": {**referenced, **WITHHELD}}
    return payload if readable(one, bot) else {**payload, **WITHHELD}


def readable(one: Message, bot: User) -> bool:
    """Whether the bot may read a message without the intent to."""
    if one.channel.kind is Kind.DM or one.author is bot:
        return True
    if f"<@{bot.id}>" in one.content or f"<@!{bot.id}>" in one.content:
        return True
    answered = one.reference
    return bool(answered and answered.author is bot and not answered.interaction and str(bot.id) in one.pings)
