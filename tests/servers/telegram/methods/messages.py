"""Sending, editing and deleting messages of text."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from telegram.constants import ChatAction
from tests.servers.telegram import addressing, keyboards, texts
from tests.servers.telegram.methods.registry import method
from tests.servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from tests.servers.telegram.calls import Call
    from tests.servers.telegram.model import Message
    from tests.servers.telegram.realm import Realm

_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
MOST_DELETED = 100


@method("sendMessage")
def send_message(realm: Realm, call: Call) -> object:
    """Post a text."""
    content = _text(realm, call)
    markup = keyboards.check(call.value("reply_markup"))
    chat, place = addressing.placed(realm, call)
    return realm.post(chat, content, markup=markup, **place).as_json()


@method("editMessageText")
def edit_message_text(realm: Realm, call: Call) -> object:
    """Replace the text and the keyboard of the bot's own message."""
    content = _text(realm, call)
    message = addressing.own_message(realm, call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _edited(message, content, call)


@method("editMessageCaption")
def edit_message_caption(realm: Realm, call: Call) -> object:
    """Replace the caption and the keyboard of the bot's own message."""
    message = addressing.own_message(realm, call)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return _edited(message, {**kept, **texts.caption(call)}, call)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(realm: Realm, call: Call) -> object:
    """Replace the keyboard of the bot's own message, or take it away."""
    message = addressing.own_message(realm, call)
    return _edited(message, message.content, call)


@method("deleteMessage")
def delete_message(realm: Realm, call: Call) -> object:
    """Delete a message: the bot's own, or any where it may."""
    _delete(realm, call, call.integer("message_id"))
    return True


@method("deleteMessages")
def delete_messages(realm: Realm, call: Call) -> object:
    """Delete several messages; those that are not there are passed over."""
    wanted = call.value("message_ids") or []
    if not 1 <= len(wanted) <= MOST_DELETED:
        raise bad_request("message identifiers are not specified")
    chat = addressing.chat(realm, call)
    for number in wanted:
        if number in chat.messages:
            _delete(realm, call, number)
    return True


@method("sendChatAction")
def send_chat_action(realm: Realm, call: Call) -> object:
    """Show that the bot is doing something."""
    addressing.placed(realm, call)
    if call.text("action") not in set(ChatAction):
        raise bad_request("wrong parameter action in request")
    return True


def _text(realm: Realm, call: Call) -> dict[str, Any]:
    text, entities = texts.message_text(call)
    previews = call.value("link_preview_options")
    for doubt in texts.doubts(text, entities, realm.bot.username or "", previews):
        realm.violations.append(f"{call.method}: {doubt}")
    kept = entities[: texts.MOST_ENTITIES]
    content: dict[str, Any] = {"text": text, "entities": kept} if kept else {"text": text}
    return {**content, "link_preview_options": previews} if previews else content


def _edited(message: Message, content: dict[str, Any], call: Call) -> dict[str, Any]:
    markup = keyboards.check(call.value("reply_markup"), inline_only=True)
    if json.dumps([message.content, message.markup]) == json.dumps([content, markup]):
        raise bad_request(_UNCHANGED)
    message.content, message.markup, message.edited = content, markup, int(time.time())
    return message.as_json()


def _delete(realm: Realm, call: Call, number: int) -> None:
    chat = addressing.chat(realm, call)
    message = chat.messages.get(number)
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    if not (message.by_bot or chat.bot.rules or chat.user is not None):
        raise bad_request("message can't be deleted")
    message.deleted = True
