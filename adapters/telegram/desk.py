"""Asks the conversation what an event comes to, and sees that everything it says is delivered."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.telegram.places import PLATFORM
from adapters.telegram.waiting import typing
from bot.blocks import Form, Reply, Span, Text
from bot.seam import Membership, Question, Response, Submit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram.ext import ExtBot

    from adapters.telegram.filling import Filling
    from adapters.telegram.occasions import Occasion
    from adapters.telegram.places import Ref
    from adapters.telegram.replies import Replies
    from bot.delivery import Delivery, Handler
    from bot.seam import Event, Place

logger = logging.getLogger(__name__)


class Desk:
    """Serves events: ``post`` delivers what is said elsewhere than to the one who caused it."""

    def __init__(
        self,
        bot: ExtBot[float],
        handler: Handler,
        replies: Replies,
        filling: Filling,
        post: Callable[[Place, Reply, str], Awaitable[Delivery]],
    ) -> None:
        self._bot = bot
        self._handler = handler
        self._replies = replies
        self._filling = filling
        self._post = post

    async def serve(self, event: Event, occasion: Occasion) -> Ref | None:
        """Serve an event; the messages of the reply, when it was posted in the place itself."""
        response = await self.ask(event, occasion)
        if isinstance(event, Submit) and event.place.chat != occasion.place.chat:
            # A form filled in privately for a group: what is said to it acts there as well.
            occasion = replace(occasion, origin=event.place)
        given = None
        if isinstance(response.reply, Form):
            await self._filling.begin(response.reply, occasion)
        elif response.reply is not None:
            given = await self._replies.give(response.reply, occasion)
        for post in response.posts:
            if post.place.platform == PLATFORM:
                await self._post(post.place, post.reply, secrets.token_hex())
            else:
                logger.warning("A post for another platform is not delivered from here")
        return given

    async def ask(self, event: Event, occasion: Occasion, *, typed: bool = True) -> Response:
        """What the conversation says; an apology when it fails, which members see and logs explain.

        Meanwhile the bot is seen to type, unless that is not ``typed``.
        """
        quiet = isinstance(event, Membership) or (isinstance(event, Question) and not event.addressed)
        try:
            if quiet or not typed:
                return await self._handler.handle(event)
            async with typing(self._bot, occasion.place):
                return await self._handler.handle(event)
        except Exception:
            note = secrets.token_hex(4)
            logger.exception("An event could not be handled [%s]", note)
            return Response() if quiet else Response(self._apology(note, occasion))

    def _apology(self, note: str, occasion: Occasion) -> Reply:
        text = self._replies.tongue(occasion).gettext(
            "Something went wrong on my side. Please try again in a moment. "
            "If it stays so, tell whoever runs me this: {note}",
            note=note,
        )
        return Reply((Text((Span(text),)),))
