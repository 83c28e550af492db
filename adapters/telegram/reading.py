"""Messages of Telegram as events: who says what where, and whether it is said to the bot.

With privacy mode on Telegram hands over only what is meant for the bot; with it off, or where the bot is an
administrator, everything.  Either way the same rules decide here what is addressed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from telegram import MessageEntity
from telegram.constants import ChatType

from adapters.telegram.places import PLATFORM, place
from bot.commands import BY_NAME, arguments
from bot.seam import Command, Member, Question, Right

if TYPE_CHECKING:
    from telegram import Chat, Message, User

    from bot.seam import Place

START: Final = "start"
CANCEL: Final = frozenset({"cancel", "batal"})
SKIP: Final = frozenset({"skip", "lewati"})
"""Commands of Telegram's own: begin, and what leaves or skips a question of a form."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says, with what was only there to address the bot taken out."""

    text: str
    command: str | None = None
    """The name of the command at its beginning, in small letters."""
    addressed: bool = False
    foreign: bool = False
    """The command is for another bot."""


def read_words(message: Message, bot: User) -> Words:
    """The words of a text or a caption, and whether they are said to ``bot``."""
    private = message.chat.type == ChatType.PRIVATE
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    text = message.text or message.caption or ""
    handle = f"@{bot.username}".casefold()
    named = [entity for entity, words in entities.items() if _names(entity, words, bot, handle)]
    first = next((entity for entity in entities if _is_command(entity)), None)
    addressed = private or bool(named) or replies_to(message, bot)
    if first is None:
        return Words(_without(text, named), addressed=addressed)
    name, _, whose = entities[first][1:].partition("@")
    if whose and f"@{whose}".casefold() != handle:
        return Words(text, foreign=True)
    rest = _without(text, [first, *named])
    return Words(rest, name.casefold(), addressed=addressed or bool(whose))


def _is_command(entity: MessageEntity) -> bool:
    return entity.type == MessageEntity.BOT_COMMAND and not entity.offset


def _names(entity: MessageEntity, words: str, bot: User, handle: str) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return entity.type == MessageEntity.MENTION and words.casefold() == handle


def _without(text: str, entities: list[MessageEntity]) -> str:
    """The text without what the entities cover; their offsets count UTF-16 code units."""
    units = text.encode("utf-16-le", "surrogatepass")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        end = 2 * (entity.offset + entity.length)
        units = units[: 2 * entity.offset] + units[end:]
    kept = units.decode("utf-16-le", "replace")
    # What the bot's name leaves behind: ", when …" and two spaces in a row.
    return kept.strip().removeprefix(",").strip().replace("  ", " ") if entities else kept.strip()


def answered(message: Message) -> Message | None:
    """The message that this one replies to; the beginning of a topic is none."""
    before = message.reply_to_message
    return None if before is None or before.forum_topic_created else before


def replies_to(message: Message, bot: User) -> bool:
    """Whether ``message`` is a reply to one of the bot's."""
    before = answered(message)
    return before is not None and before.from_user is not None and before.from_user.id == bot.id


def quoted(message: Message, bot: User) -> str | None:
    """What a reply is about: the part quoted, else the words of the other member's message."""
    if message.quote is None and replies_to(message, bot):
        return None
    return _pointed_at(message)


def _pointed_at(message: Message) -> str | None:
    if message.quote is not None:
        return message.quote.text
    before = answered(message)
    return None if before is None else before.text or before.caption


def where(message: Message) -> Place:
    """The chat and topic of a message; threads of replies outside of topics are no places."""
    topic = message.message_thread_id if message.is_topic_message else None
    return place(message.chat, topic)


def author(message: Message) -> Member | None:
    """Who says it, None when nobody does who could be answered: bots, Telegram itself, those quoted.

    An administrator who stays anonymous speaks as the group, and members may speak as their channel.  In a
    channel everybody who may post speaks as the channel.
    """
    if message.is_automatic_forward or message.via_bot:
        return None
    if message.chat.type == ChatType.CHANNEL:
        return None if message.forward_origin else _chat_member(message.chat, message.chat)
    if message.sender_chat is not None:
        return _chat_member(message.sender_chat, message.chat)
    user = message.from_user
    return None if user is None or user.is_bot else member(user, message.chat)


def _chat_member(speaker: Chat, chat: Chat) -> Member:
    rights = frozenset({Right.MANAGE}) if speaker.id == chat.id else frozenset[Right]()
    return Member(PLATFORM, str(speaker.id), speaker.title or "", rights)


def member(user: User, chat: Chat | None) -> Member:
    """A user as a member; alone with the bot they manage what there is, elsewhere that is asked for."""
    alone = chat is None or chat.type == ChatType.PRIVATE
    rights = frozenset({Right.MANAGE}) if alone else frozenset[Right]()
    return Member(PLATFORM, str(user.id), user.full_name, rights, user.language_code)


def said(message: Message, words: Words, who: Member, bot: User) -> Question | Command | None:
    """The event in ``words``, None when they are nothing to the bot."""
    here, at = where(message), message.date
    if words.foreign:
        return None
    if words.command is None:
        about = quoted(message, bot)
        if words.text:
            return Question(here, who, at, words.text, about, addressed=words.addressed)
        if not (words.addressed and message.text):
            return None
        # Nothing but the bot's name: in a reply that points at what is said there.
        return Command(here, who, at, "check" if about else "help", quoted=about)
    row = BY_NAME.get(words.command)
    if row is None or row.local:
        # In a group another bot may know it.
        return Command(here, who, at, words.command) if words.addressed else None
    # A claim to check may well be one of the bot's own.
    return Command(here, who, at, row.name, arguments(row, words.text), _pointed_at(message))
