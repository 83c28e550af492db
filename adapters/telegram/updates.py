"""Takes each update to whom it concerns, once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from telegram.constants import ChatType

from adapters.telegram.duplicates import Duplicates
from adapters.telegram.occasions import Occasion
from adapters.telegram.places import PLATFORM, place
from adapters.telegram.reading import member
from adapters.telegram.rights import is_in
from bot.seam import Change, Member, Membership, Vote

if TYPE_CHECKING:
    from telegram import ChatMemberUpdated, Message, PollAnswer, Update

    from adapters.telegram.desk import Desk
    from adapters.telegram.guests import Guests
    from adapters.telegram.inline import Inline
    from adapters.telegram.listening import Listening
    from adapters.telegram.migrations import Migrations
    from adapters.telegram.polls import Polls
    from adapters.telegram.pressing import Pressing
    from adapters.telegram.topics import Topics


class Updates:
    """Tells updates apart; those that are no news, or of no concern, come to nothing."""

    def __init__(  # noqa: PLR0913, PLR0917  # one for each kind of update
        self,
        listening: Listening,
        pressing: Pressing,
        inline: Inline,
        guests: Guests,
        polls: Polls,
        migrations: Migrations,
        topics: Topics,
        desk: Desk,
    ) -> None:
        self._listening = listening
        self._pressing = pressing
        self._inline = inline
        self._guests = guests
        self._polls = polls
        self._migrations = migrations
        self._topics = topics
        self._desk = desk
        self._duplicates = Duplicates()

    async def receive(self, update: Update) -> None:
        """Serve an update."""
        if self._duplicates.seen(update):
            return
        if update.message is not None:
            await self._hear(update.message)
        elif update.channel_post is not None:
            await self._listening.hear(update.channel_post)
        elif update.edited_message is not None:
            await self._listening.correct(update.edited_message)
        elif update.callback_query is not None:
            repeated = self._duplicates.pressed(update)
            await self._pressing.press(update.callback_query, repeated=repeated)
        elif update.inline_query is not None:
            await self._inline.answer(update.inline_query)
        elif update.guest_message is not None:
            await self._guests.answer(update.guest_message)
        elif update.poll_answer is not None:
            await self._vote(update.poll_answer)
        elif update.my_chat_member is not None:
            await self._moved_in_or_out(update.my_chat_member)

    async def _hear(self, message: Message) -> None:
        if message.migrate_to_chat_id is not None:
            await self._migrations.note(message.chat_id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await self._migrations.note(message.migrate_from_chat_id, message.chat_id)
        else:
            self._topics.note(message)
            await self._listening.hear(message)

    async def _vote(self, answer: PollAnswer) -> None:
        found = await self._polls.find(answer)
        if found is None or answer.user is None:
            return
        ref, here = found
        who = Member(PLATFORM, str(answer.user.id), answer.user.full_name, locale=answer.user.language_code)
        vote = Vote(here, who, datetime.now(UTC), ref, tuple(answer.option_ids))
        await self._desk.serve(vote, Occasion(here, who))

    async def _moved_in_or_out(self, update: ChatMemberUpdated) -> None:
        """The bot was added or removed, or blocked; that it is unblocked is told by ``/start``."""
        before, after = is_in(update.old_chat_member), is_in(update.new_chat_member)
        if before == after or (after and update.chat.type == ChatType.PRIVATE):
            return
        here, who = place(update.chat), member(update.from_user, update.chat)
        change = Change.ADDED if after else Change.REMOVED
        await self._desk.serve(Membership(here, who, update.date, change), Occasion(here, who))
