"""Inline mode: facts to choose from in any chat, each posted by the member with its sources.

Whoever picks one posts it in their own name, so its message is complete: all that fits of the reply, and a
button that leads to the rest in the private chat.
"""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Final

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.error import TelegramError

from adapters.telegram import start_links
from adapters.telegram.limits import INLINE
from adapters.telegram.messages import messages
from adapters.telegram.places import private_place
from adapters.telegram.reading import member
from bot.blocks import fits_action
from bot.plain import clean
from bot.seam import Lookup
from bot.telling import shorten

if TYPE_CHECKING:
    from telegram import InlineQuery
    from telegram.ext import ExtBot

    from adapters.telegram.start_links import StartLinks
    from bot.delivery import Handler
    from bot.i18n import Tongue, Tongues
    from bot.seam import Choice

logger = logging.getLogger(__name__)

CACHED: Final = 300
"""Seconds for which Telegram gives the same member the same answer to the same words."""
TITLE: Final = 100
DETAIL: Final = 160


class Inline:
    """Answers inline queries from what the conversation suggests."""

    def __init__(self, bot: ExtBot[float], handler: Handler, links: StartLinks, tongues: Tongues) -> None:
        self._bot = bot
        self._handler = handler
        self._links = links
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
        if choice.reply is None:
            return None
        posted = messages(choice.reply)
        if posted[0].method != "sendMessage":
            return None
        text = posted[0].parameters["text"]
        payload = start_links.encode(choice.value) if fits_action(choice.value) else None
        address = start_links.url(self._bot.username, payload or "")
        return InlineQueryResultArticle(
            id=_identity(choice.value, text),
            title=shorten(clean(choice.label), TITLE) or "…",
            description=shorten(clean(choice.detail), DETAIL) or None,
            input_message_content=InputTextMessageContent(
                text, "HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)
            ),
            reply_markup=InlineKeyboardMarkup.from_button(
                InlineKeyboardButton(tongue.gettext("Go on with me in private"), url=address)
            ),
        )


def _identity(value: str, text: str) -> str:
    """The same for the same fact in the same version and language, and never more than 64 bytes."""
    return hashlib.blake2b(f"{value}\0{text}".encode("utf-8", "replace"), digest_size=16).hexdigest()
