"""Announcements set up: by buttons in a draft, or in one line and started at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from bot.announcements.announcement import Announcement, State
from bot.announcements.book import zone_of
from bot.announcements.doubts import doubt_actions, doubt_in_words
from bot.announcements.office import no_place
from bot.announcements.panel import do, where
from bot.announcements.values import chosen
from bot.announcements.wish import Meaning, Option, Wish
from bot.announcements.wording import night, time_in_words, when_in_words
from bot.blocks import Weight
from bot.commands import WORDS
from bot.delivery import Located
from bot.notice import notice
from bot.seam import Place
from bot.zones import zone_in_words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from bot.announcements.office import Office
    from bot.blocks import Reply
    from bot.turn import Turn

PLACE: Final = "place"
"""The option that names another place."""


@dataclass(frozen=True, slots=True)
class SettingUp:
    """Makes drafts and starts them; nothing is ever posted that nobody started."""

    office: Office

    async def new(self, turn: Turn, thread: str) -> Reply:
        """A draft for the place of the turn, or the one that the member has begun there."""
        place = replace(turn.place, thread=thread or turn.place.thread)
        found = await self.office.locate(place)
        full = await self.office.full(turn)
        if full or not isinstance(found, Located):
            return notice(full or no_place(found, turn.tongue))
        drafts = await self._drafts(turn, found.place)
        one = drafts[0] if drafts else await self._create(turn, found)
        return await self.office.show(turn, one)

    async def by_command(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """What the command says, started at once when all of it is clear and it names a time."""
        place = turn.place
        if args.get(PLACE):
            place = Place(place.platform, place.community, args[PLACE])
        reader = self.office.reader
        wish = reader.line(args[WORDS]) if args.get(WORDS) else reader.typed(args)
        found = await self.office.locate(place)
        full = await self.office.full(turn)
        if full or not isinstance(found, Located):
            return notice(full or no_place(found, turn.tongue))
        for draft in await self._drafts(turn, found.place):
            await self.office.book.remove(draft.id)
        one = await self._create(turn, found, wish)
        if wish.doubts:
            return await self._doubted(turn, one, wish)
        if all(meaning.option is not Option.TIME for meaning in wish.meanings):
            return await self.office.show(turn, one)
        return await self._started(turn, one)

    async def start(self, turn: Turn, one: Announcement) -> Reply:
        """Post it from now on, if its place allows that."""
        if one.state is State.ACTIVE:
            return await self.office.show(turn, one)
        found = await self.office.locate(one.place)
        if not isinstance(found, Located):
            return await self.office.show(turn, one, no_place(found, turn.tongue))
        if one.state is State.DRAFT and (full := await self.office.full(turn)):
            return notice(full)
        if (found.place, found.label) != (one.place, one.label):
            one = await self.office.book.alter(one.id, place=found.place, label=found.label) or one
        return await self._started(turn, one)

    async def _started(self, turn: Turn, one: Announcement) -> Reply:
        tongue = turn.tongue
        twin = await self.office.twin(turn, one)
        if twin is not None and one.state is State.DRAFT:
            text = tongue.gettext(
                "There is a daily post in {place} at {time} already, so I have not started another one.",
                place=where(twin, tongue),
                time=time_in_words(twin.at, tongue),
            )
            opening = do("open", tongue.gettext("Open that one"), twin, weight=Weight.PRIMARY)
            # The panel has as many buttons as fit; the two ways on are enough here.
            return notice(text, actions=(opening, do("open", tongue.gettext("Change this one"), one)))
        started = await self.office.book.activate(one.id) or one
        remarks = [remark async for remark in self._remarks(turn, started, first=one.state is State.DRAFT)]
        return await self.office.show(turn, started, *remarks)

    async def _remarks(self, turn: Turn, one: Announcement, *, first: bool) -> AsyncIterator[str]:
        tongue, zone = turn.tongue, zone_of(one, turn.community)
        if one.due is not None:
            yield tongue.gettext("Starts {when}.", when=when_in_words(one.due, zone, turn.at, tongue))
        if first and one.zone is None and not await self.office.preferences.chose(turn.place, "zone"):
            yield tongue.gettext(
                "Nobody has chosen a time zone here, so I took {zone}. If that is wrong, press “Time zone…”.",
                zone=zone_in_words(zone.key, turn.at),
            )
        for remark in night(one, tongue):
            yield remark

    async def _doubted(self, turn: Turn, one: Announcement, wish: Wish) -> Reply:
        """The draft with what was understood, and what was not."""
        subjects, tongue = self.office.subjects, turn.tongue
        said = [doubt_in_words(doubt, subjects, tongue, turn.at) for doubt in wish.doubts]
        said.append(tongue.gettext("I have not started anything yet. All that I understood stands below."))
        actions = doubt_actions(wish.doubts, one, subjects, tongue, turn.at)
        return await self.office.show(turn, one, *said, first=actions)

    async def _create(self, turn: Turn, found: Located, wish: Wish | None = None) -> Announcement:
        here = turn.place
        elsewhere = (found.place.chat, found.place.thread) != (here.chat, here.thread)
        return await self.office.book.create(
            found.place,
            turn.member.user,
            label=found.label,
            origin=here if elsewhere and not here.private else None,
            **self._chosen(turn, wish or Wish()),
        )

    def _chosen(self, turn: Turn, wish: Wish) -> Mapping[str, Any]:
        """What the wish sets; "bilingual" tells no order: the community's own language comes first.

        Where the settings leave it to each question, of which a post has none, it is that of the turn.
        """
        values = chosen(wish.meanings)
        if turn.community.language is None and not values.get("languages"):
            return {**values, "languages": (turn.tongue.code,)}
        languages = self.office.subjects.all(Option.LANGUAGE)
        if Meaning(Option.LANGUAGE, ",".join(languages)) not in wish.meanings:
            return values
        own = turn.community.language or turn.tongue.code
        return {**values, "languages": tuple(sorted(languages, key=lambda code: code != own))}

    async def _drafts(self, turn: Turn, place: Place) -> list[Announcement]:
        """What the member has begun to set up for that place."""
        return [
            one
            for one in await self.office.book.of(turn.place)
            if one.state is State.DRAFT and one.place == place and one.created_by == turn.member.user
        ]
