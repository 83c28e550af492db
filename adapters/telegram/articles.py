"""Replies as articles, the form in which a bot speaks where it is no member.

Nothing can be added to one later, so its message is complete by itself: all that fits of the reply, and a
button that leads to the rest in the private chat.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from adapters.telegram.messages import messages
from bot.plain import clean
from bot.telling import shorten

if TYPE_CHECKING:
    from bot.blocks import Reply
    from bot.i18n import Tongue

TITLE: Final = 100
DETAIL: Final = 160


def article(title: str, detail: str, reply: Reply, address: str, tongue: Tongue) -> InlineQueryResultArticle:
    """A reply by the title and detail to choose it by, with a button to ``address``.

    Its id is the same for the same words, so that a fact has another one in another version or language.
    """
    posted = next(message for message in messages(reply) if message.method == "sendMessage")
    text = posted.parameters["text"]
    label = tongue.gettext("Go on with me in private")
    return InlineQueryResultArticle(
        id=hashlib.blake2b(text.encode(), digest_size=16).hexdigest(),
        title=shorten(clean(title), TITLE) or "…",
        description=shorten(clean(detail), DETAIL) or None,
        input_message_content=InputTextMessageContent(
            text, "HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        reply_markup=InlineKeyboardMarkup.from_button(InlineKeyboardButton(label, url=address)),
    )


def is_text(reply: Reply) -> bool:
    """Whether a reply begins with text; pictures and files cannot be articles."""
    return messages(reply)[0].method == "sendMessage"
