"""Announcements in use: paused, posted at once, looked ahead at, stopped and removed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import State
from bot.announcements.delivery import NOW
from bot.announcements.listing import LISTED, listing, on_page
from bot.announcements.office import no_place, no_such
from bot.announcements.panel import do, replaces_panel, titled, where
from bot.announcements.post import headline
from bot.announcements.wording import WEEKDAYS, date_in_words, time_in_words
from bot.blocks import Audience, Bullets, Heading, Reply, Span, Style, Weight
from bot.commands import BY_NAME
from bot.notice import notice, paragraph

if TYPE_CHECKING:
    from datetime import date

    from bot.announcements.announcement import Announcement
    from bot.announcements.office import Office
    from bot.blocks import Line
    from bot.turn import Turn

AHEAD: Final = 7
"""Posts that a preview shows."""
APART: Final = timedelta(seconds=60)
"""Between two posts that are asked for at once: a button pressed twice posts once."""
YES: Final = "yes"
"""What the button carries that removes after it was asked whether to."""


@dataclass(frozen=True, slots=True)
class Running:
    """What is done with announcements day by day."""

    office: Office

    async def list(self, turn: Turn, page: int = 0, said: str = "") -> Reply:
        """Every announcement of the community; drafts are for those who may start them."""
        kept = await self.office.book.of(turn.place)
        shown = [one for one in kept if turn.manager or one.state is not State.DRAFT]
        page = page if 0 <= page * LISTED < len(shown) else 0
        rows = {one.id: await self.office.book.deliveries(one.id) for one in on_page(shown, page)}
        return listing(shown, turn, self.office.subjects, rows, said=said, page=page)

    async def pause(self, turn: Turn, one: Announcement) -> Reply:
        """Post it no more for now."""
        changed = await self._paused(one)
        return no_such(turn.tongue) if changed is None else await self.office.show(turn, changed)

    async def now(self, turn: Turn, one: Announcement) -> Reply:
        """Post it at once beside its daily posts."""
        tongue = turn.tongue
        rows = await self.office.book.deliveries(one.id)
        just = any(row.kind.startswith(NOW) and row.due > turn.at - APART for row in rows)
        if one.state is State.DRAFT:
            text = tongue.gettext("Start it first; then it can be posted at any moment.")
        elif refused := no_place(await self.office.locate(one.place), tongue):
            text = refused
        elif just or not await self.office.book.post_now(one.id, turn.at):
            text = tongue.gettext("I was asked for that just now, so one post has to do.")
        else:
            text = tongue.gettext("I post it now; it will be there in a moment.")
        return await self.office.show(turn, one, text)

    async def preview(self, turn: Turn, one: Announcement) -> Reply:
        """The dates of the next posts, and what they will be about."""
        coming = await self.office.book.upcoming(one, AHEAD)
        days = [day for day, _ in coming]
        items = await asyncio.to_thread(lambda: tuple(self._item(one, day, turn) for day in days))
        head = turn.tongue.gettext("The next posts, at {time}", time=time_in_words(one.at, turn.tongue))
        blocks = (Heading(titled(one, turn.tongue)), paragraph(head, Style.BOLD), Bullets(items))
        returning = do("open", turn.tongue.gettext("← Back"), one)
        return Reply(blocks, (returning,), Audience.ASKER, replaces_panel(turn))

    async def remove(self, turn: Turn, one: Announcement, value: str) -> Reply:
        """Forget it, once that was confirmed."""
        tongue = turn.tongue
        if value == YES:
            await self.office.book.remove(one.id)
            text = tongue.gettext("Removed: {title}.", title=titled(one, tongue))
            return await self.list(turn, said=text)
        text = tongue.gettext(
            "Shall I remove “{title}” at {time} for good, with the record of its posts? "
            "To stop it for a while, pause it instead.",
            title=titled(one, tongue),
            time=time_in_words(one.at, tongue),
        )
        actions = (
            do("remove", tongue.gettext("Yes, remove it"), one, YES, weight=Weight.DANGER),
            do("open", tongue.gettext("No, keep it"), one),
        )
        return notice(text, actions=actions, replaces=replaces_panel(turn))

    async def stop(self, turn: Turn, one: Announcement | None) -> Reply:
        """Pause it from the button under one of its posts, which stays as it is."""
        tongue = turn.tongue
        if one is None:
            return no_such(tongue)
        if not turn.manager:
            text = tongue.gettext(
                "Only those who manage this community can stop these posts. Ask one of them, if you like."
            )
            return notice(text)
        if one.state in {State.ACTIVE, State.SUSPENDED} and await self._paused(one) is None:
            return no_such(tongue)
        text = tongue.gettext(
            "Stopped: no more posts in {place} at {time}. Resume them at any time with {command}.",
            place=where(one, tongue),
            time=time_in_words(one.at, tongue),
            command=f"/{BY_NAME['announce'].named(tongue.code)}",
        )
        return notice(text)

    async def _paused(self, one: Announcement) -> Announcement | None:
        return one if one.state is State.DRAFT else await self.office.book.pause(one.id)

    def _item(self, one: Announcement, day: date, turn: Turn) -> Line:
        tongue = turn.tongue
        weekday = tongue.gettext(WEEKDAYS[day.weekday()])
        told = headline(one, day, self.office.shelf, tongue)
        rest = (Span(" · "), *told) if told else ()
        return Span(f"{weekday} {date_in_words(day, tongue)}", Style.BOLD), *rest
