"""What a member sees while the answer is being made: that the bot types, and that a press was taken."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from telegram.constants import ChatAction
from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from telegram import CallbackQuery
    from telegram.ext import ExtBot

    from bot.seam import Place

logger = logging.getLogger(__name__)

TYPING: Final = 1.0
"""Seconds after which the bot is seen to type."""
TYPED: Final = 4.0
"""Seconds after which it has to say so again; Telegram shows it for five."""
SPINNING: Final = 3.0
"""Seconds for which the pressed button may spin."""


@asynccontextmanager
async def typing(bot: ExtBot[float], place: Place) -> AsyncIterator[None]:
    """Show that the bot types, from the second second on until the block ends."""
    async with _meanwhile(_type(bot, place)):
        yield


async def _type(bot: ExtBot[float], place: Place) -> None:
    await asyncio.sleep(TYPING)
    thread = None if place.thread is None else int(place.thread)
    while True:
        try:
            await bot.send_chat_action(int(place.chat), ChatAction.TYPING, thread, rate_limit_args=0.0)
        except TelegramError as error:
            logger.debug("Typing is not shown: %s", type(error).__name__)
        await asyncio.sleep(TYPED)


class PressAnswer:
    """The one answer that a press gets, so that its button stops spinning."""

    def __init__(self, query: CallbackQuery) -> None:
        self._query = query
        self.given = False

    async def give(self, text: str = "", *, alert: bool = False, url: str | None = None) -> bool:
        """Answer, unless that was done; False when it was, or when Telegram no longer takes it."""
        if self.given:
            return False
        self.given = True
        try:
            await self._query.answer(text or None, show_alert=alert or None, url=url)
        except TelegramError as error:
            # "Query is too old" after a restart, above all: nobody waits for it any more.
            logger.info("A press was not answered: %s", type(error).__name__)
            return False
        return True

    @asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """Answer with nothing once the block takes too long or ends without an answer, failures included."""
        try:
            async with _meanwhile(self._late()):
                yield
        finally:
            await self.give()

    async def _late(self) -> None:
        await asyncio.sleep(SPINNING)
        await self.give()


@asynccontextmanager
async def _meanwhile(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
