"""What members do on Telegram, told in the transcript with what they are shown for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.demo.transcript import UnexpectedError

if TYPE_CHECKING:
    from tests.demo.transcript import Transcript
    from tests.servers.telegram import Answer, Chat, InlineAnswer, Message, TelegramServer, User

_JOINER: Final = "\u2060"


def words(message: Message) -> str:
    """The text of a message, without what only keeps Telegram from taking words for names and addresses."""
    return message.text.replace(_JOINER, "")


def labels(message: Message) -> list[str]:
    """What stands on the message's buttons."""
    return [str(button["text"]) for button in message.buttons]


def place_name(chat: Chat) -> str:
    """What a chat is called in the transcript."""
    return f"Telegram, {chat.title if chat.user is None else f'private chat with {chat.user.name}'}"


@dataclass(slots=True)
class TelegramStage:
    """A group with a teacher who administers it and two students."""

    server: TelegramServer
    transcript: Transcript
    group: Chat
    teacher: User
    siti: User
    budi: User
    flood: list[Message] = field(default_factory=list)
    heard: int = 0
    """Messages that the flooder had from the bot before the flood."""
    form: Message | None = None
    """The question of a form that is yet to be answered."""

    @classmethod
    def set_up(cls, server: TelegramServer, transcript: Transcript) -> TelegramStage:
        """Set the stage, before the bot comes."""
        teacher = server.add_user("Bu Ratna", language_code="id")
        siti = server.add_user("Siti", username="siti_x", language_code="id")
        budi = server.add_user("Budi", language_code="en")
        group = server.add_group("Kelas XI", type="group", admins=[teacher], members=[siti, budi])
        return cls(server, transcript, group, teacher, siti, budi)

    async def say(self, chat: Chat, user: User, text: str, *, reply_to: Message | None = None) -> Message:
        """Write a message that needs no answer."""
        self.transcript.say(place_name(chat), user.name, text)
        return await self.server.say(chat, user, text, reply_to=reply_to)

    async def ask(self, chat: Chat, user: User, text: str, *, reply_to: Message | None = None) -> Message:
        """Write a message; the bot's next message in the chat."""
        before = len(self.server.replies(chat))
        await self.say(chat, user, text, reply_to=reply_to)
        return await self.next(chat, before)

    async def told(self, user: User, text: str, *, reply_to: Message | None = None) -> Message:
        """Write in the group; the answer, in the private chat when that is what the group is told."""
        private = self.server.private(user)
        before = len(self.server.replies(private))
        answer = await self.answer(await self.say(self.group, user, text, reply_to=reply_to))
        leads_away = any("url" in button for button in answer.buttons)
        return await self.next(private, before) if leads_away else answer

    async def answer(self, question: Message) -> Message:
        """The bot's answer to a message, once it is there."""
        chat = question.chat
        await self.server.until(lambda: any(one.reply_to is question for one in self.server.replies(chat)))
        answer = next(one for one in self.server.replies(chat) if one.reply_to is question)
        self.tell(answer)
        return answer

    async def next(self, chat: Chat, before: int) -> Message:
        """The bot's newest message in the chat, once there are more than before."""
        await self.server.until(lambda: len(self.server.replies(chat)) > before)
        message = self.server.replies(chat)[before]
        self.tell(message)
        return message

    async def press(self, user: User, message: Message, label: str) -> Answer:
        """Press the button of that label, and see how the press is answered."""
        self.transcript.say(place_name(message.chat), user.name, f"presses [{label}]")
        button = next((one for one in message.buttons if one["text"] == label), None)
        if button is None or "callback_data" not in button:
            raise UnexpectedError(f"There should be a button “{label}” among {labels(message)}.")
        answer = await self.server.press(user, message, button["callback_data"])
        if answer.text:
            self.transcript.reply(answer.text, manner="in a window" if answer.show_alert else "in passing")
        return answer

    async def replaced(self, user: User, message: Message, label: str) -> None:
        """Press a button whose answer takes the place of the message."""
        before = message.text
        await self.press(user, message, label)
        await self.server.until(lambda: message.text != before)
        self.tell(message, "in its place")

    async def followed(self, user: User, message: Message, label: str, chat: Chat | None = None) -> Message:
        """Press a button whose answer is a new message, in the same chat or another; that message."""
        chat = chat or message.chat
        before = len(self.server.replies(chat))
        await self.press(user, message, label)
        return await self.next(chat, before)

    async def inline(self, user: User, query: str) -> InlineAnswer:
        """Type an inline query in some other chat."""
        self.transcript.say("Telegram, any chat", user.name, f"@{self.server.bot.username} {query}▏")
        found = await self.server.inline(user, query)
        titles = "\n".join(f"‣ {result['title']}" for result in found.results)
        self.transcript.reply(titles, manner="offers to post")
        return found

    def tell(self, message: Message, manner: str = "") -> None:
        """Write a message of the bot's into the transcript."""
        file = message.content.get("document", {}).get("file_name")
        text = "\n".join(part for part in (words(message), f"📎 {file}" if file else "") if part)
        self.transcript.reply(text, labels(message), manner=manner)
