"""Where a call wants to write, and whether the bot may: chats, topics, messages replied to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.telegram.model import Chat, Message, Status
from tests.servers.telegram.refusals import bad_request, forbidden, migrated

if TYPE_CHECKING:
    from tests.servers.telegram.calls import Call
    from tests.servers.telegram.realm import Realm

_NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def chat(realm: Realm, call: Call) -> Chat:
    """The chat that a call names, by id or @username.

    Raises:
        Refusal: 400 for an unknown chat or one that has moved, 403 for one that the bot is not in.
    """
    found = _lookup(realm, call.text("chat_id"))
    if found.migrated_to is not None:
        raise migrated(found.migrated_to.id)
    if found.bot.present:
        return found
    if found.user is not None:
        raise forbidden("bot was blocked by the user")
    name = _NAMES[found.type]
    if found.bot is Status.KICKED:
        raise forbidden(f"bot was kicked from the {name}")
    raise forbidden(f"bot is not a member of the {name}")


def writable(realm: Realm, call: Call) -> Chat:
    """The chat that a call wants to write to.

    Raises:
        Refusal: as `chat`, and 400 where the bot lacks the right.
    """
    found = chat(realm, call)
    if found.type == "channel" and not found.bot.rules:
        raise bad_request("need administrator rights in the channel chat")
    if found.type == "channel" and not found.bot_posts:
        raise bad_request("not enough rights to post messages in the channel")
    if found.bot is Status.RESTRICTED or not (found.members_write or found.bot.rules):
        raise bad_request("not enough rights to send text messages to the chat")
    return found


def placed(realm: Realm, call: Call) -> tuple[Chat, dict[str, Any]]:
    """The chat to write to, with the topic and the message replied to.

    Raises:
        Refusal: as `writable`, and 400 for a topic or message that is not there.
    """
    found = writable(realm, call)
    reply = _reply(found, call)
    return found, {"reply_to": reply, "thread": _thread(found, call, reply)}


def own_message(realm: Realm, call: Call) -> Message:
    """The bot's message that a call wants to edit.

    Raises:
        Refusal: 400 when it is not there or somebody else's.
    """
    if call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    message = chat(realm, call).messages.get(call.integer("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def _lookup(realm: Realm, wanted: str) -> Chat:
    if not wanted:
        raise bad_request("chat_id is empty")
    if wanted.startswith("@"):
        named = (chat for chat in realm.chats.values() if chat.username and chat.user is None)
        found = next((chat for chat in named if f"@{chat.username}".lower() == wanted.lower()), None)
    else:
        number = int(wanted) if wanted.removeprefix("-").isascii() and wanted.lstrip("-").isdigit() else 0
        found = realm.chats.get(number)
        if found is None and number in realm.users:
            raise forbidden("bot can't initiate conversation with a user")
    if found is None:
        raise bad_request("chat not found")
    return found


def _reply(found: Chat, call: Call) -> Message | None:
    wanted = call.value("reply_parameters")
    if wanted is None:
        return None
    if not isinstance(wanted, dict) or "message_id" not in wanted:
        raise bad_request('can\'t find field "message_id"')
    message = found.messages.get(wanted["message_id"])
    if message is not None and not message.deleted:
        if wanted.get("quote") and wanted["quote"] not in message.text:
            raise bad_request("QUOTE_TEXT_INVALID")
        return message
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _thread(found: Chat, call: Call, reply: Message | None) -> int | None:
    wanted = call.integer("message_thread_id") or (reply.thread if reply and found.is_forum else None)
    if not wanted:
        if found.is_forum and found.general_closed and not found.bot.rules:
            raise bad_request("TOPIC_CLOSED")
        return None
    if not found.is_forum:
        if found.type != "supergroup" or wanted not in found.messages:
            raise bad_request("message thread not found")
        return wanted
    if wanted not in found.topics:
        raise bad_request("message thread not found")
    if found.topics[wanted].closed and not found.bot.rules:
        raise bad_request("TOPIC_CLOSED")
    return wanted
