"""Who and what there is on the server: users, chats, topics, messages.

They change as things happen; `as_json` says them as the Bot API does.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.servers.telegram.entities import covered

MESSAGES_KEPT = 1_000
"""Messages that a chat remembers; older ones count as vanished, so that benchmarks stay bounded."""


class Status(StrEnum):
    """What somebody is in a chat."""

    OWNER = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def present(self) -> bool:
        """Whether they are in the chat."""
        return self not in {Status.LEFT, Status.KICKED}

    @property
    def rules(self) -> bool:
        """Whether they administer the chat."""
        return self in {Status.OWNER, Status.ADMINISTRATOR}


@dataclass(eq=False, slots=True)
class User:
    """An account, the bot's own included."""

    id: int
    name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def as_json(self) -> dict[str, Any]:
        """The Bot API's User."""
        known = {"username": self.username, "language_code": self.language_code}
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.name,
            **{key: value for key, value in known.items() if value is not None},
        }


@dataclass(eq=False, slots=True)
class Topic:
    """A forum's topic; its id is that of the message which opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat, group, supergroup or channel."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    user: User | None = None
    is_forum: bool = False
    bot: Status = Status.MEMBER
    bot_posts: bool = True
    """Whether the bot, as an administrator of a channel, may post there."""
    members_write: bool = True
    """Whether those write in the group who do not administer it."""
    members: dict[int, tuple[User, Status]] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    general_closed: bool = False
    messages: OrderedDict[int, Message] = field(default_factory=OrderedDict)
    migrated_to: Chat | None = None
    other_bot_spoke_last: bool = False
    last_id: int = 0

    def as_json(self) -> dict[str, Any]:
        """The Bot API's Chat."""
        named: dict[str, Any] = {"title": self.title, "username": self.username}
        if self.user is not None:
            named = {"first_name": self.user.name, "username": self.user.username}
        if self.is_forum:
            named["is_forum"] = True
        return {"id": self.id, "type": self.type, **{key: value for key, value in named.items() if value}}

    def keep(self, message: Message) -> None:
        """Remember a message, and forget the oldest when there are too many."""
        self.messages[message.id] = message
        if len(self.messages) > MESSAGES_KEPT:
            self.messages.popitem(last=False)

    def next_id(self) -> int:
        """The id of the next message here."""
        self.last_id += 1
        return self.last_id

    def standing(self, user: User) -> Status:
        """What a user is here."""
        if self.user is not None:
            return Status.MEMBER
        return self.members.get(user.id, (user, Status.LEFT))[1]


@dataclass(eq=False, slots=True)
class Message:
    """A message, with the fields of its content as the Bot API names them."""

    chat: Chat
    id: int
    sender: User | None
    content: dict[str, Any]
    author_chat: Chat | None = None
    thread: int | None = None
    reply_to: Message | None = None
    markup: dict[str, Any] | None = None
    edited: int | None = None
    deleted: bool = False
    by_bot: bool = False
    delivered: bool = False
    date: int = field(default_factory=lambda: int(time.time()))
    posted: float = field(default_factory=time.time)
    """Seconds since 1970, finer than the date that the Bot API tells."""
    at: float = field(default_factory=time.perf_counter)
    """Seconds on the server's own clock, for measuring how long an answer took."""

    @property
    def text(self) -> str:
        """The text or caption, without markup."""
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def entities(self) -> list[dict[str, Any]]:
        """The entities of the text or caption."""
        return list(self.content.get("entities", self.content.get("caption_entities", ())))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """All inline buttons, row by row."""
        return [button for row in (self.markup or {}).get("inline_keyboard", ()) for button in row]

    def marked(self, kind: str) -> list[str]:
        """The words under each entity of a type."""
        return [covered(self.text, entity) for entity in self.entities if entity["type"] == kind]

    def as_json(self, *, quoting: bool = True) -> dict[str, Any]:
        """The Bot API's Message; quoting says whether the message replied to comes along."""
        said: dict[str, Any] = {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.as_json(),
            **self.content,
        }
        if self.sender is not None:
            said["from"] = self.sender.as_json()
        if self.author_chat is not None:
            said["sender_chat"] = self.author_chat.as_json()
        if self.thread is not None:
            said["message_thread_id"] = self.thread
            if self.chat.is_forum:
                said["is_topic_message"] = True
        if self.edited is not None:
            said["edit_date"] = self.edited
        if self.markup and "inline_keyboard" in self.markup:
            said["reply_markup"] = self.markup
        if quoting and self.reply_to is not None:
            said["reply_to_message"] = self.reply_to.as_json(quoting=False)
        return said
