"""What the bot may do in a channel, refused with Discord's codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import ApiError, Problem
from .permissions import Permission
from .world import Channel, Kind

if TYPE_CHECKING:
    from .platform import Platform
    from .posting import Draft


def demand(platform: Platform, channel: Channel, *permissions: Permission) -> None:
    """Refuse (50001, 50013) when the bot lacks the sight of a channel or one of the permissions."""
    granted = channel.permissions(platform.bot)
    if channel.kind is Kind.DM:
        return
    if not granted & Permission.VIEW_CHANNEL:
        raise ApiError(Problem.MISSING_ACCESS)
    if not all(granted & permission for permission in permissions):
        raise ApiError(Problem.MISSING_PERMISSIONS)


def demand_posting(platform: Platform, channel: Channel, draft: Draft) -> None:
    """Refuse a message where the bot may not post it; wake a thread that is only archived."""
    if channel.recipient and channel.recipient.dms_closed:
        raise ApiError(Problem.CLOSED_DIRECT_MESSAGES)
    if channel.kind is Kind.FORUM:
        raise ApiError(Problem.NO_TEXT_CHANNEL)
    sending = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    needed = [sending]
    if draft.body.get("embeds"):
        needed.append(Permission.EMBED_LINKS)
    if draft.files:
        needed.append(Permission.ATTACH_FILES)
    if draft.body.get("message_reference"):
        needed.append(Permission.READ_MESSAGE_HISTORY)
    demand(platform, channel, *needed)
    if channel.archived and channel.locked:
        raise ApiError(Problem.ARCHIVED_THREAD)
    channel.archived = False
