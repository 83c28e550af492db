"""Names of topics, as far as they were heard of: no bot can ask for them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from bot.recent import Recent

if TYPE_CHECKING:
    from telegram import Message

REMEMBERED: Final = 10_000


class Topics:
    """Notes what topics are called, and says it again."""

    def __init__(self) -> None:
        self._names: Recent[tuple[int, int], str] = Recent(REMEMBERED, math.inf)

    def note(self, message: Message) -> None:
        """Learn a name from a message: of a topic that is opened or renamed, or that it is written in."""
        thread = message.message_thread_id
        if thread is None or not message.is_topic_message:
            return
        name = _told(message)
        if not name and not self.name(message.chat.id, thread):
            name = _created(message.reply_to_message)
        if name:
            self._names.put((message.chat.id, thread), name)

    def name(self, chat: int, thread: int) -> str:
        """What a topic is called; empty when it is not known."""
        return self._names.get((chat, thread)) or ""


def _told(message: Message) -> str:
    edited = message.forum_topic_edited
    return (edited.name or "") if edited is not None else _created(message)


def _created(message: Message | None) -> str:
    """The first name of the topic that ``message`` opened; all that is said in it replies to that message."""
    return message.forum_topic_created.name if message is not None and message.forum_topic_created else ""
