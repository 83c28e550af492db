"""Which messages of a group reach a bot: Telegram's privacy mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.servers.telegram.model import Message
    from tests.servers.telegram.realm import Realm

CONTENTS = frozenset({"text", "document", "photo", "poll"})
"""Messages with none of these are service messages, which always arrive."""


def reaches(realm: Realm, message: Message) -> bool:
    """Whether Telegram would deliver a user's message to the bot."""
    chat = message.chat
    from_bot = message.sender is not None and message.sender.is_bot and message.author_chat is None
    if from_bot or not chat.bot.present:
        return False
    if chat.type in {"private", "channel"} or not realm.privacy or chat.bot.rules:
        return True
    return _serves(message) or _continues(message) or _addresses(realm, message)


def _serves(message: Message) -> bool:
    return not CONTENTS & message.content.keys()


def _continues(message: Message) -> bool:
    """Whether a message answers the bot, or what was meant for it."""
    answered = message.reply_to
    if answered is None or _serves(answered):
        return False
    return answered.by_bot or answered.delivered


def _addresses(realm: Realm, message: Message) -> bool:
    """Whether a message names the bot or begins with a command that may be its own."""
    name = f"@{realm.bot.username}".lower()
    if any(words.lower() == name for words in message.marked("mention")):
        return True
    if any(entity.get("user", {}).get("id") == realm.bot.id for entity in message.entities):
        return True
    commands = message.marked("bot_command")
    if any(command.lower().endswith(name) for command in commands):
        return True
    general = bool(commands) and message.text.startswith(commands[0]) and "@" not in commands[0]
    return general and not message.chat.other_bot_spoke_last
