"""Carries messages to Telegram: each is posted once, mended when Telegram says what is wrong with it.

Posts are sent at most once: whatever leaves it in doubt whether one arrived ends the attempt.  An answer that
a member waits for is also tried again when Telegram itself says that it failed, or could not be reached.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from telegram.error import ChatMigrated, TelegramError

from adapters.telegram.outcomes import (
    delivery,
    may_repeat,
    refused_markup,
    unchanged,
    wants_anonymity,
)
from adapters.telegram.pacing import IMPATIENCE, PATIENCE
from adapters.telegram.places import PLATFORM, Ref
from bot.delivery import Failed, Forbidden, Gone, Migrated, Sent, Unsure
from bot.seam import Place

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    import telegram
    from telegram.ext import ExtBot

    from adapters.telegram.messages import Message
    from bot.delivery import Delivery

logger = logging.getLogger(__name__)

REPEATS: Final = 2
"""How often an answer is tried again."""
PAUSE: Final = 0.5
"""Seconds before the first time, twice as many before the next."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes and how much is done to get it there."""

    chat: int
    thread: int | None = None
    answers: int | None = None
    """The message that it replies to, when that is still there."""
    repeats: int = 0
    patience: float = IMPATIENCE
    follows: bool = False
    """Whether it goes after a group that became a supergroup."""
    quiet: bool = False
    """Whether it arrives without a sound."""

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters that every method of posting takes."""
        given: dict[str, Any] = {"chat_id": self.chat, "rate_limit_args": self.patience}
        if self.quiet:
            given["disable_notification"] = True
        if self.thread is not None:
            given["message_thread_id"] = self.thread
        if self.answers is not None:
            given["reply_parameters"] = {"message_id": self.answers, "allow_sending_without_reply": True}
        return given


def post_to(place: Place) -> Address:
    """The address of a post that nobody waits for."""
    return Address(int(place.chat), None if place.thread is None else int(place.thread))


def answer_to(place: Place, message: int | None = None) -> Address:
    """The address of what a member waits for, as a reply to their ``message`` in company."""
    kept = None if place.private else message
    return replace(post_to(place), answers=kept, repeats=REPEATS, patience=PATIENCE, follows=True)


class Courier:
    """Posts and edits messages with ``bot``; ``migrated`` is told of groups that turn out to have moved."""

    def __init__(self, bot: ExtBot[float], migrated: Callable[[int, int], Awaitable[None]]) -> None:
        self._bot = bot
        self._migrated = migrated
        self._methods: dict[str, Callable[..., Awaitable[telegram.Message]]] = {
            "sendMessage": bot.send_message,
            "sendPhoto": bot.send_photo,
            "sendDocument": bot.send_document,
            "sendPoll": bot.send_poll,
        }

    async def post(
        self, messages: Sequence[Message], address: Address
    ) -> tuple[Delivery, tuple[telegram.Message, ...]]:
        """Post messages one after the other, and say what became of them and which were posted.

        When some were posted and a later one was not, it is in doubt: nobody shall post them all again.
        """
        posted: list[telegram.Message] = []
        for message in messages:
            try:
                posted.append(await self._mending(message, address))
            except Exception as error:  # noqa: BLE001  # what cannot be read raises whatever it leads to
                outcome = await self._failed(error, address)
                return Unsure() if posted else outcome, tuple(posted)
            # A group may have moved meanwhile; what follows goes the same way.
            address = replace(address, chat=posted[-1].chat.id, answers=None)
        return Sent(_ref(posted)), tuple(posted)

    async def edit(self, ref: Ref, messages: Sequence[Message]) -> Delivery:
        """Let the messages of ``ref`` say ``messages``: those too many go, those too few are added."""
        kept: list[int] = []
        for message, known in zip(messages, ref.messages, strict=False):
            if message.method != "sendMessage":
                return Failed("only text takes the place of text")
            try:
                await self._edit(ref.chat, known, message)
            except TelegramError as error:
                if not unchanged(error):
                    return await self._failed(error, Address(ref.chat))
            kept.append(known)
        for known in ref.messages[len(kept) :]:
            with contextlib.suppress(TelegramError):
                await self._bot.delete_message(ref.chat, known)
        more = messages[len(kept) :]
        if not more:
            return Sent(str(Ref(ref.chat, tuple(kept))))
        outcome, posted = await self.post(more, Address(ref.chat, answers=kept[-1] if kept else None))
        kept += [message.message_id for message in posted]
        return Sent(str(Ref(ref.chat, tuple(kept)))) if posted else outcome

    async def _edit(self, chat: int, known: int, message: Message) -> None:
        for tried in range(REPEATS + 1):
            try:
                await self._bot.edit_message_text(chat_id=chat, message_id=known, **message.parameters)
            except TelegramError as error:
                if refused_markup(error) and message.marked:
                    message = message.without_markup()
                elif tried < REPEATS and may_repeat(error):
                    await asyncio.sleep(PAUSE * 2**tried)
                else:
                    raise
            else:
                return

    async def _mending(self, message: Message, address: Address) -> telegram.Message:
        """Post a message, mended after each refusal that says how.

        Raises:
            TelegramError: nothing mends it.
        """
        while True:
            try:
                return await self._methods[message.method](**message.parameters, **address.parameters)
            except TelegramError as error:
                mended = await self._mended(error, message, address)
                if mended is None:
                    raise
                message, address = mended

    async def _mended(
        self, error: TelegramError, message: Message, address: Address
    ) -> tuple[Message, Address] | None:
        """The message and address to try next, None when there is nothing to mend; each way is taken once."""
        if refused_markup(error) and message.marked:
            logger.warning("Telegram could not read a message's markup; it goes out in plain words")
            return message.without_markup(), address
        if wants_anonymity(error) and message.parameters.get("is_anonymous") is False:
            return replace(message, parameters={**message.parameters, "is_anonymous": True}), address
        if isinstance(error, ChatMigrated) and address.follows:
            await self._migrated(address.chat, error.new_chat_id)
            moved = replace(address, chat=error.new_chat_id, thread=None, answers=None, follows=False)
            return message, moved
        if address.repeats and may_repeat(error):
            await asyncio.sleep(PAUSE * 2 ** (REPEATS - address.repeats))
            return message, replace(address, repeats=address.repeats - 1)
        return None

    async def _failed(self, error: Exception, address: Address) -> Delivery:
        """What became of a message that was not posted."""
        chat = str(address.chat)
        outcome = delivery(error, Place(PLATFORM, chat, chat))
        if isinstance(error, ChatMigrated):
            await self._migrated(address.chat, error.new_chat_id)
        # The text of an error may hold the address that was called, and the address holds the token.
        level = logging.INFO if isinstance(outcome, Gone | Forbidden | Migrated) else logging.WARNING
        logger.log(level, "A message was not posted: %s (%s)", type(outcome).__name__, type(error).__name__)
        return outcome


def _ref(posted: Sequence[telegram.Message]) -> str:
    return str(Ref(posted[0].chat.id, tuple(message.message_id for message in posted)))
