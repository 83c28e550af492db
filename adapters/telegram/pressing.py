"""Presses: an action of the conversation's or a step of a form, each answered in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from telegram import Message
from telegram.constants import ChatType

from adapters.telegram.forms import MARK
from adapters.telegram.occasions import Occasion
from adapters.telegram.origins import carried
from adapters.telegram.places import origin_of, place
from adapters.telegram.reading import answered, member, where
from adapters.telegram.start_links import Errand
from adapters.telegram.waiting import PressAnswer
from bot.blocks import fits_action
from bot.seam import Press

if TYPE_CHECKING:
    from telegram import CallbackQuery

    from adapters.telegram.desk import Desk
    from adapters.telegram.filling import Filling
    from adapters.telegram.rights import Rights
    from bot.seam import Place


class Pressing:
    """Reads presses and has them served."""

    def __init__(self, desk: Desk, filling: Filling, rights: Rights) -> None:
        self._desk = desk
        self._filling = filling
        self._rights = rights

    async def press(self, query: CallbackQuery, *, repeated: bool = False) -> None:
        """Serve a press; one repeated at once is only answered, as is one that no message of a chat has."""
        answer = PressAnswer(query)
        async with answer.in_time():
            pressed = query.message
            if repeated or pressed is None:
                return
            data, origin = carried(query.data or "")
            # Of messages older than two days Telegram tells the chat and the number alone.
            here = where(pressed) if isinstance(pressed, Message) else place(pressed.chat)
            who = await self._rights.grant(member(query.from_user, pressed.chat), here)
            asked = answered(pressed) if isinstance(pressed, Message) else None
            own = None if asked is None or _author(asked) != who.user else asked.message_id
            channel = pressed.chat.type == ChatType.CHANNEL
            if origin is not None and here.private:
                await self._elsewhere(data, origin, Occasion(here, who, own, pressed.message_id, answer))
                return
            occasion = Occasion(
                here,
                who,
                own,
                pressed.message_id,
                answer,
                channel,
                errand=Errand(action=data, origin=origin_of(here)),
            )
            if data.startswith(MARK):
                await self._step(data, occasion)
            elif fits_action(data):
                asker = None if asked is None else _author(asked)
                await self._desk.serve(Press(here, who, datetime.now(UTC), data, asker), occasion)

    async def _elsewhere(self, data: str, origin: Place, occasion: Occasion) -> None:
        """Serve a press in the private chat that acts in the group where its message was asked for."""
        # In the group they are who they are there, whatever they may do alone with the bot.
        there = await self._rights.grant(replace(occasion.member, rights=frozenset()), origin)
        occasion = replace(occasion, member=there, origin=origin)
        if fits_action(data):
            await self._desk.serve(Press(origin, there, datetime.now(UTC), data, there.user), occasion)

    async def _step(self, data: str, occasion: Occasion) -> None:
        occasion = replace(occasion, errand=Errand())
        submitted = await self._filling.pressed(data, occasion)
        if submitted is not None:
            await self._desk.serve(submitted, occasion)


def _author(message: Message) -> str | None:
    """Who wrote a message, as their events have it."""
    if message.sender_chat is not None:
        return str(message.sender_chat.id)
    return None if message.from_user is None else str(message.from_user.id)
