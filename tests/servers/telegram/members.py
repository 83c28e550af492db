"""How the Bot API tells what somebody is in a chat, and what they may do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tests.servers.telegram.model import Status

if TYPE_CHECKING:
    from tests.servers.telegram.model import Chat, User
    from tests.servers.telegram.realm import Realm

_ADMINISTRATOR = (
    "is_anonymous",
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_RESTRICTED = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)
_IN_CHANNELS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
_GRANTED = frozenset({"can_manage_chat", "can_delete_messages", "can_restrict_members", "can_invite_users"})


def member(user: User, status: Status, *, posts: bool | None = None) -> dict[str, Any]:
    """The Bot API's ChatMember of a status; ``posts`` is an administrator's right in a channel."""
    said: dict[str, Any] = {"status": status.value, "user": user.as_json()}
    if status is Status.OWNER:
        said["is_anonymous"] = False
    elif status is Status.ADMINISTRATOR:
        said |= {right: right in _GRANTED for right in _ADMINISTRATOR}
        if posts is not None:
            said |= {right: posts and right == "can_post_messages" for right in _IN_CHANNELS}
    elif status is Status.RESTRICTED:
        said |= {"is_member": True, "until_date": 0, **dict.fromkeys(_RESTRICTED, False)}
    elif status is Status.KICKED:
        said["until_date"] = 0
    return said


def become(realm: Realm, chat: Chat, status: Status, by: User) -> None:
    """Change what the bot is in a chat, and tell it."""
    old, chat.bot = chat.bot, status
    change = {
        "chat": chat.as_json(),
        "from": by.as_json(),
        "date": int(time.time()),
        "old_chat_member": member(realm.bot, old),
        "new_chat_member": member(realm.bot, status),
    }
    realm.updates.push("my_chat_member", change)
