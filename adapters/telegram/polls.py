"""Which post a native poll belongs to: Telegram tells of votes by the poll's id alone."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Final

from telegram import PollAnswer

from adapters.telegram.places import PLATFORM, private_place
from bot.delivery import NotebookError
from bot.seam import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Message, PollAnswer

    from bot.delivery import Notebook

logger = logging.getLogger(__name__)

LIFETIME: Final = 7 * 86_400.0
"""Seconds for which votes in a poll are still told."""
_KEY: Final = "telegram:poll:"


class Polls:
    """Remembers polls in the notebook, so that votes count after a restart."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    async def remember(self, posted: Iterable[Message], place: Place, ref: str) -> None:
        """Remember the polls among the messages that a reply was posted as."""
        for message in posted:
            if message.poll is None:
                continue
            kept = json.dumps(
                {"ref": ref, "chat": place.chat, "thread": place.thread, "private": place.private}
            )
            try:
                await self._notebook.write(_KEY + message.poll.id, kept, lifetime=LIFETIME)
            except NotebookError:
                logger.warning("Votes in a poll will not count: the store cannot be reached")

    async def find(self, answer: PollAnswer) -> tuple[str, Place] | None:
        """The reply and place of the poll that was voted in, None when it is unknown."""
        try:
            kept = await self._notebook.read(_KEY + answer.poll_id)
        except NotebookError:
            return None
        if kept is None:
            return None
        known = json.loads(kept)
        chat, thread = known["chat"], known["thread"]
        if known["private"]:
            return known["ref"], private_place(int(chat), thread and int(thread))
        return known["ref"], Place(PLATFORM, chat, chat, thread)
