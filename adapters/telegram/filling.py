"""Leads a member through a form, one message of the bot's for each field, to what they fill in."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.telegram.courier import answer_to
from adapters.telegram.forms import Progress, Way, can_skip, chosen, problem, question
from adapters.telegram.places import group_place
from bot.delivery import NotebookError, Sent
from bot.seam import Submit

if TYPE_CHECKING:
    from telegram import Message

    from adapters.telegram.courier import Courier
    from adapters.telegram.forms import Forms
    from adapters.telegram.occasions import Occasion
    from adapters.telegram.replies import Replies
    from adapters.telegram.rights import Rights
    from bot.blocks import Form

logger = logging.getLogger(__name__)


class Filling:
    """Asks, takes what is typed or pressed, and hands over the form once it is complete."""

    def __init__(self, forms: Forms, courier: Courier, replies: Replies, rights: Rights) -> None:
        self._forms = forms
        self._courier = courier
        self._replies = replies
        self._rights = rights

    async def begin(self, form: Form, occasion: Occasion) -> None:
        """Ask for the first field of a form, which has at least one.

        In company the question has to reply to something of the member's to reach them alone.  When nothing
        of theirs is there, as when they press under another's question, the form is asked for in private.
        """
        if occasion.place.private or occasion.message is not None:
            origin = int(occasion.origin.chat) if occasion.origin is not None else 0
            await self._ask(Progress(form, origin=origin), occasion)
        else:
            await self._replies.invite(occasion)

    async def leave(self, occasion: Occasion) -> bool:
        """Drop the member's form; whether there was one."""
        return await self._forms.take(occasion.place, occasion.member) is not None

    async def typed(self, text: str, message: Message, occasion: Occasion) -> Submit | bool:
        """Take a text as the value of the field asked for; False when it is meant for no form."""
        private = occasion.place.private
        if not private and message.reply_to_message is None:
            return False
        progress = await self._forms.take(occasion.place, occasion.member)
        if progress is None:
            return False
        before = message.reply_to_message
        if not private and (before is None or before.message_id != progress.asked):
            await self._hold(progress, occasion)
            return False
        if fault := problem(progress, text, self._replies.tongue(occasion)):
            await self._hold(progress, occasion)
            await self._replies.note(fault, occasion)
            return True
        return await self._go_on(progress.having(text), occasion)

    async def skipped(self, occasion: Occasion) -> Submit | bool:
        """Leave the field asked for as it is; False when there is no form."""
        progress = await self._forms.take(occasion.place, occasion.member)
        return False if progress is None else await self._take(progress, Way.SKIP, occasion)

    async def pressed(self, data: str, occasion: Occasion) -> Submit | None:
        """Take a press on a form's button; void on another member's form, and for a past field."""
        progress = await self._forms.take(occasion.place, occasion.member)
        choice = None if progress is None or progress.asked != occasion.pressed else chosen(progress, data)
        if progress is None or choice is None:
            if progress is not None:
                await self._hold(progress, occasion)
            tongue = self._replies.tongue(occasion)
            await self._replies.note(tongue.gettext("This button is no longer for you to press."), occasion)
            return None
        outcome = await self._take(progress, choice, occasion)
        return outcome if isinstance(outcome, Submit) else None

    async def _take(self, progress: Progress, choice: str | Way, occasion: Occasion) -> Submit | bool:
        tongue = self._replies.tongue(occasion)
        if choice is Way.CANCEL:
            await self._replies.note(tongue.gettext("Stopped. Nothing was sent."), occasion)
            return True
        if choice is Way.SKIP and not can_skip(progress.field):
            await self._hold(progress, occasion)
            await self._replies.note(tongue.gettext("This one is needed, so it can't be skipped."), occasion)
            return True
        value = progress.field.filled if choice is Way.SKIP else choice
        return await self._go_on(progress.having(value), occasion)

    async def _go_on(self, progress: Progress, occasion: Occasion) -> Submit | bool:
        if progress.complete:
            return await self._submit(progress, occasion)
        await self._ask(progress, occasion)
        return True

    async def _submit(self, progress: Progress, occasion: Occasion) -> Submit:
        where, who = occasion.place, occasion.member
        if progress.origin:
            # In the group they are who they are there, whatever they may do alone with the bot.
            where = group_place(progress.origin)
            who = await self._rights.grant(replace(who, rights=frozenset()), where)
        return Submit(where, who, datetime.now(UTC), progress.form.id, progress.values)

    async def _ask(self, progress: Progress, occasion: Occasion) -> None:
        tongue = self._replies.tongue(occasion)
        asked = question(progress, tongue, private=occasion.place.private)
        outcome, posted = await self._courier.post(asked, answer_to(occasion.place, occasion.message))
        if isinstance(outcome, Sent):
            asking = replace(progress, asked=posted[-1].message_id)
            if not await self._hold(asking, occasion):
                text = tongue.gettext("I can't take this down just now. Please try again in a moment.")
                await self._replies.note(text, occasion)

    async def _hold(self, progress: Progress, occasion: Occasion) -> bool:
        try:
            await self._forms.keep(occasion.place, occasion.member, progress)
        except NotebookError:
            logger.warning("A form could not be kept: the store cannot be reached")
            return False
        return True
