"""Asking about chats and their members, and leaving them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.telegram import addressing
from tests.servers.telegram.members import become, member
from tests.servers.telegram.methods.registry import method
from tests.servers.telegram.model import Status
from tests.servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from tests.servers.telegram.calls import Call
    from tests.servers.telegram.model import Chat
    from tests.servers.telegram.realm import Realm

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@method("getChat")
def get_chat(realm: Realm, call: Call) -> object:
    """All that is known of a chat."""
    chat = addressing.chat(realm, call)
    writing = {} if chat.user or chat.type == "channel" else {"permissions": _permissions(chat)}
    return {
        **chat.as_json(),
        **writing,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def _permissions(chat: Chat) -> dict[str, bool]:
    """The Bot API's ChatPermissions: what those may do who do not administer a group."""
    return dict.fromkeys(("can_send_messages", "can_send_polls", "can_send_photos"), chat.members_write)


@method("getChatMember")
def get_chat_member(realm: Realm, call: Call) -> object:
    """What a user is in a chat."""
    chat = addressing.chat(realm, call)
    user = realm.users.get(call.integer("user_id"))
    if user is None:
        raise bad_request("user not found")
    if user is realm.bot:
        return member(user, chat.bot, posts=chat.bot_posts if chat.type == "channel" else None)
    return member(user, chat.standing(user))


@method("getChatAdministrators")
def get_chat_administrators(realm: Realm, call: Call) -> object:
    """Those who administer a chat, bots other than this one left out."""
    chat = addressing.chat(realm, call)
    if chat.user is not None:
        raise bad_request("there are no administrators in the private chat")
    ruling = [member(user, status) for user, status in chat.members.values() if status.rules]
    return [*ruling, member(realm.bot, chat.bot)] if chat.bot.rules else ruling


@method("getChatMemberCount")
def get_chat_member_count(realm: Realm, call: Call) -> object:
    """How many are in a chat, the bot included."""
    chat = addressing.chat(realm, call)
    return 1 + (sum(status.present for _, status in chat.members.values()) if chat.user is None else 1)


@method("leaveChat")
def leave_chat(realm: Realm, call: Call) -> object:
    """Leave a group or channel."""
    chat = addressing.chat(realm, call)
    if chat.user is not None:
        raise bad_request("chat member status can't be changed in private chats")
    become(realm, chat, Status.LEFT, realm.bot)
    return True
