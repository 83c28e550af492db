"""What members write: questions, commands, files, values of forms, and what they correct afterwards."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from telegram.constants import ChatType

from adapters.telegram.courier import answer_to
from adapters.telegram.messages import messages
from adapters.telegram.occasions import Occasion
from adapters.telegram.places import Ref, origin_of, place_of
from adapters.telegram.reading import CANCEL, SKIP, START, author, read_words, said, where
from adapters.telegram.start_links import Errand
from adapters.telegram.uploads import fetch
from bot.blocks import Audience, Reply
from bot.delivery import Sent
from bot.recent import Recent
from bot.seam import Command, Press, Question, Right, Submit

if TYPE_CHECKING:
    from telegram import Message
    from telegram.ext import ExtBot

    from adapters.telegram.courier import Courier
    from adapters.telegram.desk import Desk
    from adapters.telegram.filling import Filling
    from adapters.telegram.reading import Words
    from adapters.telegram.replies import Replies
    from adapters.telegram.rights import Rights
    from adapters.telegram.start_links import StartLinks
    from bot.seam import Event, Member

ANSWERS: Final = 10_000
"""Answers that are edited when their question is; about two megabytes at most."""


class Listening:
    """Reads messages and has them served."""

    def __init__(  # noqa: PLR0913, PLR0917  # the parts that a message may concern
        self,
        bot: ExtBot[float],
        desk: Desk,
        courier: Courier,
        replies: Replies,
        filling: Filling,
        links: StartLinks,
        rights: Rights,
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._courier = courier
        self._replies = replies
        self._filling = filling
        self._links = links
        self._rights = rights
        self._answers: Recent[tuple[int, int], tuple[str, Ref]] = Recent(ANSWERS, math.inf)

    async def hear(self, message: Message) -> None:
        """Serve a new message, if it is meant for the bot."""
        who = author(message)
        if who is None:
            return
        words = read_words(message, self._bot.bot)
        occasion = Occasion(where(message), who, message.message_id)
        if message.chat.type == ChatType.CHANNEL:
            # What is posted there is meant for its readers.
            if message.text and (words.command or words.addressed):
                await self._answer(message, words, occasion)
            return
        if message.document is not None:
            await self._take_file(message, words, occasion)
        elif words.command in CANCEL | SKIP and not words.foreign:
            await self._leave(words, occasion)
        elif not await self._fill(message, words, occasion):
            await self._answer(message, words, occasion)

    async def correct(self, message: Message) -> None:
        """Edit the answer to a question that was edited; what was not answered stays so."""
        known = self._answers.get((message.chat_id, message.message_id))
        who = author(message)
        if known is None or who is None:
            return
        words = read_words(message, self._bot.bot)
        event = said(message, words, who, self._bot.bot)
        before, ref = known
        if words.text == before or not isinstance(event, Question | Command):
            return
        reply = (await self._desk.ask(event, Occasion(where(message), who, message.message_id))).reply
        if isinstance(reply, Reply) and (reply.audience is Audience.EVERYONE or event.place.private):
            outcome = await self._courier.edit(ref, messages(reply))
            if isinstance(outcome, Sent):
                answer = (words.text, Ref.read(outcome.ref))
                self._answers.put((message.chat_id, message.message_id), answer)

    async def _answer(self, message: Message, words: Words, occasion: Occasion) -> None:
        if words.command == START and not words.foreign:
            if await self._fetched(words.text, occasion):
                return
            event: Event | None = await self._begun(message, words, occasion.member)
            if event is not None and event.place.chat != occasion.place.chat:
                occasion = replace(occasion, origin=event.place)
        else:
            event = said(message, words, occasion.member, self._bot.bot)
        if event is None:
            return
        if isinstance(event, Command | Press):
            event, occasion = await self._entitled(event, occasion)
        given = await self._desk.serve(event, occasion)
        if given is not None and words.command != START:
            self._answers.put((message.chat_id, message.message_id), (words.text, given))

    async def _fetched(self, payload: str, occasion: Occasion) -> bool:
        """Give a reply that waits for the member, or for any who manage where somebody unnamed asked."""
        waiting = self._replies.waiting(payload) if occasion.place.private else None
        if waiting is None:
            return False
        if waiting.member.user != occasion.member.user:
            there = await self._rights.grant(replace(occasion.member, rights=frozenset()), waiting.place)
            unnamed = int(waiting.member.user) < 0
            if not unnamed or Right.MANAGE not in there.rights & waiting.member.rights:
                return False
        await self._courier.post(waiting.posted, answer_to(occasion.place))
        return True

    async def _begun(self, message: Message, words: Words, who: Member) -> Command | Press:
        """What to do at ``/start``: go on with what the link stands for, else greet."""
        here = where(message)
        errand = await self._links.errand(words.text) if here.private and words.text else Errand()
        origin = place_of(errand.origin)
        if origin is not None and await self._rights.belongs(who, origin):
            # There they are who they are there, whatever they may do alone with the bot.
            here, who = origin, replace(who, rights=frozenset())
        if errand.action:
            return Press(here, who, message.date, errand.action)
        return Command(here, who, message.date, errand.command or "help", errand.args)

    async def _entitled(self, event: Command | Press, occasion: Occasion) -> tuple[Command | Press, Occasion]:
        """The event with the member's rights, and the way to have it served in private."""
        who = await self._rights.grant(event.member, event.place)
        origin = origin_of(event.place)
        errand = (
            Errand(action=event.action, origin=origin)
            if isinstance(event, Press)
            else Errand(command=event.name, args=event.args, origin=origin)
        )
        return replace(event, member=who), replace(occasion, member=who, errand=errand)

    async def _leave(self, words: Words, occasion: Occasion) -> None:
        """Skip a field of a form, or leave it."""
        tongue = self._replies.tongue(occasion)
        if words.command in SKIP:
            outcome = await self._filling.skipped(occasion)
            if isinstance(outcome, Submit):
                await self._submit(outcome, occasion)
            if outcome is not False:
                return
        elif await self._filling.leave(occasion):
            await self._replies.note(tongue.gettext("Stopped. Nothing was sent."), occasion)
            return
        if words.addressed:
            await self._replies.note(tongue.gettext("There is no form to fill in just now."), occasion)

    async def _fill(self, message: Message, words: Words, occasion: Occasion) -> bool:
        """Take the message as the value of a form's field, if it is one; another command leaves the form."""
        if words.foreign:
            return False
        if words.command is not None:
            if occasion.place.private:
                await self._filling.leave(occasion)
            return False
        if not (message.text and words.text):
            return False
        outcome = await self._filling.typed(words.text, message, occasion)
        if isinstance(outcome, Submit):
            await self._submit(outcome, occasion)
        return outcome is not False

    async def _submit(self, event: Submit, occasion: Occasion) -> None:
        who = await self._rights.grant(event.member, event.place)
        await self._desk.serve(replace(event, member=who), replace(occasion, member=who))

    async def _take_file(self, message: Message, words: Words, occasion: Occasion) -> None:
        if words.foreign or not (words.addressed or words.command is not None):
            return
        who = await self._rights.grant(occasion.member, occasion.place)
        fetched = await fetch(message, occasion.place, who, self._replies.tongue(occasion))
        if isinstance(fetched, str):
            await self._replies.note(fetched, occasion)
        else:
            await self._desk.serve(fetched, occasion)
