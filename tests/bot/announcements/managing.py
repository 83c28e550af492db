"""A conversation in which daily posts are set up, over a real store and scripted places."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.announcements.book import Announcements
from bot.blocks import Form, Reply
from bot.budget import Budgets
from bot.commands import read
from bot.composition import converse
from bot.delivery import Located
from bot.plain import plain
from bot.preferences import Preferences
from bot.seam import Command, Member, Place, Press, Right, Submit
from bot.shelf import Shelf
from tests.bot.chat import PATIENT
from tests.bot.turns import kept

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from bot.announcements.announcement import Announcement
    from bot.answering import Answering
    from bot.conversation import Conversation
    from bot.delivery import Whereabouts
    from bot.seam import Event
    from bot.store import Store
    from facts.fact import Pack

EVENING: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""Seven in the evening in Jakarta, on a Sunday."""
CLASS: Final = Place("test", "school", "history")
OTHER: Final = Place("test", "others", "elsewhere")
ALONE: Final = Place("test", "user:chief", "chief", private=True)
CHIEF: Final = Member("test", "chief", "Chief", frozenset({Right.MANAGE}), "en")
KEPALA: Final = Member("test", "kepala", "Kepala", frozenset({Right.MANAGE}), "id")
ANI: Final = Member("test", "ani", "Ani", locale="en")


@dataclass
class Managing:
    """What members say and press, and what they are told."""

    conversation: Conversation
    book: Announcements
    preferences: Preferences
    store: Store
    refused: dict[str, Whereabouts] = field(default_factory=dict)
    """What locating a chat comes to, where the bot may not post."""
    located: list[Place] = field(default_factory=list)
    said: Reply | Form | None = None

    async def locate(self, place: Place) -> Whereabouts:
        """Find every place but those that are refused."""
        self.located.append(place)
        return self.refused.get(place.chat, Located(place, "" if place.private else f"#{place.chat}"))

    async def type(self, line: str, member: Member = CHIEF, place: Place = CLASS) -> str:
        """Type a command."""
        typed = read(line)
        assert typed is not None
        return await self._tell(Command(place, member, EVENING, typed.name, typed.args))

    async def choose(self, **options: str) -> str:
        """Give the command with its options each by itself."""
        return await self._tell(Command(CLASS, CHIEF, EVENING, "announce", options))

    async def press(self, action: str, member: Member = CHIEF, place: Place = CLASS) -> str:
        """Press the button of that label under what was said last, or of that action under anything."""
        return await self._tell(Press(place, member, EVENING, self.actions.get(action, action), member.user))

    async def fill(self, value: str, member: Member = CHIEF, place: Place = CLASS) -> str:
        """Fill in the form that was opened last."""
        return await self._tell(Submit(place, member, EVENING, self.form.id, {"value": value}))

    @property
    def actions(self) -> Mapping[str, str]:
        """What can be pressed under what was said last, by its label."""
        return {one.label: one.action for one in self.said.actions} if isinstance(self.said, Reply) else {}

    @property
    def reply(self) -> Reply:
        """What was said last, which was a reply."""
        assert isinstance(self.said, Reply)
        return self.said

    @property
    def form(self) -> Form:
        """What was opened last."""
        assert isinstance(self.said, Form)
        return self.said

    async def all(self, place: Place = CLASS) -> tuple[Announcement, ...]:
        """Every announcement of a community."""
        return await self.book.of(place)

    async def _tell(self, event: Event) -> str:
        self.said = (await self.conversation.handle(event)).reply
        return plain(self.said) if isinstance(self.said, Reply) else ""


Play = Callable[[Callable[[Managing], Awaitable[None]]], None]
"""Plays a scene in which daily posts are managed."""


@asynccontextmanager
async def managing(answering: Answering, pack: Pack, folder: Path) -> AsyncIterator[Managing]:
    """A conversation over an empty store."""
    async with kept(folder) as store:
        preferences = Preferences(store)
        book = Announcements(store, preferences, lambda: EVENING)
        found: list[Managing] = []

        async def locate(place: Place) -> Whereabouts:
            return await found[0].locate(place)

        conversation = converse(
            answering,
            Shelf(lambda: (pack,)),
            store=store,
            preferences=preferences,
            announcements=book,
            locate=locate,
            budgets=Budgets(member=PATIENT),
        )
        found.append(Managing(conversation, book, preferences, store))
        yield found[0]
