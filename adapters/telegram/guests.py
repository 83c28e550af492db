"""Guest mode: the bot named in a chat that it is not in, where it can answer once, in one message."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from adapters.telegram import start_links
from adapters.telegram.articles import article, is_text
from adapters.telegram.occasions import Occasion
from adapters.telegram.places import PLATFORM
from adapters.telegram.reading import author, read_words, said
from bot.blocks import Audience, Reply, Span, Text
from bot.seam import Place

if TYPE_CHECKING:
    from telegram import Message
    from telegram.ext import ExtBot

    from adapters.telegram.desk import Desk
    from bot.i18n import Tongues
    from bot.seam import Response

logger = logging.getLogger(__name__)


class Guests:
    """Answers those who brought the bot along."""

    def __init__(self, bot: ExtBot[float], desk: Desk, tongues: Tongues) -> None:
        self._bot = bot
        self._desk = desk
        self._tongues = tongues

    async def answer(self, message: Message) -> None:
        """Answer a message in which the bot was named; everybody in that chat reads it."""
        who, query = author(message), message.guest_query_id
        if who is None or query is None:
            return
        # Nothing is known of the chat, so that no community has its settings and nobody manages it.
        chat = f"guest:{message.chat_id}"
        here, who = Place(PLATFORM, chat, chat), replace(who, rights=frozenset())
        words = replace(read_words(message, self._bot.bot), addressed=True)
        event = said(message, words, who, self._bot.bot)
        if event is None:
            return
        event = replace(event, place=here)
        response = await self._desk.ask(event, Occasion(here, who), typed=False)
        tongue = self._tongues.speak(who.locale)
        reply = self._public(
            response, tongue.gettext("Only you should read this. Go on in our private chat.")
        )
        if reply is None:
            return
        made = article(self._bot.first_name, "", reply, start_links.url(self._bot.username), tongue)
        try:
            await self._bot.answer_guest_query(query, made)
        except TelegramError as error:
            logger.info("A guest's question was not answered: %s", type(error).__name__)

    @staticmethod
    def _public(response: Response, otherwise: str) -> Reply | None:
        """What everybody may read of a response; a sentence instead of what is for one alone, or a form."""
        reply = response.reply
        if reply is None:
            return None
        if isinstance(reply, Reply) and reply.audience is Audience.EVERYONE and is_text(reply):
            return reply
        return Reply((Text((Span(otherwise),)),))
