"""Files that members hand over, fetched from Telegram when they are small enough."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from adapters.telegram.limits import UPLOAD
from bot.seam import Upload

if TYPE_CHECKING:
    from telegram import Document, Message

    from bot.i18n import Tongue
    from bot.seam import Member, Place

logger = logging.getLogger(__name__)


async def fetch(message: Message, place: Place, who: Member, tongue: Tongue) -> Upload | str:
    """The document of a message as an event, or the sentence that says why not."""
    document = message.document
    assert document is not None  # noqa: S101  # whoever calls has looked
    if (document.file_size or 0) > UPLOAD:
        return tongue.gettext("That file is too large: I take {size} MB at most.", size=UPLOAD // 1024**2)
    try:
        data = await _data(document)
    except TelegramError as error:
        logger.info("A file was not fetched: %s", type(error).__name__)
        return tongue.gettext("I couldn't fetch that file from Telegram. Please send it again.")
    return Upload(place, who, message.date, document.file_name or "", data)


async def _data(document: Document) -> bytes:
    file = await document.get_file()
    return bytes(await file.download_as_bytearray())
