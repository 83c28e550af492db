"""Inline mode: facts to choose from in any chat, each posted by the member with its sources."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from telegram import InlineQueryResultsButton
from telegram.error import TelegramError

from adapters.telegram import start_links
from adapters.telegram.articles import article, is_text
from adapters.telegram.limits import INLINE
from adapters.telegram.places import private_place
from adapters.telegram.reading import member
from bot.blocks import fits_action
from bot.seam import Lookup

if TYPE_CHECKING:
    from telegram import InlineQuery, InlineQueryResultArticle
    from telegram.ext import ExtBot

    from bot.delivery import Handler
    from bot.i18n import Tongue, Tongues
    from bot.seam import Choice

logger = logging.getLogger(__name__)

CACHED: Final = 300
"""Seconds for which Telegram gives the same member the same answer to the same words."""


class Inline:
    """Answers inline queries from what the conversation suggests."""

    def __init__(self, bot: ExtBot[float], handler: Handler, tongues: Tongues) -> None:
        self._bot = bot
        self._handler = handler
        self._tongues = tongues

    async def answer(self, query: InlineQuery) -> None:
        """Answer a query, with nothing but the way to the private chat when nothing is found."""
        who = member(query.from_user, None)
        lookup = Lookup("question", query.query, private_place(query.from_user.id), who, answers=True)
        try:
            choices = await self._handler.suggest(lookup)
        except Exception:
            logger.exception("An inline query could not be answered")
            choices = ()
        tongue = self._tongues.speak(who.locale)
        results: dict[str, InlineQueryResultArticle] = {}
        for choice in choices:
            if (made := self._article(choice, tongue)) is not None:
                results.setdefault(made.id, made)
        button = InlineQueryResultsButton(
            tongue.gettext("Ask me in our private chat"), start_parameter="inline"
        )
        try:
            await query.answer(
                [*results.values()][:INLINE],
                cache_time=CACHED if results else 0,
                is_personal=True,  # replies are in the member's language
                button=button,
            )
        except TelegramError as error:
            logger.info("An inline query was not answered: %s", type(error).__name__)

    def _article(self, choice: Choice, tongue: Tongue) -> InlineQueryResultArticle | None:
        if choice.reply is None or not is_text(choice.reply):
            return None
        payload = start_links.encode(choice.value) if fits_action(choice.value) else None
        address = start_links.url(self._bot.username, payload or "")
        return article(choice.label, choice.detail, choice.reply, address, tongue)
