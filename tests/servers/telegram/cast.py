"""Who takes part: users, chats and topics, and how the bot stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.telegram.members import become
from tests.servers.telegram.model import Chat, Message, Status, Topic, User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.servers.telegram.realm import Realm

_FIRST_USER = 1_000
_FIRST_GROUP = -4_000_000_000
_FIRST_SUPERGROUP = -1_002_000_000_000
_BLUE = 0x6FB9F0


class Cast:
    """The verbs that set the stage."""

    realm: Realm

    def add_user(
        self,
        name: str,
        *,
        username: str | None = None,
        language_code: str | None = None,
        is_bot: bool = False,
    ) -> User:
        """Make an account; one of another bot when `is_bot`."""
        user = User(_FIRST_USER + next(self.realm.numbers), name, username, language_code, is_bot)
        self.realm.users[user.id] = user
        return user

    def private(self, user: User) -> Chat:
        """The chat between a user and the bot, which the user has started."""
        chat = self.realm.chats.get(user.id) or Chat(user.id, "private", user=user)
        self.realm.chats[user.id] = chat
        return chat

    def add_group(  # noqa: PLR0913  # all by name
        self,
        title: str,
        *,
        type: str = "supergroup",  # noqa: A002  # the Bot API's own word
        forum: bool = False,
        username: str | None = None,
        admins: Iterable[User] = (),
        members: Iterable[User] = (),
        bot: Status = Status.MEMBER,
    ) -> Chat:
        """Make a group that the bot is already in; the first of the administrators owns it."""
        first = _FIRST_GROUP if type == "group" else _FIRST_SUPERGROUP
        identifier = first - next(self.realm.numbers)
        # The number 1 stands for a forum's general topic, so that no other topic has it.
        chat = Chat(identifier, type, title, username, is_forum=forum, bot=bot, last_id=int(forum))
        for number, user in enumerate(admins):
            chat.members[user.id] = user, Status.ADMINISTRATOR if number else Status.OWNER
        for user in members:
            chat.members[user.id] = user, Status.MEMBER
        self.realm.chats[chat.id] = chat
        return chat

    def add_channel(
        self, title: str, *, username: str | None = None, bot: Status = Status.ADMINISTRATOR
    ) -> Chat:
        """Make a channel that the bot administers."""
        return self.add_group(title, type="channel", username=username, bot=bot)

    async def add_topic(self, chat: Chat, user: User, name: str) -> Topic:
        """Let a user open a topic in a forum."""
        opened = {"forum_topic_created": {"name": name, "icon_color": _BLUE}}
        topic = Topic(chat.last_id + 1, name)
        chat.topics[topic.id] = topic
        self._tell(chat, user, opened, thread=topic.id)
        return topic

    async def rename_topic(self, chat: Chat, user: User, topic: Topic, name: str) -> None:
        """Let a user give a topic another name."""
        topic.name = name
        self._tell(chat, user, {"forum_topic_edited": {"name": name}}, thread=topic.id)

    async def close_topic(self, chat: Chat, user: User, topic: Topic) -> None:
        """Let a user close a topic: the bot, unless it administers the forum, may not write there."""
        topic.closed = True
        self._tell(chat, user, {"forum_topic_closed": {}}, thread=topic.id)

    def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """Let a topic vanish, with all its messages and without a word."""
        del chat.topics[topic.id]
        for message in chat.messages.values():
            message.deleted = message.deleted or message.thread == topic.id

    def join(self, chat: Chat, user: User, *, admin: bool = False) -> None:
        """Let a user join a group or subscribe to a channel."""
        chat.members[user.id] = user, Status.ADMINISTRATOR if admin else Status.MEMBER

    async def migrate(self, group: Chat, user: User | None = None) -> Chat:
        """Turn a group into a supergroup: two service messages; the old id answers with the new one."""
        by = user or next((who for who, _ in group.members.values()), self.realm.bot)
        new = self.add_group(group.title or "", bot=group.bot)
        new.members = dict(group.members)
        group.migrated_to = new
        self._tell(group, by, {"migrate_to_chat_id": new.id})
        self._tell(new, by, {"migrate_from_chat_id": group.id})
        return new

    async def kick(self, chat: Chat, by: User | None = None) -> None:
        """Remove the bot from a chat."""
        self._become(chat, Status.KICKED, by)

    async def add(self, chat: Chat, by: User | None = None) -> None:
        """Put the bot into a chat, as a member; into a channel, as an administrator."""
        self._become(chat, Status.ADMINISTRATOR if chat.type == "channel" else Status.MEMBER, by)
        if chat.type in {"group", "supergroup"}:
            self._tell(chat, self._somebody(chat, by), {"new_chat_members": [self.realm.bot.as_json()]})

    async def promote(self, chat: Chat, by: User | None = None) -> None:
        """Make the bot an administrator."""
        self._become(chat, Status.ADMINISTRATOR, by)

    async def restrict(self, chat: Chat, by: User | None = None) -> None:
        """Take from the bot the right to write."""
        self._become(chat, Status.RESTRICTED, by)

    async def block(self, user: User) -> None:
        """Let a user block the bot."""
        self._become(self.private(user), Status.KICKED, user)

    async def unblock(self, user: User) -> None:
        """Let a user unblock the bot."""
        self._become(self.private(user), Status.MEMBER, user)

    def _become(self, chat: Chat, status: Status, by: User | None) -> None:
        become(self.realm, chat, status, self._somebody(chat, by))

    def _somebody(self, chat: Chat, by: User | None) -> User:
        return by or next((user for user, _ in chat.members.values()), self.realm.bot)

    def _tell(self, chat: Chat, user: User, content: dict[str, Any], thread: int | None = None) -> Message:
        """Put a service message into a chat; the bot always gets it."""
        message = Message(chat, chat.next_id(), user, content, thread=thread)
        chat.keep(message)
        message.delivered = chat.bot.present and self.realm.updates.push("message", message.as_json())
        return message
