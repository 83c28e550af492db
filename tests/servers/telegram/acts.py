"""What users do: they say, edit, press, vote, upload and type inline queries."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, TypeVar

from tests.servers.telegram import entities, privacy
from tests.servers.telegram.calls import File
from tests.servers.telegram.methods.files import document
from tests.servers.telegram.model import Chat, Message, Topic, User
from tests.servers.telegram.realm import PATIENCE
from tests.servers.telegram.records import Answer, InlineAnswer, Query

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.servers.telegram.realm import Realm

T = TypeVar("T")

# Accounts in whose name Telegram lets chats speak.
_ANONYMOUS_ADMIN = User(1_087_968_824, "Group", "GroupAnonymousBot", is_bot=True)
_CHANNEL_IN_GROUP = User(136_817_688, "Channel", "Channel_Bot", is_bot=True)


class Acts:
    """The verbs of those who talk with the bot."""

    realm: Realm

    async def say(  # noqa: PLR0913  # all by name
        self,
        chat: Chat,
        sender: User | Chat | None,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: Topic | None = None,
        mentions: Mapping[str, User] | None = None,
    ) -> Message:
        """Write a message; in groups it reaches the bot only as privacy mode allows.

        A chat as the sender is an anonymous administrator, or a channel that speaks in a group; in a
        channel the sender does not matter.  Commands, @usernames and addresses become entities by
        themselves; mentions maps words of the text to the users without a username whom they name.
        """
        found = entities.with_detected(text, entities.mentions(text, mentions or {}))
        content: dict[str, Any] = {"text": text, "entities": found} if found else {"text": text}
        return self._send(chat, sender, content, reply_to, thread)

    async def upload(  # noqa: PLR0913  # all by name
        self,
        chat: Chat,
        sender: User | Chat | None,
        name: str,
        data: bytes,
        *,
        caption: str = "",
        mime_type: str = "application/octet-stream",
        reply_to: Message | None = None,
        thread: Topic | None = None,
    ) -> Message:
        """Send a file."""
        identifier = f"file{next(self.realm.numbers)}"
        file = self.realm.keep(self.realm.files, identifier, File(name, data, mime_type))
        content: dict[str, Any] = {"document": document(identifier, file)}
        if caption:
            content |= {"caption": caption, "caption_entities": entities.detected(caption)}
        return self._send(chat, sender, content, reply_to, thread)

    async def edit(self, message: Message, text: str) -> None:
        """Change what a user has said."""
        found = entities.detected(text)
        message.content = {"text": text, "entities": found} if found else {"text": text}
        message.edited = int(time.time())
        if privacy.reaches(self.realm, message):
            kind = "edited_channel_post" if message.chat.type == "channel" else "edited_message"
            self.realm.updates.push(kind, message.as_json())

    async def tap(self, user: User, message: Message, data: str) -> Query[Answer]:
        """Press a button and do not wait.

        Raises:
            LookupError: when the message has no button with this data.
        """
        if not any(button.get("callback_data") == data for button in message.buttons):
            raise LookupError(f"the message has no button with the data {data!r}")
        query = self._query(self.realm.presses, user, Answer)
        gone = {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
        pressed = {
            "id": query.id,
            "from": user.as_json(),
            "chat_instance": str(message.chat.id),
            "data": data,
            "message": gone if message.deleted else message.as_json(),
        }
        self.realm.updates.push("callback_query", pressed)
        return query

    async def press(self, user: User, message: Message, data: str, within: float = PATIENCE) -> Answer:
        """Press a button, and see how the bot answers.

        Raises:
            LookupError: when the message has no button with this data.
            TimeoutError: when the bot does not answer.
        """
        query = await self.tap(user, message, data)
        return await asyncio.wait_for(query.answered, within)

    async def begin(self, user: User, query: str, offset: str = "") -> Query[InlineAnswer]:
        """Type an inline query and do not wait.

        Raises:
            LookupError: when the bot is not set up for inline mode.
        """
        if not self.realm.inline_mode:
            raise LookupError("the bot has no inline mode")
        asked = self._query(self.realm.inline, user, InlineAnswer)
        typed = {"id": asked.id, "from": user.as_json(), "query": query, "offset": offset}
        self.realm.updates.push("inline_query", {**typed, "chat_type": "sender"})
        return asked

    async def inline(
        self, user: User, query: str, offset: str = "", within: float = PATIENCE
    ) -> InlineAnswer:
        """Type an inline query, and see the results.

        Raises:
            LookupError: when the bot is not set up for inline mode.
            TimeoutError: when the bot does not answer.
        """
        asked = await self.begin(user, query, offset)
        return await asyncio.wait_for(asked.answered, within)

    async def choose(self, user: User, query: str, result: Mapping[str, Any]) -> None:
        """Take one of the results of an inline query."""
        chosen = {"result_id": result["id"], "from": user.as_json(), "query": query}
        self.realm.updates.push("chosen_inline_result", chosen)

    async def summon(self, chat: Chat, user: User, text: str) -> Query[dict[str, Any]]:
        """Name the bot in a chat that it is not in, and do not wait.

        Raises:
            LookupError: when the bot is not set up for guest mode.
        """
        if not self.realm.guest_mode:
            raise LookupError("the bot has no guest mode")
        query = self._query(self.realm.guests, user, dict[str, Any])
        content = {"text": text, "entities": entities.detected(text), "guest_query_id": query.id}
        message = Message(chat, chat.next_id(), user, content)
        chat.keep(message)
        message.delivered = self.realm.updates.push("guest_message", message.as_json())
        return query

    async def guest(self, chat: Chat, user: User, text: str, within: float = PATIENCE) -> dict[str, Any]:
        """Name the bot in a chat that it is not in, and see the result with which it answers.

        Raises:
            LookupError: when the bot is not set up for guest mode.
            TimeoutError: when the bot does not answer.
        """
        query = await self.summon(chat, user, text)
        return await asyncio.wait_for(query.answered, within)

    async def vote(self, user: User, message: Message, options: Sequence[int]) -> None:
        """Vote in a poll of the bot; no options take the vote back.

        Raises:
            ValueError: when the poll is closed, or a quiz already answered.
        """
        ballot = self.realm.ballots[message.content["poll"]["id"]]
        poll = ballot.poll
        if poll["is_closed"] or (poll["type"] == "quiz" and user.id in ballot.votes):
            raise ValueError("this poll takes no vote of theirs any more")
        ballot.votes[user.id] = tuple(options)
        ballot.count()
        if not poll["is_anonymous"]:
            voted = {"poll_id": poll["id"], "user": user.as_json(), "option_ids": list(options)}
            chosen = [poll["options"][number]["persistent_id"] for number in options]
            self.realm.updates.push("poll_answer", {**voted, "option_persistent_ids": chosen})
        self.realm.updates.push("poll", poll)

    def _send(
        self,
        chat: Chat,
        sender: User | Chat | None,
        content: dict[str, Any],
        reply_to: Message | None,
        topic: Topic | None,
    ) -> Message:
        user, author = _voice(chat, sender)
        thread = topic.id if topic else None
        if topic is not None and reply_to is None:
            reply_to = chat.messages.get(topic.id)  # as Telegram has it: all in a topic replies to its root
        message = Message(chat, chat.next_id(), user, content, author, thread, reply_to)
        chat.keep(message)
        if user is not None and user.is_bot and author is None:
            chat.other_bot_spoke_last = True
        kind = "channel_post" if chat.type == "channel" else "message"
        if privacy.reaches(self.realm, message):
            message.delivered = self.realm.updates.push(kind, message.as_json())
        return message

    def _query(self, queries: dict[str, Query[T]], user: User, kind: type[T]) -> Query[T]:  # noqa: ARG002  # names T
        answered: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        identifier = str(4_000_000_000 + next(self.realm.numbers))
        return self.realm.keep(queries, identifier, Query(identifier, user, answered))


def _voice(chat: Chat, sender: User | Chat | None) -> tuple[User | None, Chat | None]:
    """In whose name a message appears."""
    if chat.type == "channel":
        return None, chat
    if isinstance(sender, Chat):
        return (_ANONYMOUS_ADMIN if sender is chat else _CHANNEL_IN_GROUP), sender
    return sender, None
