"""Permission bits and how they add up in a channel.

Source: docs.discord.com/developers/topics/permissions.
"""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .world import Channel, Guild, User


class Permission(IntFlag):
    """The bits that the server looks at."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EXTERNAL_APPS = 1 << 50


P = Permission
ALL = (1 << 53) - 1
ADMINISTRATOR = int(P.ADMINISTRATOR)
EVERYONE = (
    P.VIEW_CHANNEL
    | P.SEND_MESSAGES
    | P.EMBED_LINKS
    | P.ATTACH_FILES
    | P.READ_MESSAGE_HISTORY
    | P.USE_APPLICATION_COMMANDS
    | P.CREATE_PUBLIC_THREADS
    | P.SEND_MESSAGES_IN_THREADS
    | P.USE_EXTERNAL_APPS
)
"""What everybody may do in a new guild."""


def permissions_in(guild: Guild, user: User, channel: Channel | None = None) -> int:
    """What a user may do in a guild or one of its channels; a thread has its parent's rules."""
    if user.id == guild.owner.id:
        return ALL
    roles = guild.members.get(user.id, frozenset())
    granted = guild.everyone
    for role in roles:
        granted |= guild.roles[role].permissions
    if granted & ADMINISTRATOR:
        return ALL
    place = channel and (channel.parent or channel)
    if place and place.overwrites:
        granted = _overwritten(granted, place, (guild.id, *roles, user.id))
    return granted


def _overwritten(granted: int, channel: Channel, targets: tuple[int, ...]) -> int:
    """Everyone's overwrite first, then those of all roles together, the member's own last."""
    everyone, *roles, member = (channel.overwrites.get(target, (0, 0)) for target in targets)
    allowed = denied = 0
    for allow, deny in roles:
        allowed, denied = allowed | allow, denied | deny
    for allow, deny in (everyone, (allowed, denied), member):
        granted = granted & ~deny | allow
    return granted
