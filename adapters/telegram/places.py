"""Chats, topics and messages of Telegram as the seam's opaque ids, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from telegram.constants import ChatType

from bot.seam import Place

if TYPE_CHECKING:
    from telegram import Chat

_ORIGIN: Final = re.compile("(?P<chat>-[0-9]{1,16})(:(?P<thread>[0-9]{1,16}))?", re.ASCII)
PLATFORM: Final = "telegram"
GENERAL: Final = 1
"""The topic of a forum that posts without a topic go to; Telegram does not take its number."""


def place(chat: Chat, thread: int | None = None) -> Place:
    """Where ``chat`` is; the private chat with a member is a community of its own."""
    if thread == GENERAL:
        thread = None
    if chat.type == ChatType.PRIVATE:
        return private_place(chat.id, thread)
    return Place(PLATFORM, str(chat.id), str(chat.id), None if thread is None else str(thread))


def private_place(user: int, thread: int | None = None) -> Place:
    """The private chat with a member, whose id is the member's."""
    topic = None if thread is None else str(thread)
    return Place(PLATFORM, f"user:{user}", str(user), topic, private=True)


def group_place(chat: int) -> Place:
    """A group by its id alone, without a topic."""
    return Place(PLATFORM, str(chat), str(chat))


def origin_of(here: Place) -> str:
    """A chat and topic as text, for what goes on in private; empty for a private chat."""
    return "" if here.private else ":".join(filter(None, (here.chat, here.thread)))


def place_of(origin: str) -> Place | None:
    """The opposite of ``origin_of``, None when it is no such text."""
    found = _ORIGIN.fullmatch(origin)
    return None if found is None else replace(group_place(int(found["chat"])), thread=found["thread"])


def moved(here: Place, chat: int) -> Place:
    """The same place after its group became the supergroup ``chat``, which begins without topics."""
    return replace(here, community=str(chat), chat=str(chat), thread=None)


@dataclass(frozen=True, slots=True)
class Ref:
    """The messages that a reply was posted as; written ``chat:message,message``."""

    chat: int
    messages: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.chat}:{','.join(map(str, self.messages))}"

    @classmethod
    def read(cls, ref: str) -> Ref:
        """The opposite of ``str``.

        Raises:
            ValueError: it is no such text.
        """
        chat, _, messages = ref.partition(":")
        return cls(int(chat), tuple(map(int, messages.split(","))))
